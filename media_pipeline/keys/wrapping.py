"""A key inside a key: AES-256-GCM, bound to what it is for, so that none can be put in another's place."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + 16


class WrongKey(Exception):
    """A wrapped key that was not wrapped by this one, or was altered."""

    def __init__(self) -> None:
        super().__init__("A key cannot be opened. Is the master key the one that the films were sealed with?")


class MasterKeyAway(Exception):
    """The master key cannot be reached: no ring can be opened that is not open already."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def wrap(key: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def unwrap(key: bytes, wrapped: bytes, *, bound_to: bytes) -> bytes:
    """Raises WrongKey."""
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error
