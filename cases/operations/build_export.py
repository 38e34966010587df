"""What a worker does for a copy. It decides anew what goes in: what was planned before may have changed."""

from functools import partial
from uuid import UUID

from django.utils import timezone

from cases.models import SubjectExport
from cases.subject_access.files import files_of
from cases.subject_access.plan import Plan, plan_of
from media_pipeline.models import Bundle
from media_pipeline.operations.bundles import fill_bundle
from media_pipeline.operations.claims import Claim, claim, this_worker
from vig.audit.operations import record_event

TO_CHECK = "Something came up that has to be looked at first. Look at what goes in, and build the copy again."


class PlanChanged(Exception):
    """While it was being built, something else became what may be given."""


def build_export(job_id: UUID) -> None:
    """Faults of the machine leave it, with the job put back."""
    held = claim(job_id, worker=this_worker())
    if held is None:
        return
    with held:
        try:
            _build(held)
        except PlanChanged:
            held.wait(until=timezone.now())


def _build(held: Claim) -> None:
    export = SubjectExport.objects.with_case().get(bundle=held.bundle)
    plan = plan_of(export.request)
    if plan.to_check:
        held.fail(code="to_check", sentence=TO_CHECK)
        return
    fill_bundle(held, files_of(plan), swap_in=partial(_swap_in, export, plan))


def _swap_in(export: SubjectExport, plan: Plan, bundle: Bundle) -> None:
    contents = plan.as_contents()
    now = plan_of(export.request)
    if now.to_check or now.as_contents() != contents:
        raise PlanChanged
    SubjectExport.objects.filter(pk=export.pk).update(films=contents)
    record_event(
        "cases.export_built", actor=None, subject=export, films=len(contents), withheld=len(plan.withheld),
    )  # fmt: skip
