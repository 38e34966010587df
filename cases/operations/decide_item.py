from django.db import transaction
from django.utils import timezone

from cases.models import ItemDecision, SubjectRequest
from cases.subject_access.plan import plan_of
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .destroy_export import destroy_exports_of


class NotInQuestion(Refused):
    def __init__(self) -> None:
        super().__init__("item", "There is nothing to decide about this: it is not held, or stays out by consent.")


@transaction.atomic
def decide_item(*, request: SubjectRequest, item: str, withheld_why: str, by: User) -> None:
    """Withhold one thing from the copy for a reason, or let it in with none. Raises NotInQuestion.

    A copy that was built before says otherwise, so it goes.
    """
    found = plan_of(request).item(item)
    if found is None or found.by_rule:
        raise NotInQuestion
    ItemDecision.objects.update_or_create(
        request=request,
        item=item,
        defaults={"withheld_why": withheld_why, "decided_by": by, "decided_at": timezone.now()},
    )
    kind, _, film = item.partition(" ")
    record_event(
        "cases.item_decided", actor=by, subject=request, item=kind, film=film or None, why=withheld_why or None
    )
    destroy_exports_of(request=request, by=by)
