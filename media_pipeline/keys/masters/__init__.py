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
    @property
    def name(self) -> str:
        """Says which one it is and nothing of what it is."""

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


def token_keys() -> "Iterator[MasterKey]":
    from .token import keys  # half a second that nobody without a token should wait for

    return keys()


def how_to_change() -> str:
    """What to do before the rings can be wrapped anew."""
    if source() == TOKEN:
        return (
            "Every ring is under the only master key that is read. To change it, name a new one before it: "
            "VIG_PKCS11_KEY='new-label old-label', `manage.py make_master_key`, start the platform anew, and come back."
        )
    return (
        "Every ring is under the only master key that is read. To change it, put a new one before it: "
        "VIG_MASTER_KEY='new old' (`openssl rand -base64 32` makes one), start the platform anew, and come back."
    )


def _keys_of(where: str) -> Iterator[MasterKey]:
    required = where == source()
    if where == TOKEN:
        if required or settings.VIG_PKCS11_MODULE:
            yield from token_keys()
    elif where == ENVIRONMENT:
        yield from software.from_environment(required=required)
    else:
        yield from software.from_file(required=required)
