"""What a message wakes. The job table decides whether there is anything to do: see `operations.claims`."""

from typing import Any
from uuid import UUID

from celery import shared_task
from celery.signals import worker_shutting_down

from media_pipeline.operations import claims, cut, process


@shared_task(ignore_result=True)
def process_recording(*, job_id: str) -> None:
    process.process_recording(UUID(job_id))


@shared_task(ignore_result=True)
def cut_clip(*, job_id: str) -> None:
    cut.cut_clip(UUID(job_id))


@worker_shutting_down.connect
def let_go_of_jobs(**_: Any) -> None:
    claims.end_work()
