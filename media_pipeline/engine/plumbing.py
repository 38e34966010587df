"""Reads many pipes at once, so that no child ever waits because another one is being listened to."""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
from collections.abc import Callable
from types import TracebackType
from typing import Self

_PIECE = 256 << 10
_ROOM = 1 << 20

Listener = Callable[[bytes], None]


class Plumbing:
    """Pipes that children write to. Each listener is called, in the caller's thread, with what arrived."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._ours: list[int] = []
        self._theirs: list[int] = []

    def outlet(self, listener: Listener) -> int:
        """A new pipe; the answer is its writing end, for a child."""
        reading, writing = os.pipe()
        with contextlib.suppress(OSError):  # more room is a wish: the kernel limits what one user may have
            fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, _ROOM)
        self._ours.append(reading)
        self._theirs.append(writing)
        self.listen(reading, listener)
        return writing

    def listen(self, reading: int, listener: Listener) -> None:
        """To a pipe that somebody else made and will close."""
        self._selector.register(reading, selectors.EVENT_READ, listener)

    def hand_over(self) -> None:
        """The children have their ends now; close ours, so that the end of a child is the end of its pipe."""
        while self._theirs:
            os.close(self._theirs.pop())

    @property
    def flowing(self) -> bool:
        return bool(self._selector.get_map())

    def drain(self, *, wait: float) -> bool:
        """Passes on what has arrived; answers whether anything has."""
        ready = self._selector.select(wait)
        for key, _ in ready:
            piece = os.read(key.fd, _PIECE)
            if not piece:
                self._selector.unregister(key.fd)
            key.data(piece)
        return bool(ready)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hand_over()
        self._selector.close()
        for reading in self._ours:
            os.close(reading)
