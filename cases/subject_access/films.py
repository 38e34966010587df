"""Which frames of a film somebody may have a copy of.

The whole film where everybody else who can be told in it agreed to copies. Otherwise the frames in which they are
seen and nobody else is who did not. Nothing is blurred: finding faces is a draft and never a promise, and a voice or a
room tells who somebody is as well as a face does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from cases.models import Appearance, Film, Hold, Participant, Restriction, Scope
from cases.ranges import Span, joined
from media_pipeline.models import Recording

NOT_READY = "It is not ready to be watched, so there is nothing to copy yet."
RESTS = "Whether it may be used at all has not been decided yet, so it stays out."
OTHERS = "Other people can be told wherever this person is in it, and have not agreed to copies."


@dataclass(frozen=True)
class FilmPart:
    """Of one film: the frames that may go in, or why none may."""

    film: Film
    spans: tuple[Span, ...] = ()
    whole: bool = False
    why_not: str = ""
    left_alone_for_others: bool = False
    kept_by_leads: bool = False
    hold_unknown_to_family: bool = False

    @property
    def frames(self) -> int:
        return sum(end - start for start, end in self.spans)


def film_parts(participant: Participant) -> list[FilmPart]:
    """Of every film in which they are, in a constant number of queries."""
    shown = Film.objects.filter(appearances__participant=participant).with_case().select_related("cycle")
    films = list(shown.distinct().order_by("recorded_on", "created_at"))
    own = _spans(Appearance.objects.filter(participant=participant, film__in=films))
    others = Appearance.objects.filter(film__in=films).exclude(participant=participant)
    lacking = _spans(others.lacking(Scope.COPIES, day=timezone.localdate()))
    left_alone = _left_alone_for_others(participant, films)
    hidden = Hold.objects.standing().filter(case=participant.case_id, family_told=False)
    leads_keep = _held(films, hidden.exclude(pk__in=hidden.placed_openly()))
    held = _held(films, hidden.placed_openly())
    resting = set(Film.objects.filter(pk__in=[film.pk for film in films]).resting().values_list("pk", flat=True))
    return [
        FilmPart(film, kept_by_leads=film.pk in leads_keep, left_alone_for_others=film.pk in left_alone)
        if film.pk in leads_keep | left_alone
        else FilmPart(film, why_not=RESTS, hold_unknown_to_family=film.pk in held)
        if film.pk in resting
        else _part(film, own.get(film.pk, []), lacking.get(film.pk, []), hidden=film.pk in held)
        for film in films
    ]


def without(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """The frames of `spans` that are in none of `taken`."""
    left = joined(spans)
    for away_start, away_end in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, away_start)), (max(start, away_end), end))
            if piece[0] < piece[1]
        ]
    return left


Ends = tuple[int | None, int | None]


def _spans(appearances: Iterable[Appearance]) -> dict[UUID, list[Ends]]:
    found: dict[UUID, list[Ends]] = {}
    for one in appearances:
        found.setdefault(one.film_id, []).append((one.start_frame, one.end_frame))
    return found


def _part(film: Film, own: list[Ends], lacking: list[Ends], *, hidden: bool) -> FilmPart:
    recording = film.recording
    frames = recording.frames or 0
    if recording.state != Recording.State.READY or not frames:
        return FilmPart(film, why_not=NOT_READY, hold_unknown_to_family=hidden)
    if not lacking:
        return FilmPart(film, ((0, frames),), whole=True, hold_unknown_to_family=hidden)
    spans = without(_within(own, frames), _within(lacking, frames))
    return FilmPart(film, tuple(spans), why_not="" if spans else OTHERS, hold_unknown_to_family=hidden)


def _within(ends: list[Ends], frames: int) -> list[Span]:
    """All through it where there are no ends."""
    return [(start or 0, frames if end is None else min(end, frames)) for start, end in ends]


def _left_alone_for_others(participant: Participant, films: list[Film]) -> set[UUID]:
    standing = Restriction.objects.standing().filter(film__in=films).exclude(request__participant=participant)
    return set(standing.values_list("film", flat=True))


def _held(films: list[Film], holds: Iterable[Hold]) -> set[UUID]:
    held = {hold.film_id for hold in holds}
    return {film.pk for film in films if None in held or film.pk in held}
