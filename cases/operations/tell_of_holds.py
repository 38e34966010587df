import datetime

from django.utils import timezone

from cases.models import Hold
from vig.accounts.models import Role, User
from vig.notices.operations import notify


def tell_of_holds_to_look_at(*, now: datetime.datetime) -> int:
    """Data stewards, on the day on which somebody was to look again: once of each hold, which stands until lifted."""
    today = timezone.localdate(now)
    holds = Hold.objects.standing().filter(review_on__lte=today).with_case()
    for hold in holds:
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
    return len(holds)
