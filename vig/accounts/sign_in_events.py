"""Every sign-in, failed sign-in and sign-out is one event. Of an address only a keyed digest is kept."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from vig.audit.chain import digest
from vig.audit.keys import audit_key
from vig.audit.operations import Thing, record_event

from .models import User


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
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    known = User.objects.filter(email=address).first()
    named = digest(address, key=audit_key())
    record_event(
        "accounts.sign_in_failed", actor=None, subject=known or Thing("accounts.address", named), address=named
    )
