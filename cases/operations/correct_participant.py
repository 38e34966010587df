from collections.abc import Mapping

from django.db import transaction

from cases.models import Correction, Participant
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

FACTS = ("called", "age_band", "relationship")


class NothingChanged(Refused):
    def __init__(self) -> None:
        super().__init__("why", "This is what is written already. Change what is wrong, or go back.")


@transaction.atomic
def correct_participant(*, participant: Participant, facts: Mapping[str, str], why: Correction, by: User) -> None:
    """Put right what is written of somebody. Raises NothingChanged.

    What was wrong is not kept; the audit says which facts changed and why, and never what they say.
    """
    current = Participant.objects.select_for_update().get(pk=participant.pk)
    changed = {name: value for name, value in facts.items() if name in FACTS and getattr(current, name) != value}
    if not changed:
        raise NothingChanged
    Participant.objects.filter(pk=participant.pk).update(**changed)
    record_event("cases.participant_corrected", actor=by, subject=participant, fields=sorted(changed), why=why)
