from django.db import transaction
from django.utils import timezone

from cases.models import Case, Film
from vig.accounts.models import User
from vig.audit.operations import record_event

from .clocks import open_films_whose_time_goes_on, set_clocks


@transaction.atomic
def open_case_again(*, case: Case, by: User) -> bool:
    """The work goes on, and clocks that had begun with its end wait again. Harmless when repeated."""
    opened = Case.objects.filter(pk=case.pk, state=Case.State.CLOSED).update(state=Case.State.OPEN, closed_on=None)
    if not opened:
        return False
    films = Film.objects.filter(cycle__case=case)
    set_clocks(films)
    open_films_whose_time_goes_on(films, day=timezone.localdate(), by=by)
    record_event("cases.case_opened_again", actor=by, subject=case)
    return True
