from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from vig.audit.operations import record_event

from .fresh import is_fresh
from .models import User
from .operations import end_sessions
from .sign_in_events import record_locked_out

WAYS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code from your app, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up by themselves: a service lets people in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This email address and password do not belong together. Try again, "
        "or choose a new password.",
        "too_many_login_attempts": "That was wrong too often. Wait for five minutes, then try again.",
        "rate_limited": "That was too often in a short time. Wait for a few minutes, then try again.",
        "email_taken": "This address cannot be yours here. Ask an administrator of your service.",
        "duplicate_email": "This is your address already.",
        "incorrect_password": "This is not your password.",
        "incorrect_code": "This code is not right, or it was used already.",
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record_locked_out(credentials)
            raise

    def is_reauthentication_required(self, **about: Any) -> bool:
        """django-allauth's own steps ask under the same rule as ours, so that nobody is asked twice."""
        return not is_fresh(context.request)

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, str]]:
        """Who has a second factor shows that: a password that somebody looked at does not take it away."""
        ways = {way["id"]: way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)}
        has_app = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()
        has_passkey = "mfa_reauthenticate:webauthn" in ways
        if has_app or has_passkey:
            ways.pop("reauthenticate", None)
        return sorted(ways.values(), key=lambda way: has_app or way["id"] != "mfa_reauthenticate:webauthn")

    def set_password(self, user: User, password: str) -> None:
        """However it comes about, a new password ends every other session at once."""
        user.set_password(password)
        request = context.request
        signed_in = request is not None and request.user == user  # otherwise a mail showed who it is
        with transaction.atomic():
            user.save(update_fields=["password"])
            record_event("accounts.password_changed", actor=user, subject=user, signed_in=signed_in)
            keep = request.session.session_key if signed_in else None
            end_sessions(user=user, why="password_changed", by=user, keep=keep)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The address may have become somebody else's while its mail lay unread."""
        if User.objects.filter(email=email_address.email).exclude(pk=email_address.user_id).exists():
            return False
        with transaction.atomic():
            return bool(super().confirm_email(request, email_address))

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
