"""A copy does not outlive its use: key and objects go. So does one of which something may no longer be given."""

import datetime

from django.db import transaction

from cases.models import Case, SubjectExport, SubjectRequest
from cases.subject_access.plan import still_right
from media_pipeline.models import Bundle
from media_pipeline.operations.bundles import destroy_bundle
from vig.accounts.models import User
from vig.audit.operations import record_event

DUE, OUT_OF_REACH, REPLACED = "due", "out_of_reach", "replaced"


@transaction.atomic
def destroy_export(*, export: SubjectExport, why: str, by: User | None) -> bool:
    """Harmless when repeated."""
    if not destroy_bundle(bundle=export.bundle):
        return False
    record_event("cases.export_destroyed", actor=by, subject=export, why=why)
    return True


def destroy_exports_of(*, request: SubjectRequest, by: User | None) -> int:
    """Of a request for which another is to be built."""
    exports = request.exports.exclude(bundle__state=Bundle.State.DESTROYED).with_case()
    return sum(destroy_export(export=export, why=REPLACED, by=by) for export in exports)


def end_exports_out_of_reach(*, case: Case | None = None) -> int:
    """Copies with a frame that may not be given any more: a consent ended, a film is gone, somebody else is in it."""
    ready = SubjectExport.objects.filter(bundle__state=Bundle.State.READY).with_case()
    if case is not None:
        ready = ready.filter(request__participant__case=case)
    return sum(destroy_export(export=export, why=OUT_OF_REACH, by=None) for export in ready if not still_right(export))


def destroy_due_exports(*, now: datetime.datetime) -> int:
    """For the sweeper, and safe beside others. Consents also end by a date."""
    due = sum(destroy_export(export=export, why=DUE, by=None) for export in SubjectExport.objects.due(now).with_case())
    return due + end_exports_out_of_reach()
