import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from cases.models import Appearance, Cycle, Film, Participant
from cases.policies import can_film, can_keep_film_of
from media_pipeline.operations.upload import begin_recording
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .clocks import set_clocks, set_reviewed_on


class FilmedInTheFuture(Refused):
    def __init__(self) -> None:
        super().__init__("recorded_on", "This day has not come yet. Choose the day on which it was filmed.")


class NotConsented(Refused):
    def __init__(self, reason: str) -> None:
        super().__init__("consent", reason)


@transaction.atomic
def add_film(
    *, cycle: Cycle, by: User, kind: str, recorded_on: datetime.date, in_shot: Sequence[Participant] | None = None
) -> Film:
    """A film of a cycle, with a recording that waits for its bytes. `in_shot`: who is in it; None: all of the case.

    Raises NotConsented unless each of them has said yes to being filmed, and none of them stopped on that day.
    """
    if recorded_on > timezone.localdate():
        raise FilmedInTheFuture
    case = cycle.case
    in_shot = list(case.participants.all() if in_shot is None else in_shot)
    if not (decision := can_film(in_shot, kind) and can_keep_film_of(recorded_on, cycle, in_shot)):
        raise NotConsented(decision.reason)
    recording = begin_recording(key_ring=case.key_ring, owner_id=case.organisation_id)
    film = Film.objects.create(cycle=cycle, recording=recording, kind=kind, recorded_on=recorded_on, added_by=by)
    Appearance.objects.bulk_create(Appearance(film=film, participant=somebody) for somebody in in_shot)
    if kind == Film.Kind.SHARED_REVIEW:
        set_reviewed_on(cycle)
    set_clocks(Film.objects.filter(cycle=cycle))
    record_event("cases.film_added", actor=by, subject=film, cycle=str(cycle.pk), kind=kind)
    return film
