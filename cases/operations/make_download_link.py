import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import DownloadLink, SubjectExport
from media_pipeline.models import Bundle
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

LASTS = datetime.timedelta(hours=72)


class NothingToDownload(Refused):
    def __init__(self) -> None:
        super().__init__("export", "There is no copy to download: it is being built, or it is gone.")


@transaction.atomic
def make_download_link(*, export: SubjectExport, by: User) -> DownloadLink:
    """For one download by `by` alone; an unused one from before is void. Raises NothingToDownload."""
    if not Bundle.objects.filter(pk=export.bundle_id, state=Bundle.State.READY).exists():
        raise NothingToDownload
    export.links.filter(used_at=None).delete()
    now = timezone.now()
    link = DownloadLink.objects.create(export=export, made_by=by, made_at=now, ends_at=now + LASTS)
    record_event("cases.download_link_made", actor=by, subject=export, link=str(link.pk))
    return link
