from django.db import transaction
from django.utils import timezone

from cases.models import EmergencyLook
from cases.policies import can_end_emergency_look, people_who_guide
from vig.accounts.models import User
from vig.audit.operations import record_event

from .telling import tell_of_look


@transaction.atomic
def end_emergency_look(*, look: EmergencyLook, by: User) -> bool:
    """Nothing plays by it any more; one that still waits is turned down. Harmless when repeated."""
    look = EmergencyLook.objects.select_for_update(of=("self",)).with_people().get(pk=look.pk)
    if not can_end_emergency_look(by, look):
        return False
    began = look.access is not None
    now = timezone.now()
    look.ended_by, look.ended_at = by, now
    look.save(update_fields=["ended_by", "ended_at"])
    if look.access is not None:
        look.access.ends_at = now
        look.access.save(update_fields=["ends_at"])
    record_event("cases.emergency_look_ended", actor=by, subject=look, person=str(look.asked_by_id), began=began)
    told = {*people_who_guide(look.case), look.asked_by} - {by}
    tell_of_look(look, "cases.emergency_look_ended", told)
    return True
