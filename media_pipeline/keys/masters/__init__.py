"""The master key: where it comes from, and what it does. It wraps the keys of rings and nothing else.

The first of `masters()` wraps; each of them may unwrap. While one takes another's place both are there.
"""

from collections.abc import Iterator
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from media_pipeline.keys.wrapping import MasterKeyAway, WrongKey

from . import software

ENVIRONMENT, FILE, TOKEN = "environment", "file", "token"


class MasterKey(Protocol):
    def wrap(self, plain: bytes, *, bound_to: bytes) -> bytes: ...

    def unwrap(self, wrapped: bytes, *, bound_to: bytes) -> bytes:
        """Raises WrongKey."""


def source() -> str:
    """Where the key that wraps comes from: `VIG_MASTER_FROM`, or the safest that is set up."""
    if chosen := settings.VIG_MASTER_FROM:
        if chosen not in {ENVIRONMENT, FILE, TOKEN}:
            raise ImproperlyConfigured(f"VIG_MASTER_FROM must be {ENVIRONMENT}, {FILE} or {TOKEN}, not {chosen!r}.")
        return str(chosen)
    if settings.VIG_PKCS11_MODULE:
        return TOKEN
    return ENVIRONMENT if settings.VIG_MASTER_KEY else FILE


def masters() -> list[MasterKey]:
    """Raises ImproperlyConfigured where the one that wraps is missing."""
    first = source()
    in_order = sorted((TOKEN, ENVIRONMENT, FILE), key=lambda where: where != first)
    return [key for where in in_order for key in _keys_of(where)]


def wrap(plain: bytes, *, bound_to: bytes) -> bytes:
    return masters()[0].wrap(plain, bound_to=bound_to)


def unwrap(wrapped: bytes, *, bound_to: bytes) -> bytes:
    """Raises WrongKey, or MasterKeyAway where it may be only the token that is missing."""
    away: MasterKeyAway | None = None
    for master in masters():
        try:
            return master.unwrap(wrapped, bound_to=bound_to)
        except WrongKey:
            continue
        except MasterKeyAway as error:
            away = error
    raise away or WrongKey


def _keys_of(where: str) -> Iterator[MasterKey]:
    required = where == source()
    if where == TOKEN and (required or settings.VIG_PKCS11_MODULE):
        from . import token  # half a second that nobody without a token should wait for

        yield from token.keys()
    elif where == ENVIRONMENT:
        yield from software.from_environment(required=required)
    else:
        yield from software.from_file(required=required)
