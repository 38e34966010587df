"""The body of a request straight from the server's stream, in pieces, as far as it came.

Django's own `request.body` would hold all of it in memory, and throws away what arrived when the connection is lost.
"""

import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

LONGEST_SILENCE = 60.0
"""Seconds. A phone that is out of reach says nothing at all; its thread has to be free for others some time."""

DRAIN_BYTES = 16 * 1024**2
DRAIN_SECONDS = 5.0


class Body:
    def __init__(self, environ: Mapping[str, Any]) -> None:
        self._stream = environ["wsgi.input"]
        self._socket: socket.socket | None = environ.get("gunicorn.socket")
        self._left = _announced(environ)
        self.lost = False
        if self._socket is not None:
            self._socket.settimeout(LONGEST_SILENCE)

    @property
    def left(self) -> int | None:
        """Bytes that are still to come; None where the client does not say (a chunked body)."""
        return self._left

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes, or fewer where the body ends or the connection was lost."""
        wanted = size if self._left is None else min(size, self._left)
        piece = self._read(wanted) if wanted else b""
        if self._left is not None:
            self._left -= len(piece)
            self.lost = self.lost or len(piece) < wanted
        if self.lost:
            self._left = 0
        return piece

    def drain(self) -> None:
        """Hear the client out, within reason: one that is cut off while it speaks never reads our answer."""
        deadline, drained = time.monotonic() + DRAIN_SECONDS, 0
        while drained < DRAIN_BYTES and time.monotonic() < deadline:
            piece = self.read(256 * 1024)
            if not piece:
                return
            drained += len(piece)

    def _read(self, wanted: int) -> bytes:
        try:
            return bytes(self._stream.read(wanted))
        except OSError:
            self.lost = True
            return self._what_arrived(wanted)

    def _what_arrived(self, wanted: int) -> bytes:
        """The server has kept what it had received of this piece, and gives it once nothing more can follow."""
        if self._socket is not None:
            with suppress(OSError):  # where the connection was reset there is nothing left to shut
                self._socket.shutdown(socket.SHUT_RD)
        try:
            return bytes(self._stream.read(wanted))
        except OSError:
            return b""


def _announced(environ: Mapping[str, Any]) -> int | None:
    if length := environ.get("CONTENT_LENGTH"):
        return int(length)
    return None if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked" else 0
