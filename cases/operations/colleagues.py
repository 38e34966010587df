"""What cover and hand-over ask of the colleague, and the days they are said in."""

import datetime

from django.utils import timezone

from cases.models import Case
from cases.policies import colleagues_for
from vig.accounts.models import User
from vig.refusals import Refused

ONE_DAY = datetime.timedelta(days=1)


class NotAColleague(Refused):
    def __init__(self) -> None:
        super().__init__("colleague", "Choose a colleague who does casework in this service today.")


def require_colleague(*, case: Case, colleague: User) -> None:
    if not colleagues_for(case).filter(pk=colleague.pk).exists():
        raise NotAColleague


def beginning_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def end_of(day: datetime.date) -> datetime.datetime:
    return beginning_of(day + ONE_DAY)
