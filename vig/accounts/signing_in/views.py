from allauth.account.utils import get_next_redirect_url
from allauth.account.views import logout as allauth_logout
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from vig.accounts import operations
from vig.accounts.request import SignedInRequest

from .factors import factors_of
from .sessions import sessions_of


@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """All that concerns somebody's own way in: name, address, password, second factor, sessions, token."""
    return render(
        request,
        "account/account.html",
        {
            "factors": factors_of(request.user),
            "sessions": sessions_of(request, request.user),
        },
    )


@require_safe
def second_factor(request: SignedInRequest) -> HttpResponse:
    """The wall before the cases for somebody who has no second factor yet, with both ways over it."""
    if factors_of(request.user).any:
        return redirect(get_next_redirect_url(request) or "account")
    return render(request, "mfa/second_factor.html")


@require_POST
def end_session(request: SignedInRequest, session_id: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=session_id, user=request.user)
    operations.end_session(session=session, why="by_its_owner", by=request.user)
    messages.success(request, "That device is signed out.")
    return redirect("account")


@require_POST
def end_sessions(request: SignedInRequest) -> HttpResponse:
    """Everywhere, here too."""
    operations.end_sessions(user=request.user, why="by_its_owner", by=request.user, keep=request.session.session_key)
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return _leave_nothing_behind(redirect("account_login"))


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = allauth_logout(request)
    return _leave_nothing_behind(answer) if request.method == "POST" else answer


def _leave_nothing_behind(answer: HttpResponse) -> HttpResponse:
    """Have the browser forget what it holds of us.

    Not by "cookies", which would take those of every other site of the domain along, and the theme of this one: the
    session's is taken back by name.
    """
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
