import calendar
import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Participant, SubjectRequest
from vig.accounts.models import User
from vig.audit.operations import record_event
from vig.refusals import Refused


class AskedInFuture(Refused):
    def __init__(self) -> None:
        super().__init__("asked_on", "Nobody can have asked on a day that is still to come.")


@transaction.atomic
def file_subject_request(
    *, participant: Participant, kind: SubjectRequest.Kind, asked_on: datetime.date, asked_by_described: str, by: User
) -> SubjectRequest:
    """Write down what was asked; it is due a month after the day on which it was. Raises AskedInFuture."""
    if asked_on > timezone.localdate():
        raise AskedInFuture
    request = SubjectRequest.objects.create(
        participant=participant,
        kind=kind,
        asked_on=asked_on,
        asked_by_described=asked_by_described.strip(),
        due_on=a_month_after(asked_on),
        filed_by=by,
    )
    record_event("cases.subject_request_filed", actor=by, subject=request, participant=str(participant.pk), kind=kind)
    return request


def a_month_after(day: datetime.date) -> datetime.date:
    """The same day of the next month, or its last one (UK GDPR Art. 12(3))."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
