"""Where the bytes of an uploaded film come from, and how an untrusting child gets them.

The child that parses a film has no key, no path and no network. All it has is one socket on which it may ask for
"length bytes at offset" of its own film. No plaintext touches a disk.
"""

from __future__ import annotations

import io
import os
import socket
import struct
import threading
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

_REQUEST = struct.Struct(">QI")
_ANSWER = struct.Struct(">I")
_REFUSED = b"\xff\xff\xff\xff"
_LONGEST_READ = 4 << 20
_FIRST_READ = 256 << 10


class FilmSource(Protocol):
    """A film that can be read at any place.

    `read_at` is called from a thread of the engine's own, one call at a time; it must not use the caller's database
    connection. It answers with fewer bytes than asked only at the end of the film.
    """

    @property
    def size(self) -> int: ...

    def read_at(self, offset: int, length: int) -> bytes: ...


class FileSource:
    """A film that lies in an ordinary file."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self.size = self._path.stat().st_size

    def read_at(self, offset: int, length: int) -> bytes:
        with self._path.open("rb") as film:
            return os.pread(film.fileno(), length, offset)


class SourceServer:
    """Answers reads of one film, for any number of children, until it is closed."""

    def __init__(self, source: FilmSource) -> None:
        self.size = source.size
        self._source = source
        self._one_at_a_time = threading.Lock()
        self._ours: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._failure: Exception | None = None

    def connect(self) -> socket.socket:
        """The child's end of a new connection. Close it here as soon as the child has it."""
        ours, theirs = socket.socketpair()
        thread = threading.Thread(target=self._serve, args=(ours,), name="film-source", daemon=True)
        self._ours.append(ours)
        self._threads.append(thread)
        thread.start()
        return theirs

    def raise_failure(self) -> None:
        """A failure of the source (a storage that is away) must not be mistaken for a damaged film."""
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        for connection in self._ours:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # the child hung up first
                continue
        for thread in self._threads:
            thread.join()
        for connection in self._ours:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _serve(self, connection: socket.socket) -> None:
        try:
            while request := _receive(connection, _REQUEST.size):
                connection.sendall(self._answer(*_REQUEST.unpack(request)))
        except OSError:  # the child ended, or we were closed
            return

    def _answer(self, offset: int, length: int) -> bytes:
        try:
            with self._one_at_a_time:
                piece = self._source.read_at(offset, min(length, _LONGEST_READ)) if offset < self._source.size else b""
        except Exception as error:  # noqa: BLE001 - kept, and raised in the caller's thread by raise_failure
            self._failure = error
            return _REFUSED
        return _ANSWER.pack(len(piece)) + piece


class RemoteFilm(io.RawIOBase):
    """The child's side: a seekable file that asks the server. Reads ahead, further while the reading is in order."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._connection = socket.socket(fileno=descriptor)
        self.size = size
        self._position = 0
        self._start = 0
        self._held = b""
        self._ahead = _FIRST_READ

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def read(self, length: int = -1) -> bytes:
        wanted = self.size - self._position if length < 0 else length
        inside = self._position - self._start
        if not 0 <= inside < len(self._held):
            self._fetch(wanted)
            inside = 0
        piece = self._held[inside : inside + wanted]
        self._position += len(piece)
        return piece

    def _fetch(self, wanted: int) -> None:
        in_order = self._position == self._start + len(self._held)
        self._ahead = min(self._ahead * 2, _LONGEST_READ) if in_order else _FIRST_READ
        self._connection.sendall(_REQUEST.pack(self._position, min(max(wanted, self._ahead), _LONGEST_READ)))
        answer = _receive(self._connection, _ANSWER.size)
        if not answer or answer == _REFUSED:
            raise OSError("the film cannot be read at this place")
        (length,) = _ANSWER.unpack(answer)
        self._start, self._held = self._position, _receive(self._connection, length)


def _receive(connection: socket.socket, length: int) -> bytes:
    """Exactly this many bytes, or none when the other side hung up."""
    received = bytearray(length)
    view, filled = memoryview(received), 0
    while filled < length:
        count = connection.recv_into(view[filled:])
        if not count:
            return b""
        filled += count
    return bytes(received)
