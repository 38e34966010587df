from django.db import transaction

from cases.models import Film
from media_pipeline.operations import jobs
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def cancel_processing(*, film: Film, by: User) -> bool:
    """Stop making a film ready. False if nothing was under way."""
    stopped = jobs.cancel_job(recording=film.recording)
    if stopped:
        record_event("cases.processing_cancelled", actor=by, subject=film)
    return stopped


@transaction.atomic
def retry_processing(*, film: Film, by: User) -> None:
    """Raises `media_pipeline.operations.jobs.NothingToRetry`."""
    jobs.retry_processing(recording=film.recording)
    record_event("cases.processing_retried", actor=by, subject=film)
