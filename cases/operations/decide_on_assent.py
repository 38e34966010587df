from django.db import transaction
from django.utils import timezone

from cases.models import Assent
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def decide_on_assent(*, assent: Assent, by: User, why: str) -> None:
    """What rested because of it may be used after all, as far as consent reaches. Harmless when repeated."""
    open_still = Assent.objects.resting().filter(pk=assent.pk)
    if open_still.update(decided_at=timezone.now(), decided_by=by, decided_why=Assent.Decided(why)):
        record_event("cases.assent_decided_on", actor=by, subject=assent, cycle=str(assent.cycle_id), why=why)
