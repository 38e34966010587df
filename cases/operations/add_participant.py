from django.db import transaction

from cases.models import Case, Participant
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .open_case import Somebody

MOST = 30

__all__ = ["NobodySaid", "Somebody", "TooMany", "add_participant"]


class NobodySaid(Refused):
    def __init__(self) -> None:
        super().__init__("relationship", "Say who they are, such as a sibling. A name is not needed.")


class TooMany(Refused):
    def __init__(self) -> None:
        super().__init__("relationship", f"A case has room for {MOST} people.")


@transaction.atomic
def add_participant(*, case: Case, by: User, somebody: Somebody) -> Participant:
    """Another person in shot beside the two whom the case is about: asked, like everybody, for themselves."""
    if not somebody.relationship.strip():
        raise NobodySaid
    if case.participants.count() >= MOST:
        raise TooMany
    participant = Participant.objects.create(
        case=case,
        role=Participant.Role.OTHER,
        called=somebody.called.strip(),
        age_band=somebody.age_band,
        relationship=somebody.relationship.strip(),
    )
    record_event("cases.participant_added", actor=by, subject=participant)
    return participant
