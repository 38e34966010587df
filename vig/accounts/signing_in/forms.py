"""django-allauth's forms for codes, with a little patience for slow clocks and typing, and none for a second use."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import AddEmailForm
from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.http import HttpRequest

from vig.accounts.models import User


def take_code(*, user: User, secret: str, code: str) -> bool:
    """Whether this code of an authenticator app is used for the first time. It is used up with that."""
    valid_for = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 2)
    counter = next((n for n in yield_hotp_counters_from_time() if format_hotp_value(hotp_value(secret, n)) == code), 0)
    return bool(cache.add(f"second-factor-code:{user.pk}:{counter}", "used", timeout=valid_for))


def digits(code: str) -> str:
    """People type codes as they are shown: `123 456`, or `123-456`."""
    return "".join(filter(str.isdigit, code))


class OnlyOnce:
    user: User
    authenticator: Authenticator
    _emit_authentication_failed: Callable[[Authenticator], None]

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            secret = decrypt(self.authenticator.data["secret"])
            if not take_code(user=self.user, secret=secret, code=digits(code)):
                self._emit_authentication_failed(self.authenticator)
                raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnlyOnce, base.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    pass


class ReauthenticateForm(OnlyOnce, base.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The code that proves the set-up is used up too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The code that the app shows"

    def clean_code(self) -> str:
        code: str = super().clean_code()
        take_code(user=self.user, secret=self.secret, code=digits(code))
        return code


class ChangeAddressForm(AddEmailForm):  # type: ignore[misc]
    def clean_email(self) -> str:
        email: str = super().clean_email()
        if User.objects.filter(email=email).exists():
            raise get_account_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        """The address of today counts as answered: a service let its owner in under it."""
        EmailAddress.objects.filter(user=self.user, email=self.user.email).update(verified=True, primary=True)
        saved: EmailAddress = super().save(request)
        return saved
