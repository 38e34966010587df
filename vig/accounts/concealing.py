"""Small secrets that lie in the database or in a session: readable only with the platform's own secret.

A copied database then holds nobody's authenticator key, and no words that somebody had typed.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class CannotReveal(Exception):
    """Concealed with another secret, changed since, or older than allowed."""


def conceal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def reveal(concealed: str, *, within_seconds: int | None = None) -> str:
    try:
        return _box().decrypt(concealed.encode(), ttl=within_seconds).decode()
    except InvalidToken as error:
        raise CannotReveal from error


def _box() -> MultiFernet:
    """Earlier secrets still reveal (SECRET_KEY_FALLBACKS), the present one conceals."""
    return MultiFernet([Fernet(_key_from(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key_from(secret: str | bytes) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"vig.accounts.concealing")
    derived = key.derive(force_bytes(secret))
    return base64.urlsafe_b64encode(derived)
