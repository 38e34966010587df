"""Splits fragmented MP4, as it comes out of a pipe, into its beginning and its fragments.

Each fragment gets its place in the whole film written into it, so that an encoder that started in the middle continues
exactly where its predecessor was stopped.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from media_pipeline.engine.failures import TranscodeFailed

_HEADER = struct.Struct(">I4s")
_CONTAINERS = (b"moov", b"mvex", b"moof", b"traf")
_DURATION, _SIZE, _FLAGS, _OFFSET = 0x100, 0x200, 0x400, 0x800  # of a sample, in trun (ISO/IEC 14496-12, 8.8.8)


class NotFragments(TranscodeFailed):
    """What came out of the pipe is not the fragmented MP4 that we asked for."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """About a second of one rendition, which can be played on its own after the rendition's beginning."""

    number: int
    start_ticks: int
    duration_ticks: int
    samples: int
    payload: bytes


class FragmentSplitter:
    """Feed it bytes as they come; `beginning` is there once the first fragment is."""

    def __init__(self, *, first_number: int = 0, start_ticks: int = 0) -> None:
        self.beginning = b""
        self._next_number = first_number
        self._shift = start_ticks
        self._pending = bytearray()
        self._default_duration = 0
        self._moof: bytearray | None = None

    def feed(self, piece: bytes) -> Iterator[Fragment]:
        self._pending += piece
        while (box := self._whole_box()) is not None:
            kind = bytes(box[4:8])
            if kind in (b"ftyp", b"moov"):
                self.beginning += box
                self._remember_defaults(box)
            elif kind == b"moof":
                self._moof = box
            elif kind == b"mdat" and self._moof is not None:
                yield self._fragment(self._moof, box)
                self._moof = None

    def _whole_box(self) -> bytearray | None:
        if len(self._pending) < _HEADER.size:
            return None
        (length, _) = _HEADER.unpack_from(self._pending)
        if length < _HEADER.size:
            raise NotFragments("a box of impossible length")
        if len(self._pending) < length:
            return None
        box = self._pending[:length]
        del self._pending[:length]
        return box

    def _remember_defaults(self, box: bytearray) -> None:
        for kind, start, _ in _boxes(box, 0, len(box)):
            if kind == b"trex":
                (self._default_duration,) = struct.unpack_from(">I", box, start + 12)

    def _fragment(self, moof: bytearray, mdat: bytearray) -> Fragment:
        number, start, samples, duration, default = self._next_number, 0, 0, 0, self._default_duration
        for kind, place, _ in _boxes(moof, 0, len(moof)):
            if kind == b"mfhd":
                struct.pack_into(">I", moof, place + 4, number + 1)
            elif kind == b"tfhd":
                default = _default_duration(moof, place, default)
            elif kind == b"tfdt":
                start = self._shift_time(moof, place)
            elif kind == b"trun":
                samples, duration = _run(moof, place, default)
        self._next_number += 1
        return Fragment(number, start, duration, samples, bytes(moof + mdat))

    def _shift_time(self, moof: bytearray, place: int) -> int:
        if moof[place] != 1:
            raise NotFragments("a fragment's time of 32 bits")
        (time,) = struct.unpack_from(">Q", moof, place + 4)
        struct.pack_into(">Q", moof, place + 4, time + self._shift)
        return int(time + self._shift)


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and where the content begins and ends, of all boxes, those inside others included."""
    while start + _HEADER.size <= end:
        length, kind = _HEADER.unpack_from(data, start)
        if length < _HEADER.size or start + length > end:
            raise NotFragments("a box reaches beyond the one that holds it")
        yield kind, start + _HEADER.size, start + length
        if kind in _CONTAINERS:
            yield from _boxes(data, start + _HEADER.size, start + length)
        start += length


def _default_duration(moof: bytearray, place: int, otherwise: int) -> int:
    """From tfhd: optional fields in a fixed order, of which the duration is the third."""
    (flags,) = struct.unpack_from(">I", moof, place)
    flags &= 0xFFFFFF
    if not flags & 0x08:
        return otherwise
    field = place + 8 + (8 if flags & 0x01 else 0) + (4 if flags & 0x02 else 0)
    return int(struct.unpack_from(">I", moof, field)[0])


def _run(moof: bytearray, place: int, default_duration: int) -> tuple[int, int]:
    """How many samples a trun lists, and how long they last together."""
    flags, samples = struct.unpack_from(">II", moof, place)
    flags &= 0xFFFFFF
    if not flags & _DURATION:
        return samples, samples * default_duration
    first = place + 8 + (4 if flags & 0x01 else 0) + (4 if flags & 0x04 else 0)
    step = 4 * sum(bool(flags & field) for field in (_DURATION, _SIZE, _FLAGS, _OFFSET))
    return samples, sum(struct.unpack_from(">I", moof, first + step * n)[0] for n in range(samples))
