from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from cases.models import Case, CaseAccess
from cases.policies import can_hand_over_case
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.notices.operations import notify
from vig.refusals import Refused

from .colleagues import require_colleague


class HandedOverMeanwhile(Refused):
    def __init__(self) -> None:
        super().__init__("colleague", "This case was handed over a moment ago.")


class NotToOneself(Refused):
    def __init__(self) -> None:
        super().__init__("colleague", "Nobody opens a case to themselves. Ask another administrator to hand it to you.")


@transaction.atomic
def hand_over_case(*, case: Case, colleague: User, by: User) -> CaseAccess:
    """Somebody else guides the case from this moment on, and whoever did sees it no more.

    Cover that was arranged stays until it ends: the new guide sees it, and may end it.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    if not can_hand_over_case(by, case):
        raise HandedOverMeanwhile
    require_colleague(case=case, colleague=colleague)
    if colleague == by:
        raise NotToOneself
    now = timezone.now()
    guiding = case.accesses.lasting().filter(why=CaseAccess.Why.GUIDES)
    guides_before = list(User.objects.filter(pk__in=guiding.values("user")))
    given_up = case.accesses.lasting().filter(
        Q(why=CaseAccess.Why.GUIDES) | Q(why=CaseAccess.Why.COVERS, user=colleague)
    )
    given_up.update(ends_at=Greatest(F("starts_at"), now))
    access = CaseAccess.objects.create(case=case, user=colleague, why=CaseAccess.Why.GUIDES, starts_at=now)
    before = sorted(str(guide.pk) for guide in guides_before)
    record_event("cases.case_handed_over", actor=by, subject=case, person=str(colleague.pk), before=before)
    _tell(case, "cases.case_handed_over", {colleague} - {by}, access)
    _tell(case, "cases.case_taken_over", set(guides_before) - {by}, access)
    return access


def _tell(case: Case, kind: str, users: set[User], access: CaseAccess) -> None:
    notify(
        users=users, kind=kind, subject=case, organisation=case.organisation, once=str(access.pk), case=case.pseudonym
    )
