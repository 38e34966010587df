from django.db import transaction

from cases.models import Film
from media_pipeline.models import Recording
from media_pipeline.operations import upload
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def begin_upload(*, film: Film, by: User, length: int, largest: int) -> Recording:
    """Somebody begins to send the film; raises what `media_pipeline.operations.upload.begin_upload` raises."""
    quota = film.cycle.case.organisation.film_quota_bytes
    recording = upload.begin_upload(recording=film.recording, length=length, largest=largest, quota=quota)
    record_event("cases.upload_begun", actor=by, subject=film, bytes=length)
    return recording


@transaction.atomic
def end_upload(*, film: Film, by: User) -> bool:
    """Forget what arrived. False if no upload was under way."""
    ended = upload.end_upload(recording=film.recording)
    if ended:
        record_event("cases.upload_ended", actor=by, subject=film, bytes=film.recording.offset)
    return ended
