import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Cycle, Film
from media_pipeline.operations.upload import begin_recording
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused


class FilmedInTheFuture(Refused):
    def __init__(self) -> None:
        super().__init__("recorded_on", "This day has not come yet. Choose the day on which it was filmed.")


@transaction.atomic
def add_film(*, cycle: Cycle, by: User, kind: str, recorded_on: datetime.date) -> Film:
    """A film of a cycle, with a recording that waits for its bytes."""
    if recorded_on > timezone.localdate():
        raise FilmedInTheFuture
    case = cycle.case
    recording = begin_recording(key_ring=case.key_ring, owner_id=case.organisation_id)
    film = Film.objects.create(cycle=cycle, recording=recording, kind=kind, recorded_on=recorded_on, added_by=by)
    record_event("cases.film_added", actor=by, subject=film, cycle=str(cycle.pk), kind=kind)
    return film
