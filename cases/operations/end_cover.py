from django.db import transaction
from django.utils import timezone

from cases.models import CaseAccess
from vig.accounts.models import User
from vig.audit.operations import record_event


@transaction.atomic
def end_cover(*, cover: CaseAccess, by: User) -> None:
    """From now on; one that was to begin later never does."""
    cover.ends_at = max(timezone.now(), cover.starts_at)
    cover.save(update_fields=["ends_at"])
    record_event("cases.cover_ended", actor=by, subject=cover.case, person=str(cover.user_id))
