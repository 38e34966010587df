import secrets

from django.db import transaction
from django.utils import timezone

from vig.accounts.digests import digest_of
from vig.accounts.models import ApiToken, User
from vig.audit.operations import record_event


@transaction.atomic
def issue_token(*, user: User, by: User | None = None) -> str:
    """A new API token, shown once; the one before it ends."""
    token = secrets.token_urlsafe(32)
    anew = {"digest": digest_of(token), "created_at": timezone.now(), "last_used_on": None}
    ApiToken.objects.update_or_create(user=user, defaults=anew)
    record_event("accounts.token_issued", actor=by, subject=user)
    return token
