"""A service that has decided how long it keeps what it has."""

import datetime

from cases.models import Clock, ServiceRules, Terms
from cases.operations.change_retention_rules import change_retention_rules
from cases.policies import PROPOSED
from tests.cast import Cast

AID = ServiceRules.FilmsAre.AID
FILMED_ON = datetime.date(2026, 11, 1)
"""The day on which `tests.cast.a_film` was filmed."""
THREE_MONTHS = Terms(3, Clock.MADE, longest_months=12, warn_days=14)
OVER_ON = datetime.date(2027, 2, 1)
LAST_DAY = datetime.date(2027, 11, 1)


def decide(cast: Cast, **terms: Terms) -> None:
    """Films are kept for three months from their day, and for a year at most, unless `terms` say otherwise."""
    rules = {**PROPOSED[AID], "interaction": THREE_MONTHS, "shared_review": THREE_MONTHS, **terms}
    change_retention_rules(organisation=cast.service, films_are=AID, rules=rules, by=cast.ada)


def at(day: datetime.date, hour: int = 9) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=datetime.UTC)
