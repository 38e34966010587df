from django.db import transaction
from django.utils import timezone

from cases.models import Concern, Hold
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def lift_concern_hold(*, concern: Concern, by: User) -> bool:
    """As `lift_hold`, without telling anybody that there was one. Harmless when repeated."""
    hold = Hold.objects.standing().filter(concern=concern)
    if not hold.update(lifted_at=timezone.now(), lifted_by=by):
        return False
    record_event("cases.concern_hold_lifted", actor=by, subject=concern, hold=str(concern.hold_id))
    return True
