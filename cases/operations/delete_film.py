from django.db import transaction

from cases.models import Film
from media_pipeline.operations.destroy import destroy_recording
from vig.accounts.models import User
from vig.audit.operations import record_event

from .watch_film import seal_viewings_of


@transaction.atomic
def delete_film(*, film: Film, by: User) -> None:
    """The film and every clip of it are gone for good; the recording's row stays as a tombstone."""
    record_event("cases.film_deleted", actor=by, subject=film, recording=str(film.recording_id))
    seal_viewings_of(film=film)
    recording = film.recording
    film.delete()
    destroy_recording(recording=recording, why="deleted", by=by)
