import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import SubjectExport, SubjectRequest
from cases.subject_access.plan import plan_of
from media_pipeline.models import Bundle
from media_pipeline.operations.bundles import ask_for_bundle
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .destroy_export import destroy_exports_of

KEPT = datetime.timedelta(days=30)


class NoCopyAskedFor(Refused):
    def __init__(self) -> None:
        super().__init__("request", "A copy is built for an open request for one.")


class MustBeChecked(Refused):
    def __init__(self) -> None:
        super().__init__("request", "Decide first about each film that has to be looked at.")


class BeingBuilt(Refused):
    def __init__(self) -> None:
        super().__init__("request", "This copy is being built already.")


@transaction.atomic
def begin_export(*, request: SubjectRequest, by: User) -> SubjectExport:
    """Have the copy built by a worker; one from before goes. Raises NoCopyAskedFor, MustBeChecked or BeingBuilt."""
    locked = SubjectRequest.objects.select_for_update(of=("self",)).with_case().get(pk=request.pk)
    if locked.kind != SubjectRequest.Kind.ACCESS or locked.state != SubjectRequest.State.OPEN:
        raise NoCopyAskedFor
    if plan_of(locked).to_check:
        raise MustBeChecked
    if locked.exports.filter(bundle__state__in=[Bundle.State.WAITING, Bundle.State.FILLING]).exists():
        raise BeingBuilt
    destroy_exports_of(request=locked, by=by)
    now = timezone.now()
    export = SubjectExport.objects.create(
        request=locked,
        bundle=ask_for_bundle(key_ring=locked.participant.case.key_ring),
        asked_for_by=by,
        asked_for_at=now,
        destroy_at=now + KEPT,
    )
    record_event("cases.export_begun", actor=by, subject=export, participant=str(locked.participant_id))
    return export
