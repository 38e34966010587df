"""Clips larger than any that a test could write: only their header is made."""

from __future__ import annotations

import struct

import pytest

from media_pipeline.engine.clip_file import Chunk, TrackLayout, header
from media_pipeline.engine.samples import find_box

GIGABYTE = 2**30


@pytest.mark.parametrize(("gigabytes", "table", "number"), [(1, b"stco", ">I"), (3, b"co64", ">Q"), (6, b"co64", ">Q")])
def test_places_every_chunk_whatever_the_size_of_the_clip(gigabytes: int, table: bytes, number: str) -> None:
    chunks = [Chunk(start=n * 1000, sizes=[GIGABYTE], durations=[1000]) for n in range(gigabytes)]
    track = TrackLayout(1000, b"\x00\x00\x00\x10stsd" + bytes(8), chunks, width=1280, height=720)

    made = header([track])

    place = find_box(made, b"moov", b"trak", b"mdia", b"minf", b"stbl", table)
    offsets = [
        struct.unpack_from(number, made, place.body + 8 + n * struct.calcsize(number))[0] for n in range(gigabytes)
    ]
    assert offsets == [len(made) + n * GIGABYTE for n in range(gigabytes)]
    assert made.endswith(_mdat_header(gigabytes * GIGABYTE))


def _mdat_header(size: int) -> bytes:
    short = size + 8 < 2**32
    return struct.pack(">I4s", size + 8, b"mdat") if short else struct.pack(">I4sQ", 1, b"mdat", size + 16)
