import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Case, CaseAccess
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused

from .colleagues import beginning_of, end_of, require_colleague

LONGEST_COVER = datetime.timedelta(weeks=8)


class CoverInThePast(Refused):
    def __init__(self) -> None:
        super().__init__("starts_on", "Cover begins today or later.")


class CoverTooLong(Refused):
    def __init__(self) -> None:
        super().__init__("ends_on", "Cover lasts eight weeks at most. For longer, hand the case over.")


class CoverEndsBeforeItStarts(Refused):
    def __init__(self) -> None:
        super().__init__("ends_on", "The last day comes before the first.")


class AlreadyCovers(Refused):
    def __init__(self) -> None:
        super().__init__("colleague", "They already cover on some of these days. Choose others, or end that first.")


@transaction.atomic
def cover_case(
    *, case: Case, colleague: User, starts_on: datetime.date, ends_on: datetime.date, by: User
) -> CaseAccess:
    """A colleague does the work on a case from one day to another, both included, while somebody is away."""
    now = timezone.now()
    Case.objects.select_for_update().get(pk=case.pk)
    _require_days(starts_on, ends_on, today=timezone.localdate(now))
    require_colleague(case=case, colleague=colleague)
    starts_at, ends_at = max(now, beginning_of(starts_on)), end_of(ends_on)
    if case.accesses.filter(user=colleague, starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise AlreadyCovers
    cover = CaseAccess.objects.create(
        case=case, user=colleague, why=CaseAccess.Why.COVERS, starts_at=starts_at, ends_at=ends_at
    )
    record_event(
        "cases.case_covered",
        actor=by,
        subject=case,
        person=str(colleague.pk),
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
    )
    return cover


def _require_days(starts_on: datetime.date, ends_on: datetime.date, *, today: datetime.date) -> None:
    if starts_on < today:
        raise CoverInThePast
    if ends_on < starts_on:
        raise CoverEndsBeforeItStarts
    if ends_on - starts_on >= LONGEST_COVER:
        raise CoverTooLong
