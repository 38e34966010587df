from allauth.account.utils import get_next_redirect_url
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from vig.accounts.request import SignedInRequest

from .factors import factors_of


@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """All that concerns somebody's own way in: name, address, password, second factor, sessions, token."""
    return render(request, "account/account.html", {"factors": factors_of(request.user)})


@require_safe
def second_factor(request: SignedInRequest) -> HttpResponse:
    """The wall before the cases for somebody who has no second factor yet, with both ways over it."""
    if factors_of(request.user).any:
        return redirect(get_next_redirect_url(request) or "account")
    return render(request, "mfa/second_factor.html")
