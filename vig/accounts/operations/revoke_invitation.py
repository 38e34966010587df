from django.db import transaction

from vig.accounts.models import Invitation, User
from vig.audit.operations import record_event


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    """The link no longer works, and the address is forgotten."""
    record_event("accounts.invitation_revoked", actor=by, subject=invitation)
    invitation.delete()
