import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.models import Appearance, Correction, Film, Share
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .closing import end_shares_out_of_reach
from .correct_participant import NothingChanged
from .destroy_export import end_exports_out_of_reach
from .say_who_is_in_film import InShot, SpanOutsideFilm


class FilmedInFuture(Refused):
    def __init__(self) -> None:
        super().__init__("recorded_on", "Nothing can have been filmed on a day that is still to come.")


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

    What consent no longer reaches stops being shared. Raises NothingChanged, FilmedInFuture or SpanOutsideFilm.
    """
    if recorded_on > timezone.localdate():
        raise FilmedInFuture
    current = Film.objects.select_for_update(of=("self",)).with_case().get(pk=film.pk)
    said: dict[str, Any] = {"kind": kind, "recorded_on": recorded_on}
    changed = {name: value for name, value in said.items() if getattr(current, name) != value}
    spans_changed = in_shot is not None and _spans_of(current) != {_span(one) for one in in_shot}
    if not changed and not spans_changed:
        raise NothingChanged
    Film.objects.filter(pk=film.pk).update(**changed)
    if in_shot is not None and spans_changed:
        _write_spans(current, in_shot)
    fields = sorted([*changed, *(["appearances"] if spans_changed else [])])
    record_event("cases.film_corrected", actor=by, subject=film, fields=fields, why=why)
    case = current.cycle.case
    end_shares_out_of_reach(case=case, why=Share.Ended.WITHDRAWN, now=timezone.now())
    end_exports_out_of_reach(case=case)


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
