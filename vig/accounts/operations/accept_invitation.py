from django.db import transaction
from django.utils import timezone

from vig.accounts.models import Invitation, Membership, User
from vig.audit.operations import record_event
from vig.refusals import Refused


class InvitationClosed(Refused):
    """Used, withdrawn or too old."""

    def __init__(self) -> None:
        super().__init__("", "This invitation no longer works. Ask an administrator of the service for a new one.")


class ForAnotherAddress(Refused):
    def __init__(self) -> None:
        super().__init__("", "This invitation was sent to another address than the one you are signed in with.")


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> None:
    """Somebody who is signed in takes the role that was offered to their address."""
    if by.email != invitation.email:
        raise ForAnotherAddress
    _take(invitation, by)


@transaction.atomic
def join_by_invitation(*, invitation: Invitation, name: str, password: str | None) -> User:
    """Somebody whose address has no open account takes the role with one, new or opened again.

    An account that was at rest keeps its name and second factor. Without `password` they sign in with their directory.
    """
    if Invitation.objects.select_for_update().filter(pk=invitation.pk).first() is None:
        raise InvitationClosed  # the other of two who followed it at the same moment is in
    person = User.objects.select_for_update().filter(email=invitation.email).first()
    if person is None:
        person = User.objects.create_user(email=invitation.email, name=name, password=password)
    elif person.is_active:
        raise InvitationClosed
    else:
        person.is_active = True
        if password is not None:
            person.set_password(password)
        person.save(update_fields=["is_active", "password"])
    _take(invitation, person)
    return person


def _take(invitation: Invitation, person: User) -> None:
    """Once: of two who follow the link at the same moment, one finds it gone."""
    now = timezone.now()
    today = timezone.localdate(now)
    subject = Invitation(pk=invitation.pk)
    if not Invitation.objects.open_at(now).filter(pk=invitation.pk, digest=invitation.digest).delete()[0]:
        raise InvitationClosed
    here = Membership.objects.lasting(today).filter(user=person, organisation=invitation.organisation_id)
    if not here.filter(role=invitation.role, ends_on__isnull=True).exists():
        Membership.objects.create(
            user=person,
            organisation_id=invitation.organisation_id,
            role=invitation.role,
            starts_on=max(invitation.starts_on, today),
            ends_on=invitation.ends_on,
        )
    record_event(
        "accounts.invitation_accepted",
        actor=person,
        subject=subject,
        organisation=str(invitation.organisation_id),
        role=invitation.role,
    )
