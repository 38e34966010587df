from django.db import transaction

from vig.accounts.models import ApiToken, User
from vig.audit.operations import record_event


@transaction.atomic
def revoke_token(*, user: User, by: User) -> bool:
    """The person's programs stop at once. False if they had no token."""
    revoked = ApiToken.objects.filter(user=user).delete()[0] > 0
    if revoked:
        record_event("accounts.token_revoked", actor=by, subject=user)
    return revoked
