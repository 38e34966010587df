"""Where a file goes that is written from its first byte to its last: into sealed slices of at most 4 MiB."""

import hashlib
from collections.abc import Callable

from media_pipeline import vault

LARGEST_PART = 4 * 1024**2


class SealedParts:
    """A sink; memory holds one slice of what it is given. `stopped` raises when nothing more shall be stored."""

    def __init__(self, *, key: bytes, stopped: Callable[[], None] = lambda: None) -> None:
        self.stored: list[tuple[str, int]] = []
        self._key = key
        self._stopped = stopped
        self._pending = bytearray()
        self._digest = hashlib.sha256()

    def write(self, data: bytes | memoryview) -> int:
        self._digest.update(data)
        self._pending += data
        while len(self._pending) >= LARGEST_PART:
            self._store(LARGEST_PART)
        return len(data)

    def flush(self) -> None:
        """Whoever writes a zip asks for it after each file; a slice that is not full waits."""

    def close(self) -> None:
        if self._pending:
            self._store(len(self._pending))

    def remove(self) -> None:
        vault.remove([name for name, _ in self.stored])

    @property
    def size(self) -> int:
        return sum(size for _, size in self.stored)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def places(self) -> list[tuple[int, int, str]]:
        """First byte, size and object of each slice."""
        rows, start = [], 0
        for name, size in self.stored:
            rows.append((start, size, name))
            start += size
        return rows

    def _store(self, size: int) -> None:
        self._stopped()
        self.stored.append((vault.put(bytes(self._pending[:size]), key=self._key), size))
        del self._pending[:size]
