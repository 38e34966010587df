import datetime

from django.db import transaction
from django.utils import timezone

from vig.accounts.models import Membership, User
from vig.accounts.policies import can_change_role
from vig.audit.operations import record_event

from .roles_of_a_service import check_days, close_behind, require, take_turn


@transaction.atomic
def end_role(*, membership: Membership, last_day: datetime.date | None = None, by: User) -> bool:
    """End a role at once, or after its last day. True if that closed the person's account."""
    take_turn(membership.organisation)
    require(can_change_role(by, membership))
    if last_day is not None:
        check_days(membership.starts_on, last_day)
        membership.ends_on = last_day
        membership.save(update_fields=["ends_on"])
        closed = False
    else:
        Membership.objects.filter(pk=membership.pk).end_at(timezone.now())
        closed = close_behind(person=membership.user, organisation=membership.organisation, by=by)
    record_event(
        "accounts.role_ended",
        actor=by,
        subject=membership,
        person=str(membership.user_id),
        role=membership.role,
        last_day=last_day.isoformat() if last_day else None,
        account_closed=closed,
    )
    return closed
