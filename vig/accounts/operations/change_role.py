import datetime

from django.db import transaction
from django.utils import timezone

from vig.accounts.models import Membership, Role, User
from vig.accounts.policies import can_change_role
from vig.audit.operations import record_event
from vig.refusals import Refused

from .roles_of_a_service import check_days, close_behind, require, take_turn


class StartsInThePast(Refused):
    def __init__(self) -> None:
        super().__init__("starts_on", "A role cannot begin in the past.")


class HoldsTheRole(Refused):
    def __init__(self) -> None:
        super().__init__("role", "They hold that role in your service already.")


@transaction.atomic
def change_role(
    *, membership: Membership, role: Role, starts_on: datetime.date, ends_on: datetime.date | None = None, by: User
) -> Membership:
    """Another role instead of this one: from today at once, or from a later day with this one until the day before."""
    now = timezone.now()
    today = timezone.localdate(now)
    organisation, person = membership.organisation, membership.user
    take_turn(organisation)
    require(can_change_role(by, membership))
    if starts_on < today:
        raise StartsInThePast
    check_days(starts_on, ends_on)
    _end_before(membership, starts_on, now)
    if person.memberships.lasting(starts_on).filter(organisation=organisation, role=role).exists():
        raise HoldsTheRole
    changed = Membership.objects.create(
        user=person, organisation=organisation, role=role, starts_on=starts_on, ends_on=ends_on
    )
    close_behind(person=person, organisation=organisation, by=by)
    record_event(
        "accounts.role_changed",
        actor=by,
        subject=changed,
        person=str(person.pk),
        role=role,
        instead_of=membership.role,
    )
    return changed


def _end_before(membership: Membership, starts_on: datetime.date, now: datetime.datetime) -> None:
    """A role that is to begin later than the other, or on the same day, never does."""
    if starts_on == timezone.localdate(now) or starts_on <= membership.starts_on:
        Membership.objects.filter(pk=membership.pk).end_at(now)
    else:
        membership.ends_on = starts_on - datetime.timedelta(days=1)
        membership.save(update_fields=["ends_on"])
