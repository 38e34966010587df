import datetime

from django.utils import timezone

from cases.models import Concern, Hold
from cases.policies import leads_of
from vig.accounts.models import Role, User
from vig.notices.operations import notify


def tell_of_holds_to_look_at(*, now: datetime.datetime) -> int:
    """Once of each hold, on the day on which somebody was to look again. It stands until it is lifted."""
    holds = Hold.objects.standing().filter(review_on__lte=timezone.localdate(now))
    openly = list(holds.placed_openly().with_case())
    for hold in openly:
        _tell_stewards(hold, timezone.localdate(now))
    concerns = list(Concern.objects.filter(hold__in=holds).select_related("organisation", "hold"))
    for concern in concerns:
        _tell_leads(concern)
    return len(openly) + len(concerns)


def _tell_stewards(hold: Hold, today: datetime.date) -> None:
    service = hold.case.organisation
    stewards = service.memberships.on(today).filter(role=Role.DATA_STEWARD)
    notify(
        users=User.objects.filter(pk__in=stewards.values("user")),
        kind="cases.hold_to_look_at",
        subject=hold,
        organisation=service,
        case=hold.case.pseudonym,
        day=f"{hold.review_on:%-d %B %Y}",
    )


def _tell_leads(concern: Concern) -> None:
    """The hold of a concern is known to its leads alone."""
    notify(
        users=[lead.user for lead in leads_of(concern.organisation)],
        kind="cases.concern_hold_to_look_at",
        subject=concern,
        organisation=concern.organisation,
    )
