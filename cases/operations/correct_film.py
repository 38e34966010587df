import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.models import Appearance, Correction, Cycle, Film, Share
from cases.policies import can_keep_film_of
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .clocks import open_films_whose_time_goes_on, set_clocks, set_reviewed_on
from .closing import end_shares_out_of_reach
from .correct_participant import NothingChanged
from .destroy_export import end_exports_out_of_reach
from .say_who_is_in_film import InShot, SpanOutsideFilm


class FilmedInFuture(Refused):
    def __init__(self) -> None:
        super().__init__("recorded_on", "Nothing can have been filmed on a day that is still to come.")


class StoppedOnThatDay(Refused):
    def __init__(self, reason: str) -> None:
        super().__init__("recorded_on", reason)


@transaction.atomic
def correct_film(
    *,
    film: Film,
    kind: str,
    recorded_on: datetime.date,
    in_shot: Sequence[InShot] | None = None,
    why: Correction,
    by: User,
) -> None:
    """Put right what is written of a film, and in which frames somebody is in it; None leaves these as they are.

    What consent no longer reaches stops being shared. Raises NothingChanged, FilmedInFuture, StoppedOnThatDay or
    SpanOutsideFilm.
    """
    if recorded_on > timezone.localdate():
        raise FilmedInFuture
    current = Film.objects.select_for_update(of=("self",)).with_case().get(pk=film.pk)
    said: dict[str, Any] = {"kind": kind, "recorded_on": recorded_on}
    changed = {name: value for name, value in said.items() if getattr(current, name) != value}
    spans_changed = in_shot is not None and _spans_of(current) != {_span(one) for one in in_shot}
    if not changed and not spans_changed:
        raise NothingChanged
    if "recorded_on" in changed:
        _require_a_day_nobody_stopped(current, recorded_on)
    Film.objects.filter(pk=film.pk).update(**changed)
    _set_clocks_again(current.cycle, by=by)
    if in_shot is not None and spans_changed:
        _write_spans(current, in_shot)
    fields = sorted([*changed, *(["appearances"] if spans_changed else [])])
    record_event("cases.film_corrected", actor=by, subject=film, fields=fields, why=why)
    case = current.cycle.case
    end_shares_out_of_reach(case=case, why=Share.Ended.WITHDRAWN, now=timezone.now())
    end_exports_out_of_reach(case=case)


def _require_a_day_nobody_stopped(film: Film, recorded_on: datetime.date) -> None:
    """Neither the day on which somebody said no nor one on which they did: another date must not talk over a no."""
    in_shot = [appearance.participant for appearance in film.appearances.select_related("participant")]
    for day in (film.recorded_on, recorded_on):
        if not (decision := can_keep_film_of(day, film.cycle, in_shot)):
            raise StoppedOnThatDay(decision.reason)


def _set_clocks_again(cycle: Cycle, *, by: User) -> None:
    """By its kind and its day; those of the cycle's other films too, which may count from its review."""
    set_reviewed_on(cycle)
    films = Film.objects.filter(cycle=cycle)
    set_clocks(films)
    open_films_whose_time_goes_on(films, day=timezone.localdate(), by=by)


def _write_spans(film: Film, in_shot: Sequence[InShot]) -> None:
    frames = film.recording.frames or 0
    if any(one.frames is not None and not 0 <= one.frames[0] < one.frames[1] <= frames for one in in_shot):
        raise SpanOutsideFilm
    film.appearances.all().delete()
    Appearance.objects.bulk_create(
        Appearance(
            film=film,
            participant=one.participant,
            identifiable=one.identifiable,
            start_frame=one.frames[0] if one.frames else None,
            end_frame=one.frames[1] if one.frames else None,
        )
        for one in in_shot
    )


def _spans_of(film: Film) -> set[tuple[object, ...]]:
    return set(film.appearances.values_list("participant", "identifiable", "start_frame", "end_frame"))


def _span(one: InShot) -> tuple[object, ...]:
    return (one.participant.pk, one.identifiable, *(one.frames or (None, None)))
