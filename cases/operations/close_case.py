from django.db import transaction
from django.utils import timezone

from cases.models import Case, Film
from vig.accounts.models import User
from vig.audit.operations import record_event

from .clocks import set_clocks


@transaction.atomic
def close_case(*, case: Case, by: User) -> bool:
    """The work with the family has ended: nothing is added any more, and clocks that wait for this day begin.

    Harmless when repeated: the first day stands.
    """
    today = timezone.localdate()
    closed = Case.objects.filter(pk=case.pk, state=Case.State.OPEN).update(state=Case.State.CLOSED, closed_on=today)
    if not closed:
        return False
    set_clocks(Film.objects.filter(cycle__case=case))
    record_event("cases.case_closed", actor=by, subject=case)
    return True
