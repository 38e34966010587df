"""What a message wakes. The job table decides whether there is anything to do."""

from uuid import UUID

from celery import shared_task

from cases.operations import build_export as building


@shared_task(ignore_result=True)
def build_export(*, job_id: str) -> None:
    building.build_export(UUID(job_id))
