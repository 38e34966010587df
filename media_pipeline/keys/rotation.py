"""A new key in an old one's place while everything goes on: films play, uploads arrive, others are shredded.

The old and the new key are both read until nothing is under the old one any more. Every step changes one file, whole,
while nobody else changes any; killed between two steps, the next call goes on. Reading waits for nobody.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from . import folder, masters, rings
from .masters import software
from .wrapping import WrongKey, new_key, unwrap, wrap


class NothingToRotate(Exception):
    """Every ring is under the master key that wraps already. What to do is said."""


@dataclass(frozen=True)
class Progress:
    done: int
    total: int


def begin_ring(ring: UUID) -> str:
    """The ring gets a second key, which wraps from now on. Names the change: the same one until it is finished.

    Raises RingDestroyed.
    """
    with folder.changing():
        rings.ring_keys(ring)
        path = rings.ring_path(ring)
        held = rings.records(path.read_bytes())
        if len(held) == 1:
            held.insert(0, masters.wrap(new_key(), bound_to=rings.ring_name(ring)))
            folder.write(path, b"".join(held))
        return _name(held[0])


def rewrap_keys(ring: UUID) -> Iterator[Progress]:
    """Every key on the ring goes under the ring's new key, one a step."""
    paths = rings.keys_on(ring)
    for done, path in enumerate(paths, start=1):
        with folder.changing():
            _rewrap_key(ring, path)
        yield Progress(done, len(paths))


def finish_ring(ring: UUID) -> None:
    """The old key of the ring goes. Raises RingDestroyed."""
    with folder.changing():
        for path in rings.keys_on(ring):
            _rewrap_key(ring, path)
        rings.ring_keys(ring)
        path = rings.ring_path(ring)
        folder.replace(path, rings.records(path.read_bytes())[0])


def begin_master() -> str:
    """The file of the master key gets a second one, which wraps from now on; one that comes from elsewhere is there.

    Names the key that wraps. Raises NothingToRotate where no other is being read.
    """
    with folder.changing():
        if masters.source() == masters.FILE:
            words = _words()
            if len(words) == 1:
                folder.write(software.key_file(), b"\n".join([software.new_word(), *words]) + b"\n")
        elif len(masters.masters()) == 1:
            raise NothingToRotate(masters.how_to_change())
        return masters.masters()[0].name


def rewrap_rings() -> Iterator[Progress]:
    """Every ring goes under the master key that wraps, one a step."""
    every = rings.rings()
    for done, ring in enumerate(every, start=1):
        with folder.changing():
            _rewrap_ring(ring)
        yield Progress(done, len(every))


def finish_master() -> None:
    """A key that lay in the file and wraps no longer goes. Only people take one out of environment or token."""
    with folder.changing():
        for ring in rings.rings():
            _rewrap_ring(ring)
        if masters.source() == masters.FILE:
            folder.replace(software.key_file(), _words()[0] + b"\n")
        else:
            folder.shred(software.key_file())


def _rewrap_key(ring: UUID, path: Path) -> None:
    """Leaves alone what was shredded meanwhile."""
    if not path.exists():
        return
    current, *_ = every = rings.ring_keys(ring)
    bound_to = rings.key_on_ring(ring, UUID(path.stem))
    try:
        unwrap(current, path.read_bytes(), bound_to=bound_to)
    except WrongKey:
        key = rings.unwrap_by_any(every, path.read_bytes(), bound_to=bound_to)
        folder.write(path, wrap(current, key, bound_to=bound_to))


def _rewrap_ring(ring: UUID) -> None:
    path, bound_to = rings.ring_path(ring), rings.ring_name(ring)
    if not path.exists():
        return
    held, master = rings.records(path.read_bytes()), masters.masters()[0]
    if not all(_opens(master, record, bound_to=bound_to) for record in held):
        plain = [masters.unwrap(record, bound_to=bound_to) for record in held]
        folder.write(path, b"".join(master.wrap(key, bound_to=bound_to) for key in plain))


def _opens(master: masters.MasterKey, record: bytes, *, bound_to: bytes) -> bool:
    try:
        master.unwrap(record, bound_to=bound_to)
    except WrongKey:
        return False
    return True


def _words() -> list[bytes]:
    masters.masters()  # in demo mode this makes the file
    return software.key_file().read_bytes().split()


def _name(record: bytes) -> str:
    return hashlib.sha256(record).hexdigest()[:16]
