"""What somebody has set up to sign in with."""

import datetime
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser

from vig.accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Passkey:
    id: int
    name: str
    signs_in_alone: bool
    added_at: datetime.datetime
    used_at: datetime.datetime | None


@dataclass(frozen=True)
class Factors:
    app: Authenticator | None
    passkeys: list[Passkey]
    recovery_codes_left: int | None  # None where there never were any

    @property
    def any(self) -> bool:
        return self.app is not None or bool(self.passkeys)


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Recovery codes are none: they stand in for one."""
    return user.is_authenticated and Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def factors_of(user: User) -> Factors:
    found = Authenticator.objects.filter(user_id=user.pk).order_by("created_at")
    by_type: dict[str, list[Authenticator]] = {kind: [] for kind in Authenticator.Type}
    for authenticator in found:
        by_type[authenticator.type].append(authenticator)
    codes = by_type[Authenticator.Type.RECOVERY_CODES]
    return Factors(
        app=next(iter(by_type[Authenticator.Type.TOTP]), None),
        passkeys=[_passkey(authenticator) for authenticator in by_type[Authenticator.Type.WEBAUTHN]],
        recovery_codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
    )


def _passkey(authenticator: Authenticator) -> Passkey:
    key = authenticator.wrap()
    return Passkey(
        id=authenticator.pk,
        name=key.name,
        signs_in_alone=bool(key.is_passwordless),
        added_at=authenticator.created_at,
        used_at=authenticator.last_used_at,
    )
