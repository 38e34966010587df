"""Keys in files of their own, outside database and films."""

import base64
import os
import secrets
from binascii import Error as NotBase64
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def read_key(text: str, *, source: str) -> bytes:
    """A key in base64; `source` is named to whoever gave something else."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except NotBase64:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{source} must be {KEY_BYTES} bytes in base64, as `openssl rand -base64 32` makes.")
    return key


def make_key_file(path: Path) -> None:
    """A new key where there is none yet; whoever makes it first wins."""
    write_once(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")


def write_once(path: Path, content: bytes) -> None:
    """All of `content` appears under `path` at once, or what another process wrote there first stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
