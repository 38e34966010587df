"""A master key that never leaves a PKCS#11 token: a hardware security module, or a key management system like one.

The keys of rings are wrapped and unwrapped inside the token, by AES-GCM with what they are bound to as associated data.
"""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pkcs11
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pkcs11.exceptions import EncryptedDataInvalid, EncryptedDataLenRange, GeneralError, NoSuchKey, PKCS11Error
from pkcs11.mechanisms import GCMParams

from media_pipeline.keys.wrapping import NONCE_BYTES, MasterKeyAway, WrongKey

TAG_BITS = 128
DOES_NOT_OPEN = (EncryptedDataInvalid, EncryptedDataLenRange, GeneralError)
"""What tokens say of a tag that does not match; SoftHSM says GeneralError."""

_one_at_a_time = threading.Lock()


class NoSuchMasterKey(ImproperlyConfigured):
    """The token has no key of this label."""


@dataclass(frozen=True)
class TokenMasterKey:
    label: str

    @property
    def name(self) -> str:
        return self.label

    def wrap(self, plain: bytes, *, bound_to: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        with _session() as session:
            return nonce + bytes(_key(session, self.label).encrypt(plain, **_gcm(nonce, bound_to)))

    def unwrap(self, wrapped: bytes, *, bound_to: bytes) -> bytes:
        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        with _session() as session:
            key = _key(session, self.label)
            try:
                return bytes(key.decrypt(sealed, **_gcm(nonce, bound_to)))
            except DOES_NOT_OPEN as error:
                raise WrongKey from error


def keys() -> Iterator[TokenMasterKey]:
    """Those whose labels VIG_PKCS11_KEY names: the first wraps, the others are still read."""
    if not settings.VIG_PKCS11_MODULE:
        raise ImproperlyConfigured("VIG_MASTER_FROM is token, and VIG_PKCS11_MODULE is not set.")
    for label in settings.VIG_PKCS11_KEY.split():
        yield TokenMasterKey(label)


def make_key(label: str) -> bool:
    """A new key inside the token that can be used there and never read. False if there is one of this label."""
    with _session() as session:
        try:
            session.get_key(object_class=pkcs11.ObjectClass.SECRET_KEY, label=label)
        except NoSuchKey:
            session.generate_key(
                pkcs11.KeyType.AES,
                256,
                label=label,
                store=True,
                capabilities=pkcs11.MechanismFlag.ENCRYPT | pkcs11.MechanismFlag.DECRYPT,
                template={pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False},
            )
            return True
        return False


def _gcm(nonce: bytes, bound_to: bytes) -> dict[str, Any]:
    return {"mechanism": pkcs11.Mechanism.AES_GCM, "mechanism_param": GCMParams(nonce, bound_to, TAG_BITS)}


def _key(session: pkcs11.Session, label: str) -> Any:
    try:
        return session.get_key(object_class=pkcs11.ObjectClass.SECRET_KEY, label=label)
    except NoSuchKey as error:
        raise NoSuchMasterKey(
            f"The token has no key {label!r}. Make it there with: manage.py make_master_key"
        ) from error


@contextmanager
def _session() -> Iterator[pkcs11.Session]:
    """One at a time: a session is in the middle of one thing. A session that failed is not used again."""
    with _one_at_a_time:
        try:
            yield _opened(os.getpid(), settings.VIG_PKCS11_MODULE, settings.VIG_PKCS11_TOKEN, settings.VIG_PKCS11_PIN)
        except PKCS11Error as error:
            _opened.cache_clear()
            raise MasterKeyAway(f"The token {settings.VIG_PKCS11_TOKEN!r} does not answer: {error!r}") from error


@lru_cache(maxsize=1)
def _opened(process: int, module: str, token: str, pin: str) -> pkcs11.Session:
    """`process`: a session does not outlive a fork."""
    library = pkcs11.lib(module)
    library.reinitialize()
    return library.get_token(token_label=token).open(user_pin=pin, rw=True)
