"""What the children complain of while they work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

_LINES_KEPT = 40
_LONGEST_LINE = 300


class Trouble:
    """The last lines for the log, and the number of moments with complaints, for the person.

    `where` says how far the work is: complaints at the same point are about one damaged place.
    """

    def __init__(self, *, where: Callable[[], int]) -> None:
        self._where = where
        self._lines: deque[str] = deque(maxlen=_LINES_KEPT)
        self._places: set[int] = set()

    def listen(self, piece: bytes) -> None:
        lines = piece.decode("utf-8", "replace").splitlines()
        self._lines.extend(line[:_LONGEST_LINE] for line in lines)
        if lines:
            self._places.add(self._where())

    @property
    def places(self) -> int:
        return len(self._places)

    @property
    def tail(self) -> str:
        return "\n".join(self._lines)
