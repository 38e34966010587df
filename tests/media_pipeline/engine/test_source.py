"""A film is read through one socket, as if it were a file."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest

from media_pipeline.engine.source import RemoteFilm, SourceServer

CONTENT = random.Random(7).randbytes(3_000_000)


class Memory:
    """A film that remembers how it was read."""

    size = len(CONTENT)

    def __init__(self) -> None:
        self.reads: list[tuple[int, int]] = []

    def read_at(self, offset: int, length: int) -> bytes:
        self.reads.append((offset, length))
        return CONTENT[offset : offset + length]


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def film(memory: Memory) -> Iterator[RemoteFilm]:
    with SourceServer(memory) as server:
        yield RemoteFilm(server.connect().detach(), memory.size)


def test_any_place_reads_the_same_as_in_the_file(film: RemoteFilm) -> None:
    places = random.Random(3)
    for _ in range(200):
        offset, length = places.randrange(len(CONTENT)), places.randrange(1, 5000)
        film.seek(offset)
        piece = film.read(length)

        assert piece == CONTENT[offset : offset + len(piece)]
        assert piece


def test_reading_on_gives_everything_and_then_nothing(film: RemoteFilm) -> None:
    read = b"".join(iter(lambda: film.read(100_000), b""))

    assert read == CONTENT
    assert film.read(10) == b""


def test_reading_in_order_asks_seldom(film: RemoteFilm, memory: Memory) -> None:
    while film.read(32_768):
        pass

    assert len(memory.reads) < 8


def test_knows_its_end(film: RemoteFilm) -> None:
    assert film.seek(0, os.SEEK_END) == len(CONTENT)
    assert film.seek(-10, os.SEEK_CUR) == len(CONTENT) - 10
    assert film.read(100) == CONTENT[-10:]


def test_a_failing_storage_is_told_to_both_sides() -> None:
    class Away(Memory):
        def read_at(self, offset: int, length: int) -> bytes:
            raise ConnectionError("the storage is away")

    with SourceServer(Away()) as server:
        film = RemoteFilm(server.connect().detach(), 10)

        with pytest.raises(OSError, match="cannot be read"):
            film.read(10)
        with pytest.raises(ConnectionError, match="storage is away"):
            server.raise_failure()
