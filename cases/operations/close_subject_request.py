from django.db import transaction
from django.utils import timezone

from cases.models import SubjectRequest
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused


class NoReason(Refused):
    def __init__(self) -> None:
        super().__init__("refused_why", "Say why it is refused: whoever asked has to be told.")


class ClosedAlready(Refused):
    def __init__(self) -> None:
        super().__init__("state", "This request is closed already.")


@transaction.atomic
def close_subject_request(
    *, request: SubjectRequest, state: SubjectRequest.State, refused_why: str = "", by: User
) -> None:
    """Done, or refused for a reason. What was built or restricted for it stays. Raises NoReason or ClosedAlready."""
    refused = state == SubjectRequest.State.REFUSED
    if refused and not refused_why:
        raise NoReason
    closed = SubjectRequest.objects.open().filter(pk=request.pk)
    if not closed.update(
        state=state, refused_why=refused_why if refused else "", handled_by=by, closed_at=timezone.now()
    ):
        raise ClosedAlready
    record_event(
        "cases.subject_request_closed", actor=by, subject=request, state=state, why=refused_why if refused else None
    )
