"""Three storeys of keys, the upper two outside database and films.

The master key wraps one key a ring (a case has a ring of its own), which wraps one data key a recording or cut. A
deleted key stays readable in a database's log and backups; a file of its own can be destroyed, and with it everything
that the ring ever locked.
"""

import base64
import os
import secrets
from binascii import Error as NotBase64
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
NONCE_BYTES = 12


class RingDestroyed(Exception):
    """The key ring is gone, and with it everything that it locked."""


class WrongKey(Exception):
    """A wrapped key that was not wrapped by this one, or was altered."""


def new_data_key(ring: UUID) -> tuple[bytes, bytes]:
    """A fresh key, plain and wrapped by its ring; the ring is made when it is needed first."""
    plain = secrets.token_bytes(KEY_BYTES)
    _make_ring(ring)
    return plain, _wrap(_ring_key(ring), plain, bound_to=_data_keys_of(ring))


def unwrap(ring: UUID, wrapped: bytes | memoryview) -> bytes:
    return _unwrap(_ring_key(ring), bytes(wrapped), bound_to=_data_keys_of(ring))


def destroy_ring(ring: UUID) -> None:
    """Nothing that the ring locked can be read again, from no backup of database or films. Harmless when repeated."""
    path = _ring_path(ring)
    try:
        with path.open("r+b") as old:
            old.write(secrets.token_bytes(path.stat().st_size))
            old.flush()
            os.fsync(old.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    _sync_folder(path.parent)
    _opened_ring.cache_clear()


def create_master_key() -> Path:
    """Make the master key where there is none yet; whoever makes it first wins."""
    path = _master_path()
    _write_once(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
    return path


def _master_key() -> bytes:
    if settings.VIG_MASTER_KEY:
        return _read_master(settings.VIG_MASTER_KEY, source="VIG_MASTER_KEY")
    path = _master_path()
    if settings.DEMO and not path.exists():
        create_master_key()
    try:
        return _read_master(path.read_text(), source=str(path))
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"There is no master key: set VIG_MASTER_KEY or put one into {path}. Make one with `openssl rand -base64 "
            "32`, and keep a copy where no backup of the films goes: without it no film can be watched again."
        ) from None


def _read_master(text: str, *, source: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except NotBase64:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{source} must be {KEY_BYTES} bytes in base64, as `openssl rand -base64 32` makes.")
    return key


def _master_path() -> Path:
    return Path(settings.VIG_KEYS_DIR) / "master.key"


def _ring_path(ring: UUID) -> Path:
    return Path(settings.VIG_KEYS_DIR) / "rings" / f"{ring}.key"


def _make_ring(ring: UUID) -> None:
    path = _ring_path(ring)
    if not path.exists():
        _write_once(path, _wrap(_master_key(), secrets.token_bytes(KEY_BYTES), bound_to=_ring_name(ring)))


def _ring_key(ring: UUID) -> bytes:
    """Looks at the file every time, so that a ring destroyed by another process is destroyed here too."""
    path = _ring_path(ring)
    try:
        seen = path.stat()
        return _opened_ring(ring, path, seen.st_ino, seen.st_mtime_ns)
    except FileNotFoundError:
        _opened_ring.cache_clear()
        raise RingDestroyed(str(ring)) from None


@lru_cache(maxsize=64)
def _opened_ring(ring: UUID, path: Path, inode: int, changed_at: int) -> bytes:
    return _unwrap(_master_key(), path.read_bytes(), bound_to=_ring_name(ring))


def _ring_name(ring: UUID) -> bytes:
    return b"ring " + ring.bytes


def _data_keys_of(ring: UUID) -> bytes:
    return b"data key of ring " + ring.bytes


def _wrap(key: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def _unwrap(key: bytes, wrapped: bytes, *, bound_to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise WrongKey("A key cannot be opened. Is the master key the one that the films were sealed with?") from error


def _write_once(path: Path, content: bytes) -> None:
    """All of `content` appears under `path` at once, or what another process wrote there first stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _link_first(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _link_first(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
