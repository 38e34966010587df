"""What a message wakes. The job table decides whether there is anything to do: see `operations.claims`."""

from uuid import UUID

from celery import shared_task

from media_pipeline.operations import cut, process


@shared_task(ignore_result=True)
def process_recording(*, job_id: str) -> None:
    process.process_recording(UUID(job_id))


@shared_task(ignore_result=True)
def cut_clip(*, job_id: str) -> None:
    cut.cut_clip(UUID(job_id))
