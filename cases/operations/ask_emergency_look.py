import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Case, EmergencyLook
from cases.policies import can_ask_emergency_look, people_who_answer_for, people_who_guide
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .telling import tell_of_look

WAITS_FOR = datetime.timedelta(hours=24)


class CannotLook(Refused):
    def __init__(self, reason: str) -> None:
        super().__init__("reference", reason)


class AskedAlready(Refused):
    def __init__(self) -> None:
        super().__init__("reference", "You have asked for this case already, and it waits for a second person.")


@transaction.atomic
def ask_emergency_look(*, case: Case, why: EmergencyLook.Why, words: str, by: User) -> EmergencyLook:
    """It opens nothing yet: a second person has a day to agree. Whoever guides the case is told at once.

    The words stay in the row, away from the audit.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    if not (decision := can_ask_emergency_look(by, case)):
        raise CannotLook(decision.reason)
    if case.emergency_looks.waiting().filter(asked_by=by).exists():
        raise AskedAlready
    now = timezone.now()
    look = EmergencyLook.objects.create(
        case=case, why=why, words=words, asked_by=by, asked_at=now, lapses_at=now + WAITS_FOR
    )
    record_event("cases.emergency_look_asked", actor=by, subject=look, why=why, lapses_at=look.lapses_at.isoformat())
    tell_of_look(look, "cases.emergency_look_asked", people_who_guide(case))
    others = people_who_answer_for(case.organisation).exclude(pk=by.pk)
    tell_of_look(look, "cases.emergency_look_waits", others)
    return look
