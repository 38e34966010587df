"""What somebody meets who follows the link of an invitation. These pages are open to all; the link is the key."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from vig.accounts import operations
from vig.accounts.forms import ChoosePasswordForm, JoinForm
from vig.accounts.invitation_links import invitation_of
from vig.accounts.models import Invitation, User
from vig.accounts.operations.accept_invitation import InvitationClosed
from vig.refusals import Refused

OPENED = "invitation"  # in the session: the digest of the invitation whose link was followed


@require_safe
@login_not_required
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Takes the key out of the address at once, so that no log, history or next page gets to see it."""
    found = invitation_of(key, now=timezone.now())
    if found:
        request.session[OPENED] = found.digest
    else:
        request.session.pop(OPENED, None)
    return redirect("accept_invitation")


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@login_not_required
def accept_invitation(request: HttpRequest) -> HttpResponse:
    waiting = _opened(request)
    if waiting is None:
        return _closed(request)
    if not ratelimit.consume(request, action="accept_invitation"):
        too_many: HttpResponse = ratelimit.respond_429(request)
        return too_many
    if isinstance(request.user, User):
        return _accept(request, waiting, request.user)
    person = User.objects.filter(email=waiting.email).first()
    if person is not None and person.is_active:
        return render(request, "accounts/invitation_sign_in.html", {"invitation": waiting})
    return _join(request, waiting, person)


def _opened(request: HttpRequest) -> Invitation | None:
    waiting = Invitation.objects.open_at(timezone.now()).filter(digest=request.session.get(OPENED, ""))
    return waiting.select_related("organisation").first()


def _accept(request: HttpRequest, waiting: Invitation, user: User) -> HttpResponse:
    if user.email != waiting.email:
        return render(request, "accounts/invitation_for_another.html", {"invitation": waiting})
    if request.method == "POST":
        try:
            operations.accept_invitation(invitation=waiting, by=user)
        except Refused:
            return _closed(request)
        return _welcome(request, waiting)
    return render(request, "accounts/accept_invitation.html", {"invitation": waiting})


def _join(request: HttpRequest, waiting: Invitation, at_rest: User | None) -> HttpResponse:
    form_class = ChoosePasswordForm if at_rest else JoinForm
    form = form_class(request.POST or None, person=at_rest or User(email=waiting.email))
    if form.is_valid():
        try:
            person = operations.join_by_invitation(invitation=waiting, **form.joined())
        except InvitationClosed:
            return _closed(request)
        if at_rest:
            get_adapter().send_notification_mail("account/email/password_reset", person)
        _welcome(request, waiting)
        signed_in: HttpResponse = perform_login(request, person)
        return signed_in
    return render(request, "accounts/join.html", {"invitation": waiting, "form": form, "at_rest": at_rest})


def _welcome(request: HttpRequest, waiting: Invitation) -> HttpResponse:
    request.session.pop(OPENED, None)
    messages.success(request, f"Welcome to {waiting.organisation.name}.")
    return redirect(settings.LOGIN_REDIRECT_URL)


def _closed(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was, was used, was withdrawn, or is too old."""
    request.session.pop(OPENED, None)
    return render(request, "accounts/invitation_closed.html", status=410)
