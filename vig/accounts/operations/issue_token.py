import datetime
import secrets

from django.db import transaction
from django.utils import timezone

from vig.accounts.digests import digest_of
from vig.accounts.models import ApiToken, User
from vig.audit.operations import record_event
from vig.refusals import Refused

LONGEST_DAYS = 365


class TokenTooLong(Refused):
    def __init__(self) -> None:
        super().__init__("days", f"A token works for {LONGEST_DAYS} days at most. Make a new one after that.")


@transaction.atomic
def issue_token(*, user: User, by: User | None = None, days: int = LONGEST_DAYS) -> str:
    """A new API token, shown once; the one before it ends. It works today and on `days` days after it."""
    if not 0 <= days <= LONGEST_DAYS:
        raise TokenTooLong
    token = secrets.token_urlsafe(32)
    anew = {
        "digest": digest_of(token),
        "created_at": timezone.now(),
        "last_on": timezone.localdate() + datetime.timedelta(days=days),
        "last_used_on": None,
    }
    ApiToken.objects.update_or_create(user=user, defaults=anew)
    record_event("accounts.token_issued", actor=by, subject=user, days=days)
    return token
