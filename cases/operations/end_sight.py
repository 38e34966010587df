from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vig.accounts.models import Organisation, User
from vig.audit.operations import record_event


@transaction.atomic
def end_sight(*, person: User, organisation: Organisation, by: User | None) -> None:
    """Somebody left the service: its cases close to them, whether they guided, covered, or were to cover later."""
    now = timezone.now()
    theirs = person.case_accesses.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), case__organisation=organisation)
    for access in theirs.select_related("case"):
        access.ends_at = max(now, access.starts_at)
        access.save(update_fields=["ends_at"])
        record_event("cases.sight_ended", actor=by, subject=access.case, person=str(person.pk), why=access.why)
