import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import DownloadLink, SubjectExport
from media_pipeline.models import Bundle
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

KEPT_AFTER = datetime.timedelta(days=7)


class LinkIsOver(Refused):
    def __init__(self) -> None:
        super().__init__("link", "This link works once, for 72 hours, and it is over. Make a new one if you need it.")


def is_over(link: DownloadLink) -> bool:
    ready = link.export.bundle.state == Bundle.State.READY
    return not ready or link.used_at is not None or link.ends_at <= timezone.now()


@transaction.atomic
def download_export(*, link: DownloadLink, by: User) -> None:
    """It counts from the first byte on: whoever's line breaks makes a new link. Raises LinkIsOver."""
    now = timezone.now()
    unused = DownloadLink.objects.filter(pk=link.pk, made_by=by, used_at=None, ends_at__gt=now)
    if not unused.filter(export__bundle__state=Bundle.State.READY).update(used_at=now):
        raise LinkIsOver
    sooner = SubjectExport.objects.filter(pk=link.export_id, destroy_at__gt=now + KEPT_AFTER)
    sooner.update(destroy_at=now + KEPT_AFTER)
    record_event("cases.export_downloaded", actor=by, subject=link.export, link=str(link.pk))
