"""Rings and the keys on them: files outside database and films.

A ring (one a case) is a file with the ring's key, wrapped by the master key. Each recording and each cut has a key of
its own on the ring: a file, wrapped by the ring's key. It wraps the data key, which lies in the database. Shredding a
key on the ring closes one film, shredding the ring closes the case, whatever was copied before.

While a ring's key is changed, its file holds two: the first wraps, both are read.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from . import folder, masters, shredded
from .folder import Stamp
from .wrapping import WRAPPED_BYTES, WrongKey, new_key, unwrap, wrap

ID_BYTES = 16
LOOKS = 3
"""A ring whose key is being changed may change once, at most twice, between two looks."""


class RingDestroyed(Exception):
    """The key ring is gone, and with it everything that it locked."""


class KeyDestroyed(Exception):
    """The key of this recording or cut is gone from its ring, and with it everything that it locked."""


def new_data_key(ring: UUID) -> tuple[bytes, bytes]:
    """A fresh key, plain and wrapped; the ring is made when it is needed first. Raises RingDestroyed."""
    plain, key_id = new_key(), uuid4()
    with folder.changing():
        key = put_on_ring(ring, key_id)
    return plain, key_id.bytes + wrap(key, plain, bound_to=data_key_under(key_id))


def open_data_key(ring: UUID, wrapped: bytes | memoryview) -> bytes:
    """Looks at the files every time, so that what another process destroyed is destroyed here too.

    Raises RingDestroyed, KeyDestroyed or WrongKey.
    """
    content = bytes(wrapped)
    key_id = id_of(content)
    return unwrap(_key_on_ring(ring, key_id), content[ID_BYTES:], bound_to=data_key_under(key_id))


def id_of(wrapped: bytes | memoryview) -> UUID:
    """Which key on the ring wraps it. Raises WrongKey."""
    if len(wrapped) < ID_BYTES:
        raise WrongKey
    return UUID(bytes=bytes(wrapped[:ID_BYTES]))


def put_on_ring(ring: UUID, key_id: UUID) -> bytes:
    """A new key. For whoever holds `folder.changing()`."""
    key = new_key()
    if not ring_path(ring).exists():
        _make_ring(ring)
    folder.write(key_path(ring, key_id), wrap(ring_keys(ring)[0], key, bound_to=key_on_ring(ring, key_id)))
    return key


def destroy_keys(ring: UUID, key_ids: Iterable[UUID]) -> None:
    """Nothing that these keys of a ring locked can be read again. Harmless when repeated."""
    with folder.changing():
        there = [key_id for key_id in key_ids if key_path(ring, key_id).exists()]
        if there:
            shredded.write_down(shredded.Shredded(at=timezone.now(), ring=ring, key=key_id) for key_id in there)
        for key_id in there:
            folder.shred(key_path(ring, key_id))


def retire_keys(ring: UUID, key_ids: Iterable[UUID]) -> None:
    """Shred keys that nothing is under any more, without a line in the log: a backup of before may come back with its
    own keys. Harmless when repeated.
    """
    with folder.changing():
        for key_id in key_ids:
            folder.shred(key_path(ring, key_id))


def destroy_ring(ring: UUID) -> None:
    """Nothing that the ring locked can be read again, from no backup of database or films. Harmless when repeated."""
    with folder.changing():
        if ring_path(ring).exists() or keys_on(ring):
            shredded.write_down([shredded.Shredded(at=timezone.now(), ring=ring, key=None)])
            shred_ring(ring)


def shred_ring(ring: UUID) -> None:
    """For whoever holds `folder.changing()`."""
    folder.shred(ring_path(ring))
    for path in keys_on(ring):
        folder.shred(path)
    if folder_of(ring).exists():
        folder_of(ring).rmdir()
    _opened_ring.cache_clear()
    _opened_key.cache_clear()


def has_ring(ring: UUID) -> bool:
    return ring_path(ring).exists()


def ring_keys(ring: UUID) -> tuple[bytes, ...]:
    """The first wraps. Raises RingDestroyed or WrongKey."""
    try:
        return _opened_ring(ring, ring_path(ring), folder.stamp(ring_path(ring)))
    except FileNotFoundError:
        raise RingDestroyed(str(ring)) from None


def rings_folder() -> Path:
    return folder.root() / "rings"


def ring_path(ring: UUID) -> Path:
    return rings_folder() / f"{ring}.key"


def folder_of(ring: UUID) -> Path:
    return rings_folder() / str(ring)


def key_path(ring: UUID, key_id: UUID) -> Path:
    return folder_of(ring) / f"{key_id}.key"


def rings() -> list[UUID]:
    return sorted(UUID(path.stem) for path in rings_folder().glob("*.key"))


def keys_on(ring: UUID) -> list[Path]:
    return sorted(folder_of(ring).glob("*.key"))


def ring_name(ring: UUID) -> bytes:
    return b"ring " + ring.bytes


def key_on_ring(ring: UUID, key_id: UUID) -> bytes:
    return b"key " + key_id.bytes + b" of ring " + ring.bytes


def data_key_under(key_id: UUID) -> bytes:
    return b"data key under " + key_id.bytes


def records(content: bytes) -> list[bytes]:
    """The wrapped keys that a ring's file holds."""
    return [content[start : start + WRAPPED_BYTES] for start in range(0, len(content), WRAPPED_BYTES)]


def unwrap_by_any(ring_keys: Iterable[bytes], wrapped: bytes, *, bound_to: bytes) -> bytes:
    for key in ring_keys:
        try:
            return unwrap(key, wrapped, bound_to=bound_to)
        except WrongKey:
            continue
    raise WrongKey


def _make_ring(ring: UUID) -> None:
    """A ring that was shredded is never made anew: what it locks from then on would go with the next restore."""
    if shredded.ring_is_shredded(ring):
        raise RingDestroyed(str(ring))
    folder.write(ring_path(ring), masters.wrap(new_key(), bound_to=ring_name(ring)))


def _key_on_ring(ring: UUID, key_id: UUID) -> bytes:
    of_ring, path = _paths(settings.VIG_KEYS_DIR, ring, key_id)
    for look in range(LOOKS):
        try:
            ring_file = folder.stamp(of_ring)
        except FileNotFoundError:
            raise RingDestroyed(str(ring)) from None
        try:
            return _opened_key(ring, key_id, path, ring_file, folder.stamp(path))
        except FileNotFoundError:
            raise KeyDestroyed(str(key_id)) from None
        except WrongKey:
            if look == LOOKS - 1:
                raise
    raise AssertionError("unreachable")


@lru_cache(maxsize=64)
def _opened_ring(ring: UUID, path: Path, seen: Stamp) -> tuple[bytes, ...]:
    return tuple(masters.unwrap(record, bound_to=ring_name(ring)) for record in records(path.read_bytes()))


@lru_cache(maxsize=256)
def _opened_key(ring: UUID, key_id: UUID, path: str, ring_file: Stamp, seen: Stamp) -> bytes:
    return unwrap_by_any(ring_keys(ring), Path(path).read_bytes(), bound_to=key_on_ring(ring, key_id))


@lru_cache(maxsize=256)
def _paths(root: Path, ring: UUID, key_id: UUID) -> tuple[str, str]:
    """Of the ring and of the key on it."""
    return str(ring_path(ring)), str(key_path(ring, key_id))
