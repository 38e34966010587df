"""The key that seals the audit: outside the database, so that whoever can write there cannot make a seal."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from vig.key_files import make_key_file, read_key


def audit_key() -> bytes:
    if settings.VIG_AUDIT_KEY:
        return read_key(settings.VIG_AUDIT_KEY, source="VIG_AUDIT_KEY")
    return _key_in(str(settings.VIG_KEYS_DIR))


def audit_key_path() -> Path:
    return Path(settings.VIG_KEYS_DIR) / "audit.key"


@lru_cache(maxsize=4)
def _key_in(folder: str) -> bytes:
    path = Path(folder) / "audit.key"
    if settings.DEMO and not path.exists():
        make_key_file(path)
    try:
        return read_key(path.read_text(), source=str(path))
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"There is no audit key: set VIG_AUDIT_KEY or put one into {path}. Make one with `openssl rand -base64 "
            "32`, and keep a copy with the master key: without it nobody can show that the audit is whole."
        ) from None
