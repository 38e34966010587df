"""Whether consent reaches a use of film: the one decision that playing, cutting, sharing, showing, exporting and
downloading ask for. A refusal names whom to ask, so that a practitioner can act on it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from cases.models import Appearance, Clip, ConsentAnswer, Film, Participant, Scope
from cases.querysets import AppearanceQuerySet
from vig.policy import ALLOWED, Decision, refused

from .assent import assent_allows

WHO_IS_IN_IT = "Say first who can be seen or heard in this film: until then nobody can tell whose consent it needs."
CLOSED = {
    Film.Closed.WITHDRAWN: "This film is closed: consent was withdrawn.",
    Film.Closed.RESTRICTED: "This film is closed for now: its use was restricted on request.",
    Film.Closed.RETENTION: "This film is closed: its time is over.",
}
FOR = {
    Scope.OWN_REVIEW: "being filmed and looking at it together",
    Scope.REVIEW_FILMING: "the shared review being filmed",
    Scope.SUPERVISION: "supervision",
    Scope.INTERVISION: "practice groups",
    Scope.ACCREDITATION: "the practitioner's assessment",
    Scope.TRAINING: "training and conferences",
    Scope.RESEARCH: "research",
    Scope.COPIES: "copies outside this platform",
}


def can_be_used(thing: Film | Clip, scope: Scope | None = None, *, frames: tuple[int, int] | None = None) -> Decision:
    """A film, or some frames of it, or a clip, today; for what it was made for, and for `scope` beside that."""
    film = thing if isinstance(thing, Film) else thing.film
    if isinstance(thing, Clip):
        frames = (thing.start_frame, thing.end_frame)
    if film.closed_at is not None:
        return refused(CLOSED[Film.Closed(film.closed_why)])
    return assent_allows(film) and consent_reaches(film, scope, frames=frames)


def consent_reaches(film: Film, scope: Scope | None = None, *, frames: tuple[int, int] | None = None) -> Decision:
    """The part of it that is about consent alone."""
    known = Appearance.objects.filter(film=film)
    return _reaches(known, known.within(*frames) if frames else known, film, scope)


def _reaches(known: AppearanceQuerySet, in_it: AppearanceQuerySet, film: Film, scope: Scope | None) -> Decision:
    day = timezone.localdate()
    lacking = in_it.lacking(scope, day=day).select_related("participant").first()
    if lacking is not None:
        return refused(why_lacking(lacking.participant, _scopes(film, scope), film=film, day=day))
    if not known.exists():
        return refused(WHO_IS_IN_IT)
    return ALLOWED


@dataclass(frozen=True)
class Reach:
    """How far consent reaches in one film: nowhere, or everywhere but in the frames of people who lack it."""

    anywhere: bool
    lacking: tuple[tuple[int | None, int | None], ...] = ()

    def covers(self, start_frame: int, end_frame: int) -> bool:
        return self.anywhere and not any(
            start is None or end is None or (start < end_frame and end > start_frame) for start, end in self.lacking
        )

    @property
    def whole(self) -> bool:
        return self.anywhere and not self.lacking


def reaches(films: Sequence[Film], scope: Scope | None = None) -> dict[UUID, Reach]:
    """The same decision for many films and clips at once, in three queries, without its reasons."""
    appearances = Appearance.objects.filter(film__in=films)
    lacking: dict[UUID, list[tuple[int | None, int | None]]] = {}
    for film_id, start, end in appearances.lacking(scope, day=timezone.localdate()).values_list(
        "film", "start_frame", "end_frame"
    ):
        lacking.setdefault(film_id, []).append((start, end))
    known = set(appearances.values_list("film", flat=True))
    resting = set(Film.objects.filter(pk__in=[film.pk for film in films]).resting().values_list("pk", flat=True))
    return {
        film.pk: Reach(
            film.closed_at is None and film.pk in known and film.pk not in resting, tuple(lacking.get(film.pk, ()))
        )
        for film in films
    }


def can_film(participants: list[Participant], kind: str) -> Decision:
    """Before a film is added: everybody who is in it has said yes to its being made."""
    scope, day = scope_of(kind), timezone.localdate()
    for participant in participants:
        yes = ConsentAnswer.objects.live(day).filter(consent__participant=participant, consent__every_film=True)
        if not yes.filter(scope=scope).exists():
            return refused(why_lacking(participant, [scope], film=None, day=day))
    return ALLOWED if participants else refused(WHO_IS_IN_IT)


def scope_of(kind: str) -> Scope:
    """Under which a film of this kind is made."""
    return Scope.REVIEW_FILMING if kind == Film.Kind.SHARED_REVIEW else Scope.OWN_REVIEW


def _scopes(film: Film, scope: Scope | None) -> list[Scope]:
    return [scope_of(film.kind), *([scope] if scope else [])]


def why_lacking(participant: Participant, scopes: list[Scope], *, film: Film | None, day: datetime.date) -> str:
    """What is missing of the first of `scopes` that no live consent covers, and what to do."""
    for scope in scopes:
        answers = ConsentAnswer.objects.filter(consent__participant=participant, scope=scope)
        live = answers.live(day)
        if not (live.reaching(film) if film else live.filter(consent__every_film=True)).exists():
            return _sentence(
                participant, scope, answers.select_related("consent").order_by("-consent__created_at").first(), day
            )
    raise ValueError(f"{participant.pk} lacks no consent")


def _sentence(participant: Participant, scope: Scope, latest: ConsentAnswer | None, day: datetime.date) -> str:
    who, what = participant.shown_name, FOR[scope]
    if latest is None:
        return f"{who} has not been asked about {what} yet. Ask, and write the answer down under Consent."
    if latest.withdrawn_at is not None:
        on = f"{timezone.localdate(latest.withdrawn_at):%-d %B %Y}"
        return f"{who} withdrew consent to {what} on {on}. Only a new consent opens it again."
    if not latest.given:
        return f"{who} said no to {what}. That is a good answer, and nothing else changes."
    consent = latest.consent
    if consent.until_on is not None and consent.until_on < day:
        return f"Consent of {who} to {what} ended on {consent.until_on:%-d %B %Y}. Ask again, if they still want it."
    if consent.ask_again_on is not None and consent.ask_again_on <= day:
        return f"{who} is old enough now to be asked themselves about {what}. Ask, and write the answer down."
    if consent.from_on > day:
        return f"Consent of {who} to {what} begins on {consent.from_on:%-d %B %Y}."
    return f"The consent of {who} to {what} is for other films. Ask about this one too."
