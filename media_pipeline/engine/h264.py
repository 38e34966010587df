"""What must be known of H.264 to put new pictures beside old ones: parameter sets, and how MP4 keeps samples."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from .samples import MalformedFragment, boxes

START_CODE = re.compile(rb"\x00*\x00\x00\x01")
SPS, PPS, LENGTH_BYTES = 7, 8, 4
SLICE, IDR_SLICE = 1, 5
SAMPLE_TABLE_ENTRY = 16  # in `stsd`: box header, version and flags, number of entries
VISUAL_ENTRY_FIELDS = 86  # in `avc1`: box header and fixed fields, before its own boxes
ENCODER_NAME = slice(SAMPLE_TABLE_ENTRY + 50, SAMPLE_TABLE_ENTRY + 82)  # the `compressorname` of the first entry


@dataclass(frozen=True)
class ParameterSets:
    """The SPS and PPS of a stream: two streams of equal sets can follow each other under one sample description."""

    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]

    @classmethod
    def of_stream(cls, annex_b: bytes) -> ParameterSets:
        units = split_units(annex_b)
        return cls(tuple(u for u in units if kind_of(u) == SPS), tuple(u for u in units if kind_of(u) == PPS))

    @classmethod
    def of_avcc(cls, avcc: bytes) -> ParameterSets:
        sps, at = _read_sets(avcc, 6, avcc[5] & 0x1F)
        pps, _ = _read_sets(avcc, at + 1, avcc[at])
        return cls(sps, pps)

    def avcc(self, like: bytes) -> bytes:
        """An `avcC` record of these sets; what follows the sets (chroma format, bit depth) is the other record's."""
        _, at = _read_sets(like, 6, like[5] & 0x1F)
        _, at = _read_sets(like, at + 1, like[at])
        head = bytes([1, *self.sps[0][1:4], 0xFC | LENGTH_BYTES - 1, 0xE0 | len(self.sps)])
        return head + _pack(self.sps) + bytes([len(self.pps)]) + _pack(self.pps) + like[at:]


def _read_sets(avcc: bytes, at: int, count: int) -> tuple[tuple[bytes, ...], int]:
    sets = []
    for _ in range(count):
        (size,) = struct.unpack_from(">H", avcc, at)
        sets.append(avcc[at + 2 : at + 2 + size])
        at += 2 + size
    return tuple(sets), at


def _pack(sets: tuple[bytes, ...]) -> bytes:
    return b"".join(struct.pack(">H", len(unit)) + unit for unit in sets)


def avcc_of(descriptions: bytes) -> bytes:
    """The `avcC` record inside a track's `stsd` box."""
    start, end = _avcc_place(descriptions)
    return descriptions[start + 8 : end]


def without_encoder_name(descriptions: bytes) -> bytes:
    """The same `stsd` box, no longer saying which program encoded the pictures."""
    return descriptions[: ENCODER_NAME.start] + bytes(32) + descriptions[ENCODER_NAME.stop :]


def with_avcc(descriptions: bytes, avcc: bytes) -> bytes:
    """The same `stsd` box with another `avcC` record."""
    start, end = _avcc_place(descriptions)
    box = struct.pack(">I4s", 8 + len(avcc), b"avcC") + avcc
    entry = descriptions[SAMPLE_TABLE_ENTRY + 4 : start] + box + descriptions[end:]
    entry = struct.pack(">I", len(entry) + 4) + entry
    return struct.pack(">I", SAMPLE_TABLE_ENTRY + len(entry)) + descriptions[4:SAMPLE_TABLE_ENTRY] + entry


def _avcc_place(descriptions: bytes) -> tuple[int, int]:
    first_box = SAMPLE_TABLE_ENTRY + VISUAL_ENTRY_FIELDS
    for box in boxes(descriptions, first_box):
        if box.kind == b"avcC":
            if descriptions[box.body + 4] & 3 != LENGTH_BYTES - 1:
                raise MalformedFragment("the units of a picture are not counted in four bytes")
            return box.start, box.end
    raise MalformedFragment("the rendition's picture is not H.264")


def split_units(annex_b: bytes) -> list[bytes]:
    return [unit for unit in START_CODE.split(annex_b) if unit]


def kind_of(unit: bytes) -> int:
    return unit[0] & 0x1F


def as_sample(annex_b: bytes) -> bytes:
    """An encoded picture as MP4 stores it: slices only, each behind its length. Parameter sets stand in the header."""
    slices = [unit for unit in split_units(annex_b) if kind_of(unit) in (SLICE, IDR_SLICE)]
    return b"".join(struct.pack(">I", len(unit)) + unit for unit in slices)
