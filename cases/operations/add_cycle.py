from django.db import transaction
from django.db.models import Max

from cases.models import Case, Cycle
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def add_cycle(*, case: Case, by: User) -> Cycle:
    Case.objects.select_for_update().get(pk=case.pk)  # two at once would both become the next number
    latest = case.cycles.aggregate(latest=Max("number"))["latest"] or 0
    cycle = Cycle.objects.create(case=case, number=latest + 1)
    record_event("cases.cycle_added", actor=by, subject=cycle, case=str(case.pk))
    return cycle
