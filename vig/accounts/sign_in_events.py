"""Every sign-in, failed sign-in, wrong code and sign-out is one event. Of an address only a keyed digest is kept."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.cache import cache
from django.dispatch import receiver

from vig.audit.chain import digest
from vig.audit.keys import audit_key
from vig.audit.operations import Thing, record_event

from .models import User

LOCKED_FOR_SECONDS = 5 * 60


@receiver(user_logged_in)
def record_sign_in(sender: type, *, user: User, **facts: Any) -> None:
    record_event("accounts.signed_in", actor=user, subject=user)


@receiver(user_logged_out)
def record_sign_out(sender: type, *, user: User | None, **facts: Any) -> None:
    """Nobody, when the session had ended before."""
    if user is not None:
        record_event("accounts.signed_out", actor=user, subject=user)


@receiver(user_login_failed)
def record_failed_sign_in(sender: str, *, credentials: dict[str, Any], **facts: Any) -> None:
    """Whoever tried is not known: the event has no actor, and tells whose account it was, if anybody's."""
    who, named = _whose(credentials)
    record_event("accounts.sign_in_failed", actor=None, subject=who, address=named)


@receiver(authentication_failed)
def record_wrong_code(sender: type, *, user: User, authenticator: Authenticator, **facts: Any) -> None:
    """Whoever typed it knew the password, or held the session, but is not known to be the owner."""
    record_event("accounts.second_factor_failed", actor=None, subject=user, factor=authenticator.type)


def record_locked_out(credentials: dict[str, Any]) -> None:
    """The door stays shut. One event for as long as it does, so that whoever knocks on cannot fill the audit."""
    who, named = _whose(credentials)
    if cache.add(f"locked-out:{named}", "told", timeout=LOCKED_FOR_SECONDS):
        record_event("accounts.locked_out", actor=None, subject=who, address=named)


def _whose(credentials: dict[str, Any]) -> tuple[User | Thing, str]:
    """Whose account it is, if anybody's, and the digest of the address that was typed."""
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    named = digest(address, key=audit_key())
    return User.objects.filter(email=address).first() or Thing("accounts.address", named), named
