"""A master key that this process holds: from the environment, or from a file beside the rings.

Either may hold several, one a word: the first wraps, the others are still read.
"""

import base64
import hashlib
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from media_pipeline.keys import folder, wrapping


@dataclass(frozen=True)
class SoftwareMasterKey:
    key: bytes

    @property
    def name(self) -> str:
        return hashlib.sha256(b"name of master key " + self.key).hexdigest()[:16]

    def wrap(self, plain: bytes, *, bound_to: bytes) -> bytes:
        return wrapping.wrap(self.key, plain, bound_to=bound_to)

    def unwrap(self, wrapped: bytes, *, bound_to: bytes) -> bytes:
        return wrapping.unwrap(self.key, wrapped, bound_to=bound_to)

    def __repr__(self) -> str:
        return "SoftwareMasterKey()"


def from_environment(*, required: bool) -> Iterator[SoftwareMasterKey]:
    words = settings.VIG_MASTER_KEY.split()
    if required and not words:
        raise ImproperlyConfigured("VIG_MASTER_FROM is environment, and VIG_MASTER_KEY is not set.")
    for word in words:
        yield _read(word, source="VIG_MASTER_KEY")


def from_file(*, required: bool) -> Iterator[SoftwareMasterKey]:
    path = key_file()
    if required and settings.DEMO and not path.exists():
        make_key_file()
    try:
        words = path.read_text().split()
    except FileNotFoundError:
        if required:
            raise _missing(path) from None
        return
    for word in words or [""]:
        yield _read(word, source=str(path))


def key_file() -> Path:
    return folder.root() / "master.key"


def make_key_file() -> Path:
    """A new master key in a file, where there is none yet; whoever makes it first wins."""
    folder.write_first(key_file(), new_word() + b"\n")
    return key_file()


def new_word() -> bytes:
    return base64.b64encode(wrapping.new_key())


def _read(word: str, *, source: str) -> SoftwareMasterKey:
    try:
        key = base64.b64decode(word, validate=True)
    except NotBase64:
        key = b""
    if len(key) != wrapping.KEY_BYTES:
        raise ImproperlyConfigured(
            f"{source} must be {wrapping.KEY_BYTES} bytes in base64, as `openssl rand -base64 32` makes."
        )
    return SoftwareMasterKey(key)


def _missing(path: Path) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"There is no master key: set VIG_MASTER_KEY or put one into {path}. Make one with `openssl rand -base64 "
        "32`, and keep a copy where no backup of the films goes: without it no film can be watched again."
    )
