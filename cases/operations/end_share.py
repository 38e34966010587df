from django.db import transaction
from django.utils import timezone

from cases.models import Share
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def end_share(*, share: Share, by: User | None) -> None:
    """Take it back: from the next second of film on, nothing plays. Harmless when repeated."""
    running = Share.objects.running().filter(pk=share.pk)
    if running.update(ended_at=timezone.now(), ended_why=Share.Ended.TAKEN_BACK):
        record_event("cases.share_ended", actor=by, subject=share, why=Share.Ended.TAKEN_BACK)
