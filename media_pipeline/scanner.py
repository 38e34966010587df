"""Asks a virus scanner about a film before anything of it is decoded: clamd, where `VIG_CLAMD` names one.

It speaks clamd's own INSTREAM protocol over TCP (`host:port`) or a socket in the file system (`/run/clamav/clamd.ctl`).
Whatever is no plain "OK" lets no film through: a scanner that is away or says something else is waited for.
"""

import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count, takewhile

from media_pipeline.engine.failures import TranscodeCancelled, UnusableFilm

PIECE = 1024**2
SECONDS = 60  # for one step; a long film is sent in many
LONGEST_ANSWER = 4096

INFECTED = (
    "The virus scanner of your service found something harmful in this file, so it was not opened. Please tell your "
    "IT support, and upload the film as the camera or phone saved it."
)
TOO_LARGE = (
    "This film is larger than the virus scanner of your service looks at, so it was not opened. Please upload the part "
    "that you want to work with, or ask an administrator."
)


class ScannerAway(Exception):
    """No scanner answers in a way that we understand; the message is for administrators."""


def ask_whether_clean(address: str, read_at: Callable[[int, int], bytes], *, stopped: Callable[[], bool]) -> None:
    """Returns if the scanner finds nothing. Raises UnusableFilm, ScannerAway, or TranscodeCancelled when `stopped`."""
    with connected(address) as clamd:
        answer = _ask(clamd, b"INSTREAM", _pieces(read_at, stopped))
    if answer == "stream: OK":
        return
    if answer.endswith(" FOUND"):
        raise UnusableFilm("harmful", INFECTED)
    if "size limit exceeded" in answer:
        raise UnusableFilm("too_large_to_scan", TOO_LARGE)
    raise ScannerAway(f"The virus scanner at {address} answered: {answer[:200]!r}.")


def ping(address: str) -> None:
    """Raises ScannerAway."""
    with connected(address) as clamd:
        answer = _ask(clamd, b"PING", ())
    if answer != "PONG":
        raise ScannerAway(f"The virus scanner at {address} answered: {answer[:200]!r}.")


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    try:
        with _connection(address) as clamd:
            yield clamd
    except OSError as error:
        raise ScannerAway(f"The virus scanner at {address} cannot be reached ({error.strerror or error}).") from error


def _connection(address: str) -> socket.socket:
    if address.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(SECONDS)
        clamd.connect(address)
        return clamd
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _ask(clamd: socket.socket, command: bytes, pieces: Iterable[bytes]) -> str:
    """The null-terminated form of a command, its stream of pieces with their lengths, and the answer to it."""
    clamd.sendall(b"z%s\0" % command)
    try:
        for piece in pieces:
            clamd.sendall(struct.pack(">I", len(piece)) + piece)
        if command == b"INSTREAM":
            clamd.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has heard enough, and says why
    return _answer(clamd)


def _answer(clamd: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := clamd.recv(LONGEST_ANSWER)):
        answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _pieces(read_at: Callable[[int, int], bytes], stopped: Callable[[], bool]) -> Iterator[bytes]:
    for piece in takewhile(len, (read_at(number * PIECE, PIECE) for number in count())):
        if stopped():
            raise TranscodeCancelled
        yield piece
