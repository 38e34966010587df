import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vig.accounts.digests import digest_of
from vig.accounts.invitation_links import link_of, new_word
from vig.accounts.models import Invitation, Membership, Organisation, Role, User
from vig.accounts.policies import can_invite_person
from vig.audit.operations import record_event
from vig.refusals import Refused

from .roles_of_a_service import check_days, require, take_turn


class Sent(NamedTuple):
    invitation: Invitation
    link: str


class HasTheRole(Refused):
    def __init__(self) -> None:
        super().__init__("email", "Somebody with this address has that role in your service already.")


class WaitsAlready(Refused):
    def __init__(self) -> None:
        super().__init__("email", "An invitation to this address and role is waiting. Send it again or withdraw it.")


@transaction.atomic
def invite_person(
    *,
    organisation: Organisation,
    email: str,
    role: Role,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    by: User | None,
) -> Sent:
    """Offer a role to whoever reads the mail of an address. Whether they have an account changes nothing here.

    The link is in the answer only; sending it is the caller's. `by` is None for what is done on the machine itself.
    """
    email = email.lower()
    take_turn(organisation)
    if by is not None:
        require(can_invite_person(by, organisation, email=email))
    check_days(starts_on, ends_on)
    held = Membership.objects.lasting(timezone.localdate()).filter(organisation=organisation, role=role)
    if held.filter(user__email=email).exists():
        raise HasTheRole
    if Invitation.objects.filter(organisation=organisation, role=role, email=email).exists():
        raise WaitsAlready
    word = new_word()
    now = timezone.now()
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        invited_by=by,
        digest=digest_of(word),
        sent_at=now,
        expires_at=now + settings.INVITATION_LASTS,
    )
    record_event("accounts.person_invited", actor=by, subject=invitation, organisation=str(organisation.pk), role=role)
    return Sent(invitation, link_of(invitation, word))
