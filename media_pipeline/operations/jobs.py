"""Ask for work, stop it, ask for it again. The job table is the truth; Celery only wakes a worker.

Whoever works on a job holds a claim on it: see `claims`.
"""

import logging
from functools import partial
from uuid import UUID

from amqp.exceptions import AMQPError
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError

from media_pipeline.models import Bundle, Cut, Job, Recording
from vig.celery import app

logger = logging.getLogger(__name__)

ONE_TRY = {"max_retries": 1, "interval_start": 0}
"""A person waits for the answer. (Without a policy, one try to reach a Redis that is away takes 6 s.)"""

CANCELLED = "This film was stopped before it was ready to watch. Nothing is lost: choose “Try again” to go on."


class NothingToRetry(Exception):
    """The film is not one whose processing failed or was stopped."""


def enqueue(
    *, kind: Job.Kind, recording: Recording | None = None, cut: Cut | None = None, bundle: Bundle | None = None
) -> Job:
    """Write the job down in the caller's transaction and wake a worker once that is committed."""
    job = Job.objects.create(kind=kind, recording=recording, cut=cut, bundle=bundle, sent_at=timezone.now())
    transaction.on_commit(partial(wake, job_id=job.pk, kind=kind))
    return job


def wake(*, job_id: UUID, kind: str) -> None:
    """Send a worker the job's id, and nothing else. If the broker is away, the sweeper sends it later.

    What fills a bundle is known above: that task is only named, in the settings.
    """
    task = settings.TASKS_OF_OTHERS.get(kind, f"media_pipeline.tasks.{kind}")
    try:
        app.send_task(task, kwargs={"job_id": str(job_id)}, retry_policy=ONE_TRY)
    except (KombuError, AMQPError, OSError) as error:
        logger.warning("No worker could be woken for job %s; the sweeper will: %s", job_id, error)


@transaction.atomic
def cancel_job(*, recording: Recording) -> bool:
    """Stop making a film ready, at once: a worker that is at it can commit nothing from now on.

    What was stored stays, so that trying again goes on from there. False if nothing was under way.
    """
    stopped = stop_jobs(recording=recording, kind=Job.Kind.PROCESS_RECORDING)
    if stopped:
        Recording.objects.filter(pk=recording.pk, state=Recording.State.PROCESSING).update(
            state=Recording.State.FAILED, failure_code="cancelled", failure_message=CANCELLED
        )
    return bool(stopped)


def stop_jobs(*, recording: Recording, kind: Job.Kind | None = None) -> int:
    """Take a film's open jobs from whoever holds them, in the caller's transaction. Returns how many there were."""
    jobs = Job.objects.open().filter(recording=recording)
    if kind is not None:
        jobs = jobs.filter(kind=kind)
    return jobs.update(state=Job.State.CANCELLED, finished_at=timezone.now())


@transaction.atomic
def retry_processing(*, recording: Recording) -> Job:
    """Make a film ready after all, going on from what is stored. Raises NothingToRetry."""
    failed = Recording.objects.filter(pk=recording.pk, state=Recording.State.FAILED)
    if not failed.update(state=Recording.State.PROCESSING, failure_code="", failure_message=""):
        raise NothingToRetry
    return enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=recording)


def wake_cuts(*, recording: Recording) -> None:
    """The whole film is there: clips that waited for their part of it can be cut, once the caller has committed."""
    waiting = Job.objects.filter(recording=recording, kind=Job.Kind.CUT_CLIP, state=Job.State.WAITING)
    waiting.update(not_before=None, sent_at=timezone.now())
    for job in waiting:
        transaction.on_commit(partial(wake, job_id=job.pk, kind=job.kind))


def ask_again_for_cuts(*, recording: Recording) -> None:
    """Of a film that was closed and is open again: files of clips that its closing kept from being cut."""
    unfinished = recording.cuts.filter(state__in=[Cut.State.WAITING, Cut.State.CUTTING])
    for cut in unfinished.exclude(jobs__in=Job.objects.open()):
        enqueue(kind=Job.Kind.CUT_CLIP, recording=recording, cut=cut)
