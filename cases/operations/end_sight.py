from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.policies import whom_it_reaches
from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event

from .end_share import end_share


@transaction.atomic
def end_sight(*, person: User, organisation: Organisation, by: User | None) -> None:
    """Somebody left the service: its cases close to them, whether they guided, covered, or were to cover later.

    What was shared with them ends once they do this work nowhere any more.
    """
    now = timezone.now()
    theirs = person.case_accesses.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), case__organisation=organisation)
    for access in theirs.select_related("case"):
        access.ends_at = max(now, access.starts_at)
        access.save(update_fields=["ends_at"])
        record_event("cases.sight_ended", actor=by, subject=access.case, person=str(person.pk), why=access.why)
    if whom_it_reaches(person.email) is None:
        for share in person.shares_received.running():
            end_share(share=share, by=by)
