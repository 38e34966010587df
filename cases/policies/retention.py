"""For how long things are kept: what is proposed to a service, and when the time of one film or file is over."""

import datetime
from collections.abc import Mapping
from typing import TypeAlias

from django.utils import timezone

from cases.models import Clip, Clock, Film, RetentionRule, ServiceRules, Terms, months_after
from vig.accounts.models import User
from vig.policy import ALLOWED, Decision, refused

from .consent import CLOSED
from .guiding import guides

Kind = RetentionRule.Kind
Rules: TypeAlias = Mapping[str, Terms]
"""By kind. A kind that is missing is one that nobody decided about: nothing of it ends by itself."""

PROPOSED: Mapping[str, Rules] = {
    ServiceRules.FilmsAre.AID: {
        Kind.INTERACTION: Terms(2, Clock.CASE_CLOSED, longest_months=18, warn_days=14),
        Kind.SHARED_REVIEW: Terms(2, Clock.CASE_CLOSED, longest_months=18, warn_days=14),
        Kind.CLIP: Terms(6, Clock.MADE, longest_months=12, warn_days=14),
        Kind.STILL: Terms(6, Clock.MADE, longest_months=12, warn_days=14),
        Kind.SUPERVISION: Terms(12, Clock.MADE, longest_months=24, warn_days=14),
        Kind.NOTES: Terms(48, Clock.CASE_CLOSED, longest_months=72, warn_days=30),
    },
    ServiceRules.FilmsAre.RECORD: {
        Kind.INTERACTION: Terms(300, Clock.CASE_CLOSED, longest_months=324, warn_days=30),
        Kind.SHARED_REVIEW: Terms(300, Clock.CASE_CLOSED, longest_months=324, warn_days=30),
        Kind.CLIP: Terms(12, Clock.MADE, longest_months=24, warn_days=14),
        Kind.STILL: Terms(300, Clock.CASE_CLOSED, longest_months=324, warn_days=30),
        Kind.SUPERVISION: Terms(12, Clock.MADE, longest_months=24, warn_days=14),
        Kind.NOTES: Terms(300, Clock.CASE_CLOSED, longest_months=324, warn_days=30),
    },
}
"""Where they come from is in docs/retention.md. A proposal does nothing until a service decides."""

NOT_FOR_RULES = (
    "This page is for administrators and data stewards. Ask an administrator of your service for one of these roles."
)
ONLY_WHO_GUIDES = "Only whoever guides this case decides to keep a film of it longer."
NOTHING_DECIDED = "Your service has not decided how long films are kept, so this one has no end that could be moved."


def due_on(film: Film, rules: Rules) -> datetime.date | None:
    """The day on which its time is over; None where nothing was decided. Needs the film with its cycle and case."""
    return _due(film, film.recorded_on, rules.get(film.kind))


def cut_due_on(clip: Clip, rules: Rules) -> datetime.date | None:
    """The same for the file of a clip, where there is one. The clip itself goes with its film."""
    return _due(clip.film, timezone.localdate(clip.cut.created_at), rules.get(Kind.CLIP)) if clip.cut else None


def longest(film: Film, rules: Rules) -> datetime.date | None:
    """The last day until which anybody may decide to keep it."""
    terms = rules.get(film.kind)
    return months_after(film.recorded_on, terms.longest_months) if terms else None


def _due(film: Film, made_on: datetime.date, terms: Terms | None) -> datetime.date | None:
    if terms is None:
        return None
    at_the_latest = months_after(made_on, terms.longest_months)
    began_on = _began(film, made_on, Clock(terms.clock))
    over_on = at_the_latest if began_on is None else months_after(max(began_on, made_on), terms.months)
    if film.longer_until is not None:
        over_on = max(over_on, film.longer_until)
    return min(over_on, at_the_latest)


def _began(film: Film, made_on: datetime.date, clock: Clock) -> datetime.date | None:
    cycle = film.cycle
    return {Clock.MADE: made_on, Clock.REVIEWED: cycle.reviewed_on, Clock.CASE_CLOSED: cycle.case.closed_on}[clock]


def can_keep_longer(user: User, film: Film) -> Decision:
    """Also of a closed case, whose clock runs; and of one whose time was over, as long as it is not destroyed."""
    if not guides(user, film.cycle.case):
        return refused(ONLY_WHO_GUIDES)
    if film.closed_why not in ("", Film.Closed.RETENTION):
        return refused(CLOSED[Film.Closed(film.closed_why)])
    return ALLOWED if film.keep_until else refused(NOTHING_DECIDED)
