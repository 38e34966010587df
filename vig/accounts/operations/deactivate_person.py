from django.db import transaction
from django.utils import timezone

from vig.accounts.models import Invitation, Organisation, User
from vig.accounts.policies import can_deactivate_person
from vig.audit.operations import record_event

from .roles_of_a_service import close_behind, require, take_turn


@transaction.atomic
def deactivate_person(*, person: User, organisation: Organisation, by: User) -> bool:
    """End all their roles in this service at once; those in others stay. True if that closed their account."""
    take_turn(organisation)
    require(can_deactivate_person(by, person, organisation))
    ended = person.memberships.filter(organisation=organisation).end_at(timezone.now())
    Invitation.objects.filter(organisation=organisation, email=person.email).delete()
    closed = close_behind(person=person, organisation=organisation, by=by)
    record_event(
        "accounts.person_deactivated",
        actor=by,
        subject=person,
        organisation=str(organisation.pk),
        roles=ended,
        account_closed=closed,
    )
    return closed
