"""The folder that holds the keys: files that appear whole, change whole, and are overwritten before they go.

Every change is made by one process at a time, on every machine that shares the folder. Reading waits for nobody.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

Stamp = tuple[int, int]
"""Tells whether a file is still the one that was read."""


def root() -> Path:
    return Path(settings.VIG_KEYS_DIR)


@contextmanager
def changing() -> Iterator[None]:
    """Nobody else makes, changes or destroys a key meanwhile. Not to be entered twice."""
    _make(root())
    descriptor = os.open(root() / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def stamp(path: Path | str) -> Stamp:
    seen = os.stat(path)  # noqa: PTH116  for each segment that is played, and a Path takes twice as long
    return seen.st_ino, seen.st_mtime_ns


def write(path: Path, content: bytes) -> None:
    """All of `content` is under `path` at once and lasts, in place of whatever was there."""
    with _drafted(path, content) as draft:
        draft.replace(path)


def write_first(path: Path, content: bytes) -> None:
    """As `write`, but what another process wrote there first stays."""
    with _drafted(path, content) as draft, suppress(FileExistsError):
        os.link(draft, path)


def replace(path: Path, content: bytes) -> None:
    """As `write`, and what was there before is overwritten on the disk, also where it has a second name."""
    with path.open("r+b") as old:
        write(path, content)
        _overwrite(old.fileno())


def shred(path: Path) -> None:
    """Overwrite a file and take its name away. Harmless when repeated."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as old:
            _overwrite(old.fileno())
        path.unlink(missing_ok=True)
        sync(path.parent)


def sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _drafted(path: Path, content: bytes) -> Iterator[Path]:
    _make(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)


def _overwrite(descriptor: int) -> None:
    os.pwrite(descriptor, secrets.token_bytes(os.fstat(descriptor).st_size), 0)
    os.fsync(descriptor)


def _make(directory: Path) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
