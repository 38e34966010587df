"""The outline of the sound that is drawn under the timeline: ten pairs a second of the lowest and the highest value."""

from __future__ import annotations

import numpy as np

PAIRS_A_SECOND = 10


class Peaks:
    """Feed it 16-bit little-endian mono sound as it comes; `data` holds signed bytes, low and high in turn."""

    def __init__(self, sample_rate: int) -> None:
        self._bytes_a_pair = 2 * sample_rate // PAIRS_A_SECOND
        self._pending = b""
        self._pairs = bytearray()

    def feed(self, piece: bytes) -> None:
        self._pending += piece
        whole = len(self._pending) - len(self._pending) % self._bytes_a_pair
        self._add(self._pending[:whole])
        self._pending = self._pending[whole:]

    @property
    def data(self) -> bytes:
        """Everything so far that fills a whole tenth of a second."""
        return bytes(self._pairs)

    def _add(self, sound: bytes) -> None:
        if sound:
            rows = np.frombuffer(sound, dtype="<i2").reshape(-1, self._bytes_a_pair // 2)
            pairs = np.stack([rows.min(axis=1), rows.max(axis=1)], axis=1) >> 8
            self._pairs += pairs.astype(np.int8).tobytes()
