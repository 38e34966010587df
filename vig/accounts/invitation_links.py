"""The link of an invitation: a random word and a seal over it and all that the invitation promises.

The database keeps the word's digest. Whoever can write there still cannot turn somebody's link into one for another
role, service or address, because its seal would no longer fit.
"""

import datetime
import secrets

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from .digests import digest_of
from .models import Invitation

SALT = "vig.accounts.invitation"


def new_word() -> str:
    return secrets.token_urlsafe(32)


def link_of(invitation: Invitation, word: str) -> str:
    return f"{settings.SITE_URL}{reverse('invitation', args=[f'{word}.{_seal(invitation, word)}'])}"


def invitation_of(key: str, *, now: datetime.datetime) -> Invitation | None:
    """The open invitation to which this part of a link belongs."""
    word, _, seal = key.partition(".")
    invitation = Invitation.objects.open_at(now).filter(digest=digest_of(word)).first()
    if invitation is None or not constant_time_compare(seal, _seal(invitation, word)):
        return None
    return invitation


def _seal(invitation: Invitation, word: str) -> str:
    promised = (
        word,
        invitation.pk,
        invitation.organisation_id,
        invitation.email,
        invitation.role,
        invitation.starts_on,
        invitation.ends_on,
        int(invitation.expires_at.timestamp()),
    )
    return Signer(salt=SALT).signature("|".join(map(str, promised)))
