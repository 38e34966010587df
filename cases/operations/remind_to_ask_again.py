"""Consent that is about to end, or whose person is about to be old enough to be asked themselves."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from cases.models import Case, CaseAccess, Consent, ConsentAnswer, Participant
from cases.querysets import CaseQuerySet
from vig.accounts.models import User
from vig.notices.operations import notify

AHEAD = datetime.timedelta(days=30)
LATE = datetime.timedelta(days=7)
"""As long the day itself is told of where no sweeper ran on it."""


@dataclass(frozen=True)
class AskDue:
    """One consent, whatever it was given for."""

    consent: Consent
    day: datetime.date
    anew: bool

    @property
    def participant(self) -> Participant:
        return self.consent.participant

    @property
    def case(self) -> Case:
        return self.participant.case

    @property
    def sentence(self) -> str:
        who, on = self.participant.shown_name, f"{self.day:%-d %B %Y}"
        if self.anew:
            return f"{who} is old enough from {on} to be asked themselves."
        return f"What {who} said yes to ends on {on}. Ask again, if they still want it."


def asks_due(cases: CaseQuerySet, *, today: datetime.date | None = None) -> list[AskDue]:
    """Within thirty days, or a few days ago; in open cases, the soonest first."""
    today = today or timezone.localdate()
    after, by = today - LATE, today + AHEAD
    ending = ConsentAnswer.objects.ending(after=after, by=by)
    consents = Consent.objects.filter(pk__in=ending.values("consent"), participant__case__in=cases.open())
    due = [_due(consent) for consent in consents.select_related("participant__case__organisation")]
    return sorted((ask for ask in due if after < ask.day <= by), key=lambda ask: ask.day)


def remind_to_ask_again(*, now: datetime.datetime) -> int:
    """Whoever guides the case is told thirty days before, and on the day."""
    today = timezone.localdate(now)
    due = asks_due(Case.objects.all(), today=today)
    for ask in due:
        guiding = ask.case.accesses.in_force().filter(why=CaseAccess.Why.GUIDES)
        notify(
            users=User.objects.filter(pk__in=guiding.values("user")),
            kind="cases.consent_asked_anew" if ask.anew else "cases.consent_ends",
            subject=ask.case,
            organisation=ask.case.organisation,
            once=f"{ask.consent.pk} {'soon' if ask.day > today else 'now'}",
            case=ask.case.pseudonym,
            day=f"{ask.day:%-d %B %Y}",
        )
    return len(due)


def _due(consent: Consent) -> AskDue:
    """By whichever of the two comes first."""
    until, again = consent.until_on or datetime.date.max, consent.ask_again_on or datetime.date.max
    return AskDue(consent, min(until, again), anew=again <= until)
