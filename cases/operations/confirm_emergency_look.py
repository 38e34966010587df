import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import CaseAccess, EmergencyLook
from cases.policies import can_confirm_emergency_look, people_who_guide
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .telling import tell_of_look

LASTS = datetime.timedelta(hours=4)


class CannotConfirm(Refused):
    def __init__(self, reason: str) -> None:
        super().__init__("look", reason)


@transaction.atomic
def confirm_emergency_look(*, look: EmergencyLook, by: User) -> EmergencyLook:
    """From this moment on whoever asked sees the case and its films, for four hours."""
    look = EmergencyLook.objects.select_for_update(of=("self",)).with_people().get(pk=look.pk)
    if not (decision := can_confirm_emergency_look(by, look)):
        raise CannotConfirm(decision.reason)
    now = timezone.now()
    look.confirmed_by, look.confirmed_at = by, now
    look.access = CaseAccess.objects.create(
        case=look.case, user=look.asked_by, why=CaseAccess.Why.EMERGENCY, starts_at=now, ends_at=now + LASTS
    )
    look.save(update_fields=["confirmed_by", "confirmed_at", "access"])
    record_event(
        "cases.emergency_look_confirmed", actor=by, subject=look, person=str(look.asked_by_id), why=look.why,
        ends_at=(now + LASTS).isoformat(),
    )  # fmt: skip
    tell_of_look(look, "cases.emergency_look_began", people_who_guide(look.case))
    tell_of_look(look, "cases.emergency_look_confirmed", [look.asked_by])
    return look
