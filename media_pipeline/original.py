"""An uploaded film as one file that can be read at any place."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable

from media_pipeline import vault
from media_pipeline.engine.failures import TranscodeCancelled
from media_pipeline.keys import unwrap
from media_pipeline.models import Recording
from media_pipeline.sealing import FRAME

PIECE = 1024**2


class OriginalFilm:
    """What arrived, byte for byte: the recording's parts in order.

    Parts and key are read here and now, so that `read_at` may run in a thread that has no database connection.
    One call at a time.
    """

    def __init__(self, recording: Recording) -> None:
        parts = recording.parts.values_list("start", "size", "object_name")
        self._parts = list(parts)
        self._starts = [start for start, _, _ in self._parts]
        self._key = unwrap(recording.key_ring, recording.wrapped_key)
        self.size = sum(size for _, size, _ in self._parts)
        self._held_from = 0
        self._held = b""

    def read_at(self, offset: int, length: int) -> bytes:
        """`length` bytes from `offset` on; fewer only at the film's end."""
        end = min(offset + length, self.size)
        pieces = []
        while offset < end:
            pieces.append(self._piece(offset, end))
            offset += len(pieces[-1])
        return b"".join(pieces)

    def _piece(self, offset: int, end: int) -> bytes:
        """As much of [offset, end) as lies in one part, at least a byte."""
        inside = offset - self._held_from
        if not 0 <= inside < len(self._held):
            self._hold(offset, end)
            inside = offset - self._held_from
        return self._held[inside : end - self._held_from]

    def _hold(self, offset: int, end: int) -> None:
        """Keep the frames around what is asked for: the next read usually begins in the last of them."""
        part_start, size, name = self._parts[bisect_right(self._starts, offset) - 1]
        start = (offset - part_start) // FRAME * FRAME
        stop = min(size, -(-(end - part_start) // FRAME) * FRAME)
        self._held = b"".join(vault.open_range(name, key=self._key, size=size, start=start, stop=stop))
        self._held_from = part_start + start


def sha256_of(film: OriginalFilm, *, stopped: Callable[[], bool]) -> str:
    """In hexadecimal digits; a piece of the film is in memory at a time. Raises TranscodeCancelled when `stopped`."""
    digest, offset = hashlib.sha256(), 0
    while piece := film.read_at(offset, PIECE):
        if stopped():
            raise TranscodeCancelled
        digest.update(piece)
        offset += len(piece)
    return digest.hexdigest()
