"""The form in which film lies in storage: bytes that nobody can read, move, drop or swap unnoticed.

A sealed object is 8 random bytes, then frames of 256 KiB, each AES-256-GCM with a tag of its own, so that any range
can be read without the rest. Nonce: those 8 bytes and the frame's number. Associated data: the object's name, the
frame's number and how many frames there are.
"""

import os
import struct
from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FRAME = 256 * 1024
TAG = 16
SALT = 8

Reader = Callable[[int, int], bytes]
"""`read(offset, length)` of a sealed object; fewer bytes than asked only at its end."""


class SealBroken(Exception):
    """The stored bytes are not the ones that were sealed under this key and name."""


def seal(plain: bytes | memoryview, *, key: bytes, name: str) -> bytes:
    return b"".join(sealed_pieces(plain, key=key, name=name))


def sealed_pieces(plain: bytes | memoryview, *, key: bytes, name: str) -> Iterator[bytes]:
    """The sealed object piece by piece, so that it need never be in memory beside the plain bytes."""
    salt, cipher, view = os.urandom(SALT), AESGCM(key), memoryview(plain)
    frames = _frames_of(len(view))
    yield salt
    for number in range(frames):
        frame = view[number * FRAME : (number + 1) * FRAME]
        yield cipher.encrypt(_nonce(salt, number), frame, _bound_to(name, number, frames))


def unseal_range(read: Reader, *, key: bytes, name: str, size: int, start: int, stop: int) -> Iterator[bytes]:
    """The plain bytes [start, stop) of an object that holds `size`, a frame at a time."""
    if not 0 <= start <= stop <= size:
        raise ValueError(f"{start} to {stop} does not lie in {size} bytes")
    if start == stop and size:
        return
    salt, cipher, frames = read(0, SALT), AESGCM(key), _frames_of(size)
    for number in range(start // FRAME, max(1, -(-stop // FRAME))):
        begin = number * FRAME
        sealed = read(sealed_offset(begin), min(FRAME, size - begin) + TAG)
        try:
            plain = cipher.decrypt(_nonce(salt, number), sealed, _bound_to(name, number, frames))
        except (InvalidTag, ValueError) as error:  # ValueError: cut off within the salt
            raise SealBroken(name) from error
        inside = slice(max(0, start - begin), stop - begin)
        yield plain if inside == slice(0, len(plain)) else plain[inside]


def sealed_offset(plain_offset: int) -> int:
    """Where the frame that begins at `plain_offset` lies in the sealed object."""
    return SALT + plain_offset // FRAME * (FRAME + TAG)


def _frames_of(size: int) -> int:
    """At least one, so that even an empty object has a tag."""
    return max(1, -(-size // FRAME))


def _nonce(salt: bytes, number: int) -> bytes:
    return salt + struct.pack(">I", number)


def _bound_to(name: str, number: int, frames: int) -> bytes:
    return name.encode() + struct.pack(">II", number, frames)
