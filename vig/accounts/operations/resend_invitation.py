from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vig.accounts.digests import digest_of
from vig.accounts.invitation_links import link_of, new_word
from vig.accounts.models import Invitation, User
from vig.audit.operations import record_event

from .invite_person import Sent


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Sent:
    """A new link, for as long as the first was to last; the one before it ends."""
    word = new_word()
    invitation.digest = digest_of(word)
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + settings.INVITATION_LASTS
    invitation.save(update_fields=["digest", "sent_at", "expires_at"])
    record_event("accounts.invitation_resent", actor=by, subject=invitation)
    return Sent(invitation, link_of(invitation, word))
