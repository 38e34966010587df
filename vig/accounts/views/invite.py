import logging
from smtplib import SMTPException
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from vig.accounts import access, operations
from vig.accounts.forms import InvitePersonForm
from vig.accounts.fresh import fresh_sign_in
from vig.accounts.invitation_mail import mail_invitation
from vig.accounts.models import Organisation
from vig.accounts.operations.invite_person import Sent
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused

logger = logging.getLogger(__name__)

TOO_MANY = "You have sent many invitations within an hour. Please wait a little, then go on."
NOT_SENT = "The invitation is kept, but its mail could not be sent. Please send it again later."


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def invite_person(request: SignedInRequest) -> HttpResponse:
    services = access.services_to_administer(request.user)
    chosen = access.service_to_administer(request.user, request.GET.get("service", ""))
    form = InvitePersonForm(request.POST if request.method == "POST" else None, services=services, service=chosen)
    if form.is_valid():
        try:
            _within_limits(request, form.cleaned_data["email"])
            sent = operations.invite_person(by=request.user, **form.offered())
        except Refused as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            return _send(request, sent)
    return render(request, "accounts/invite_person.html", {"form": form, "service": chosen})


@require_http_methods(["GET", "POST"])
@fresh_sign_in
def resend_invitation(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    invitation = access.invitation_to_answer_for(request.user, invitation_id)
    refusal = ""
    if request.method == "POST":
        try:
            _within_limits(request, invitation.email)
            return _send(request, operations.resend_invitation(invitation=invitation, by=request.user))
        except Refused as refused:
            refusal = refused.sentence
    return render(request, "accounts/resend_invitation.html", {"invitation": invitation, "refusal": refusal})


@require_POST
def revoke_invitation(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    invitation = access.invitation_to_answer_for(request.user, invitation_id)
    service = invitation.organisation
    operations.revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, "The invitation is withdrawn. Its link no longer works.")
    return redirect(_people_of(service))


def _within_limits(request: SignedInRequest, email: str) -> None:
    """So that nobody floods a mailbox, or many, in our name."""
    if not ratelimit.consume(request, action="invite_person", key=email.lower()):
        raise Refused("", TOO_MANY)


def _send(request: SignedInRequest, sent: Sent) -> HttpResponse:
    try:
        mail_invitation(sent)
    except (SMTPException, OSError) as error:
        logger.warning("The mail of invitation %s could not be sent: %s", sent.invitation.pk, type(error).__name__)
        messages.error(request, NOT_SENT)
    else:
        messages.success(request, "The invitation is on its way.")
    return redirect(_people_of(sent.invitation.organisation))


def _people_of(service: Organisation) -> str:
    return f"{reverse('people')}?{urlencode({'service': str(service.pk)})}"
