"""What was shredded, written down beside the keys and outside database and films.

A backup that is restored brings back what it holds. This log says which of its keys must go again. Each line carries
the digest of itself and of the line before it, so that a line that was altered or taken out is noticed.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from . import folder

ALL = "all"


class ShredLogBroken(Exception):
    """Lines of the log were altered or taken out: what must stay shredded is no longer known."""


@dataclass(frozen=True)
class Shredded:
    """A key of a ring, or with `key` None all that the ring ever locks."""

    at: datetime
    ring: UUID
    key: UUID | None

    def __str__(self) -> str:
        return f"{self.at.isoformat(timespec='seconds')} {self.ring} {self.key or ALL}"


def log_file() -> Path:
    return folder.root() / "shredded.log"


def write_down(entries: Iterable[Shredded]) -> None:
    """Before the keys go: what is in the log and still there is shredded later, never the other way round.

    For whoever holds `folder.changing()`.
    """
    descriptor = os.open(log_file(), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+b") as log:
        whole, digest = _whole_lines(log.read())
        log.seek(len(whole))
        log.truncate()  # a line that a power cut tore: its key was not touched
        for entry in entries:
            digest = _digest(digest, str(entry))
            log.write(f"{entry} {digest}\n".encode())
        log.flush()
        os.fsync(descriptor)
    folder.sync(log_file().parent)


def read(log: Path | None = None) -> list[Shredded]:
    """Raises ShredLogBroken."""
    try:
        whole, _ = _whole_lines((log or log_file()).read_bytes())
    except FileNotFoundError:
        return []
    return list(_parsed(whole))


def ring_is_shredded(ring: UUID) -> bool:
    return any(entry.ring == ring and entry.key is None for entry in read())


def _whole_lines(content: bytes) -> tuple[bytes, str]:
    """And the digest that the last of them carries. Raises ShredLogBroken."""
    whole = content[: content.rfind(b"\n") + 1]
    digest = ""
    for line in whole.decode(errors="replace").splitlines():
        words, _, carried = line.rpartition(" ")
        digest = _digest(digest, words)
        if digest != carried:
            raise ShredLogBroken(f"A line of {log_file().name} is not the one that was written: {words}")
    return whole, digest


def _parsed(whole: bytes) -> Iterator[Shredded]:
    for line in whole.decode().splitlines():
        at, ring, key, _ = line.split()
        yield Shredded(at=datetime.fromisoformat(at), ring=UUID(ring), key=None if key == ALL else UUID(key))


def _digest(before: str, words: str) -> str:
    return hashlib.sha256(f"{before}\n{words}".encode()).hexdigest()
