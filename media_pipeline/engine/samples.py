"""Where every picture or packet of sound lies inside the fragments of a rendition, read without decoding anything."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

TFHD_DEFAULTS = ((0x08, "duration"), (0x10, "size"), (0x20, "flags"))
TFHD_BASE_OFFSET, TFHD_DESCRIPTION = 0x01, 0x02
TRUN_OFFSET, TRUN_FIRST_FLAGS = 0x01, 0x04
TRUN_COLUMNS = ((0x100, "duration"), (0x200, "size"), (0x400, "flags"), (0x800, "shift"))
NOT_A_KEY = 0x10000


class MalformedFragment(ValueError):
    """Bytes that are not the fragmented MP4 that our own transcode makes."""


@dataclass(frozen=True)
class Box:
    """One MP4 box: `start` is where its header begins, `body` where its content begins."""

    kind: bytes
    start: int
    body: int
    end: int


@dataclass(frozen=True)
class Track:
    """What an init segment says about its only track; `descriptions` is its whole `stsd` box."""

    timescale: int
    width: int
    height: int
    descriptions: bytes
    defaults: dict[str, int]


@dataclass(frozen=True)
class Run:
    """Neighbouring samples of a fragment: ticks, sizes, and where the first one's bytes begin."""

    start: int
    durations: list[int]
    sizes: list[int]
    offset: int
    begins_with_key: bool

    def bytes_of(self, fragment: bytes, first: int, last: int) -> memoryview:
        """The samples [first, last) of this run."""
        begin = self.offset + sum(self.sizes[:first])
        return memoryview(fragment)[begin : begin + sum(self.sizes[first:last])]


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    end = len(data) if end is None else end
    while start < end:
        if end - start < 8:
            raise MalformedFragment("a box is cut off")
        size, kind = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        if size < body - start or start + size > end:
            raise MalformedFragment(f"box {kind!r} does not fit where it lies")
        yield Box(kind, start, body, start + size)
        start += size


def find_box(data: bytes, *path: bytes) -> Box:
    """The first box at a path such as `moov`, `trak`, `tkhd`."""
    found = Box(b"file", 0, 0, len(data))
    for kind in path:
        inside = next((box for box in boxes(data, found.body, found.end) if box.kind == kind), None)
        if inside is None:
            raise MalformedFragment(f"no {kind!r} in {b'/'.join(path)!r}")
        found = inside
    return found


def read_track(init: bytes) -> Track:
    header = find_box(init, b"moov", b"trak", b"mdia", b"mdhd")
    timescale_at = header.body + (20 if init[header.body] == 1 else 12)
    shape = struct.unpack_from(">II", init, find_box(init, b"moov", b"trak", b"tkhd").end - 8)
    descriptions = find_box(init, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")
    defaults = struct.unpack_from(">III", init, find_box(init, b"moov", b"mvex", b"trex").body + 12)
    return Track(
        timescale=struct.unpack_from(">I", init, timescale_at)[0],
        width=shape[0] >> 16,
        height=shape[1] >> 16,
        descriptions=init[descriptions.start : descriptions.end],
        defaults=dict(zip(("duration", "size", "flags"), defaults, strict=True)),
    )


def read_runs(fragment: bytes, track: Track) -> Iterator[Run]:
    """Every run of samples in a fragment, in order of time."""
    for moof in boxes(fragment):
        if moof.kind == b"moof":
            for part in boxes(fragment, moof.body, moof.end):
                if part.kind == b"traf":
                    yield from _runs_of_track(fragment, moof, part, track)


def _runs_of_track(fragment: bytes, moof: Box, traf: Box, track: Track) -> Iterator[Run]:
    parts = list(boxes(fragment, traf.body, traf.end))
    by_kind = {part.kind: part for part in parts}
    if not {b"tfhd", b"tfdt"} <= by_kind.keys():
        raise MalformedFragment("a fragment does not say when it begins")
    defaults = track.defaults | _own_defaults(fragment, by_kind[b"tfhd"])
    start = _decode_time(fragment, by_kind[b"tfdt"])
    for part in parts:
        if part.kind == b"trun":
            run = _read_run(fragment, moof, part, start, defaults)
            yield run
            start += sum(run.durations)


def _decode_time(fragment: bytes, tfdt: Box) -> int:
    layout = ">Q" if fragment[tfdt.body] == 1 else ">I"
    return int(struct.unpack_from(layout, fragment, tfdt.body + 4)[0])


def _own_defaults(fragment: bytes, tfhd: Box) -> dict[str, int]:
    flags, at = _flags(fragment, tfhd), tfhd.body + 8
    if flags & TFHD_BASE_OFFSET:
        raise MalformedFragment("a fragment counts its offsets from elsewhere")
    at += 4 if flags & TFHD_DESCRIPTION else 0
    own = {}
    for flag, name in TFHD_DEFAULTS:
        if flags & flag:
            (own[name],) = struct.unpack_from(">I", fragment, at)
            at += 4
    return own


def _read_run(fragment: bytes, moof: Box, trun: Box, start: int, defaults: dict[str, int]) -> Run:
    flags, at = _flags(fragment, trun), trun.body + 8
    (count,) = struct.unpack_from(">I", fragment, trun.body + 4)
    if not flags & TRUN_OFFSET:
        raise MalformedFragment("a run of samples does not say where it lies")
    (offset,) = struct.unpack_from(">i", fragment, at)
    at += 4
    first_flags = defaults["flags"]
    if flags & TRUN_FIRST_FLAGS:
        (first_flags,) = struct.unpack_from(">I", fragment, at)
        at += 4
    columns = [name for flag, name in TRUN_COLUMNS if flags & flag]
    table = np.frombuffer(fragment, ">u4", count * len(columns), at).reshape(count, len(columns))
    values = {name: table[:, column].tolist() for column, name in enumerate(columns)}
    if any(values.get("shift", ())):
        raise MalformedFragment("pictures are not stored in the order in which they are shown")
    first_flags = values["flags"][0] if "flags" in values else first_flags
    return Run(
        start=start,
        durations=values.get("duration") or [defaults["duration"]] * count,
        sizes=values.get("size") or [defaults["size"]] * count,
        offset=moof.start + offset,
        begins_with_key=not first_flags & NOT_A_KEY,
    )


def _flags(data: bytes, box: Box) -> int:
    return int(struct.unpack_from(">I", data, box.body)[0]) & 0xFFFFFF
