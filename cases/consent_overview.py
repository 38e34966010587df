"""Where the consent of each participant stands, scope by scope, in the words of a page."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone

from cases.models import Assent, Case, Consent, ConsentAnswer, Participant, Scope


@dataclass(frozen=True)
class Standing:
    """One scope of one participant; `state` is yes, no, withdrawn, ended or open."""

    scope: Scope
    state: str
    sentence: str
    answer: ConsentAnswer | None = None


@dataclass(frozen=True)
class Overview:
    participant: Participant
    standings: list[Standing]
    consents: list[Consent]
    assents: list[Assent] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        return bool(self.consents)


def consent_overview(case: Case) -> list[Overview]:
    """In a constant number of queries."""
    in_order = case.participants.order_by("role")
    participants = sorted(in_order, key=lambda somebody: somebody.role == Participant.Role.OTHER)
    consents = Consent.objects.filter(participant__case=case).select_related("given_by", "explained_by", "text")
    newest_first = list(consents.prefetch_related("answers").select_related("evidence").order_by("-created_at"))
    assents = list(Assent.objects.filter(participant__case=case))
    return [
        overview_of(
            participant,
            [consent for consent in newest_first if consent.participant_id == participant.pk],
            [assent for assent in assents if assent.participant_id == participant.pk],
        )
        for participant in participants
    ]


def overview_of(participant: Participant, consents: list[Consent], assents: list[Assent] | None = None) -> Overview:
    today = timezone.localdate()
    return Overview(participant, [standing(scope, consents, today) for scope in Scope], consents, assents or [])


def standing(scope: Scope, consents: list[Consent], today: datetime.date) -> Standing:
    """By the newest live yes, and where there is none by the newest answer."""
    answers = [(consent, answer) for consent in consents for answer in consent.answers.all() if answer.scope == scope]
    if not answers:
        return Standing(scope, "open", "Not asked yet")
    live = [(consent, answer) for consent, answer in answers if answer.given and not answer.withdrawn_at]
    for consent, answer in live:
        if holds(consent, today):
            until = f", until {consent.until_on:%-d %B %Y}" if consent.until_on else ""
            some = "" if consent.every_film else ", for some films"
            return Standing(scope, "yes", f"Yes, {consent.given_on:%-d %B %Y}{until}{some}", answer)
    consent, answer = answers[0]
    if answer.withdrawn_at:
        return Standing(scope, "withdrawn", f"Withdrawn on {timezone.localdate(answer.withdrawn_at):%-d %B %Y}")
    if not answer.given:
        return Standing(scope, "no", f"No, {consent.given_on:%-d %B %Y}")
    return Standing(scope, "ended", "Ended: ask again")


def holds(consent: Consent, day: datetime.date) -> bool:
    return (
        consent.from_on <= day
        and (consent.until_on is None or consent.until_on >= day)
        and (consent.ask_again_on is None or consent.ask_again_on > day)
    )
