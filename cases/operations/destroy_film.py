import datetime
from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from cases.models import Film, Restriction, Tombstone
from media_pipeline.operations.destroy import destroy_recording
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.notices.operations import forget_about
from vig.refusals import Refused

from .clocks import open_films_whose_time_goes_on, set_clocks
from .destroy_export import end_exports_out_of_reach
from .watch_film import seal_viewings_of


class FilmIsHeld(Refused):
    def __init__(self) -> None:
        super().__init__(
            "film",
            "This film is kept for now by a decision of the service. Neither it nor its clips can be deleted "
            "before that ends.",
        )


class FilmIsRestricted(FilmIsHeld):
    """Whoever asked for it to be left alone may need it."""

    def __init__(self) -> None:
        Refused.__init__(
            self, "film", "Somebody in this film asked that it be left alone for now, so it is not destroyed either."
        )


def require_not_held(film: Film) -> None:
    """Raises FilmIsHeld. The film's row is locked first, so that a hold comes before what follows, or after it."""
    Film.objects.select_for_update().filter(pk=film.pk).exists()
    if Film.objects.filter(pk=film.pk).held().exists():
        raise FilmIsHeld


@transaction.atomic
def destroy_film(*, film: Film, by: User | None, why: Tombstone.Why) -> Tombstone:
    """The film and all that came of it are gone for good; a tombstone keeps what stood on it. Raises FilmIsHeld or
    FilmIsRestricted.

    `by` is None when the service's rules did it. Harmless when repeated: the first tombstone stands. The film's row is
    locked first, as `place_hold` does, so that a hold comes before the end or finds no film any more.
    """
    if not Film.objects.select_for_update().filter(pk=film.pk).exists():
        return Tombstone.objects.get(film=film.pk)
    require_not_held(film)
    if Restriction.objects.standing().filter(film=film).exists():
        raise FilmIsRestricted
    cycle, recording = film.cycle, film.recording
    tombstone = Tombstone.objects.create(
        film=film.pk,
        case=cycle.case,
        recording=recording,
        cycle_number=cycle.number,
        kind=film.kind,
        recorded_on=film.recorded_on,
        frames=recording.frames,
        clips=[
            {"id": str(pk), "number": number, "start_frame": start, "end_frame": end}
            for pk, number, start, end in film.clips.order_by("number").values_list(
                "pk", "number", "start_frame", "end_frame"
            )
        ],
        why=why,
        decided_by=by,
        decided_at=timezone.now(),
    )
    record_event(
        "cases.film_destroyed", actor=by, subject=film, case=str(cycle.case_id), recording=str(recording.pk), why=why
    )
    seal_viewings_of(film=film)
    forget_about(film)
    film.delete()
    end_exports_out_of_reach(case=cycle.case)
    destroy_recording(recording=recording, why=why, by=by)
    return tombstone


def destroy_due_films(*, now: datetime.datetime) -> int:
    """Films whose days of grace are over. Safe beside other sweepers: the second finds no row."""
    destroyed = 0
    for film in Film.objects.due(now).with_case():
        with suppress(FilmIsHeld), transaction.atomic():  # placed a moment ago: it waits like any other hold
            still_due = Film.objects.due(now).select_for_update(of=("self",)).filter(pk=film.pk).first()
            if still_due is None or _its_time_goes_on(still_due, now=now):
                continue
            destroy_film(film=film, by=None, why=WHY[Film.Closed(film.closed_why)])
            destroyed += 1
    return destroyed


def _its_time_goes_on(film: Film, *, now: datetime.datetime) -> bool:
    """Whether a film that closed when its time was over has more of it by now, whatever gave it that."""
    this_one, today = Film.objects.filter(pk=film.pk), timezone.localdate(now)
    set_clocks(this_one)
    goes_on = this_one.time_goes_on(today).exists()
    open_films_whose_time_goes_on(this_one, day=today, by=None)
    return goes_on


WHY = {
    Film.Closed.WITHDRAWN: Tombstone.Why.WITHDRAWN,
    Film.Closed.RETENTION: Tombstone.Why.RETENTION,
}
