import secrets

from django.db import transaction

from vig.accounts.models import ApiToken, User
from vig.audit.operations import record_event

from .digests import digest_of


@transaction.atomic
def issue_token(*, user: User, by: User | None = None) -> str:
    """A new API token, shown once; the one before it ends."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.update_or_create(user=user, defaults={"digest": digest_of(token)})
    record_event("accounts.token_issued", actor=by, subject=user)
    return token
