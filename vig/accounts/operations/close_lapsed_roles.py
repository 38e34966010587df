import datetime

from django.db import transaction
from django.utils import timezone

from vig.accounts.models import Invitation, Membership
from vig.audit.operations import record_event

from .roles_of_a_service import close_behind, take_turn

FORGET_AFTER = datetime.timedelta(days=30)


def close_lapsed_roles(*, now: datetime.datetime) -> str:
    """See to roles whose last day is over as if somebody had ended them, and forget addresses that never answered."""
    lapsed = Membership.objects.filter(ended_at__isnull=True, ends_on__lt=timezone.localdate(now))
    closed = sum(_close(membership, now) for membership in lapsed.select_related("user", "organisation"))
    forgotten, _ = Invitation.objects.filter(expires_at__lt=now - FORGET_AFTER).delete()
    return f"{closed} roles closed, {forgotten} invitations forgotten"


@transaction.atomic
def _close(membership: Membership, now: datetime.datetime) -> bool:
    take_turn(membership.organisation)
    if not Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).update(ended_at=now):
        return False  # another sweeper was quicker
    closed = close_behind(person=membership.user, organisation=membership.organisation, by=None)
    record_event(
        "accounts.role_lapsed",
        actor=None,
        subject=membership,
        person=str(membership.user_id),
        role=membership.role,
        account_closed=closed,
    )
    return True
