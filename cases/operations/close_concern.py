from django.db import transaction
from django.utils import timezone

from cases.models import Concern
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.notices.operations import notify


@transaction.atomic
def close_concern(*, concern: Concern, by: User) -> bool:
    """Whoever raised it is told that it is; what is kept stays kept. Harmless when repeated."""
    closed = Concern.objects.filter(pk=concern.pk, closed_at__isnull=True).update(
        closed_at=timezone.now(), closed_by=by
    )
    if not closed:
        return False
    record_event("cases.concern_closed", actor=by, subject=concern)
    if concern.raised_by_id != by.pk:
        notify(users=[concern.raised_by], kind="cases.concern_closed", subject=concern)
    return True
