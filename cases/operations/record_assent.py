import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import Assent, Cycle, Film, Participant, Share
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused


class AskedInTheFuture(Refused):
    def __init__(self) -> None:
        super().__init__("asked_on", "This day has not come yet. Choose the day of the filming.")


class NotOfThisCase(Refused):
    def __init__(self) -> None:
        super().__init__("participant", "Choose among the people and films of this case.")


@transaction.atomic
def record_assent(
    *,
    participant: Participant,
    cycle: Cycle,
    by: User,
    answer: str,
    how: str,
    asked_on: datetime.date | None = None,
    film: Film | None = None,
) -> Assent:
    """Write down how somebody met the camera: in one `film`, or on the whole day.

    Where they stopped or said no, what was filmed rests from this moment on, and is no longer shared.
    """
    asked_on = asked_on or (film.recorded_on if film else timezone.localdate())
    if asked_on > timezone.localdate():
        raise AskedInTheFuture
    if participant.case_id != cycle.case_id or (film is not None and film.cycle_id != cycle.pk):
        raise NotOfThisCase
    assent = Assent.objects.create(
        participant=participant, cycle=cycle, every_film=film is None, film=film, asked_on=asked_on,
        answer=answer, how=how, noted_by=by,
    )  # fmt: skip
    record_event(
        "cases.assent_recorded", actor=by, subject=assent, cycle=str(cycle.pk), participant=str(participant.pk),
        film=str(film.pk) if film else None, answer=answer, how=how,
    )  # fmt: skip
    if assent.rests:
        _end_shares_of_what_rests(cycle)
    return assent


def _end_shares_of_what_rests(cycle: Cycle) -> None:
    resting = Film.objects.filter(cycle=cycle).resting().values("pk")
    shares = Share.objects.running().filter(Q(film__in=resting) | Q(clip__film__in=resting))
    for share in shares:
        Share.objects.filter(pk=share.pk).update(ended_at=timezone.now(), ended_why=Share.Ended.FILM_CLOSED)
        record_event(
            "cases.share_ended", actor=None, subject=share, case=str(cycle.case_id), why=Share.Ended.FILM_CLOSED
        )
