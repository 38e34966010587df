from django.db import transaction
from django.utils import timezone

from cases.models import Hold
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.notices.operations import forget_about


@transaction.atomic
def lift_hold(*, hold: Hold, by: User) -> bool:
    """What it kept goes its way again: a film that is due is destroyed soon after. Harmless when repeated."""
    lifted = Hold.objects.standing().filter(pk=hold.pk).update(lifted_at=timezone.now(), lifted_by=by)
    if not lifted:
        return False
    forget_about(hold)
    film = str(hold.film_id) if hold.film_id else None
    record_event("cases.hold_lifted", actor=by, subject=hold, case=str(hold.case_id), film=film, why=hold.why)
    return True
