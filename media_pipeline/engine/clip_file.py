"""The header of a progressive MP4, laid out before its samples are written ("fast start").

Everything is computed from sizes and durations, so a clip goes out in one pass, byte after byte, into a sink that
cannot seek. No dates, no names, no encoder string: nothing that the film's own samples do not hold.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
LANGUAGE_UNDETERMINED = 0x55C4
ENABLED_IN_MOVIE = 3
LARGEST_SHORT_BOX = 2**32 - 1


@dataclass(frozen=True)
class Chunk:
    """Samples of one track that lie side by side in the file, at `start` ticks from the clip's beginning."""

    start: int
    sizes: Sequence[int]
    durations: Sequence[int]
    begins_with_key: bool = True


@dataclass(frozen=True)
class TrackLayout:
    """One track of the file. `delay` is how many ticks after the clip's beginning its first sample is shown."""

    timescale: int
    descriptions: bytes
    chunks: Sequence[Chunk]
    width: int = 0
    height: int = 0
    delay: int = 0
    sizes: list[int] = field(init=False)
    durations: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", [size for chunk in self.chunks for size in chunk.sizes])
        object.__setattr__(self, "durations", [ticks for chunk in self.chunks for ticks in chunk.durations])

    @property
    def is_picture(self) -> bool:
        return self.height > 0


def chunks_in_file_order(tracks: Sequence[TrackLayout]) -> list[tuple[int, int]]:
    """(track, chunk) pairs as the file holds them: by time, so that a player reads straight through."""
    places = [
        (chunk.start / track.timescale, t, c) for t, track in enumerate(tracks) for c, chunk in enumerate(track.chunks)
    ]
    return [(t, c) for _, t, c in sorted(places)]


def header(tracks: Sequence[TrackLayout]) -> bytes:
    """Everything that comes before the first sample, the `mdat` box's own header included."""
    file_type = _box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso2avc1mp41")
    media = _media_header(sum(sum(track.sizes) for track in tracks))
    wide = sum(sum(track.sizes) for track in tracks) > LARGEST_SHORT_BOX // 2
    first_sample = len(file_type) + len(_movie(tracks, 0, wide=wide)) + len(media)
    return file_type + _movie(tracks, first_sample, wide=wide) + media


def _media_header(size: int) -> bytes:
    if size + 8 <= LARGEST_SHORT_BOX:
        return struct.pack(">I4s", size + 8, b"mdat")
    return struct.pack(">I4sQ", 1, b"mdat", size + 16)


def _movie(tracks: Sequence[TrackLayout], first_sample: int, *, wide: bool) -> bytes:
    # The movie counts in the sound's ticks: the only offset in the file, the sound's, is then exact.
    timescale = tracks[-1].timescale
    offsets = _chunk_offsets(tracks, first_sample)
    length = max(_movie_ticks(track, track.delay + sum(track.durations), timescale) for track in tracks)
    movie_header = _full_box(
        b"mvhd",
        struct.pack(">IIIIIHHQ", 0, 0, timescale, length, 0x10000, 0x100, 0, 0),
        IDENTITY,
        bytes(24),
        struct.pack(">I", len(tracks) + 1),
    )
    boxes = [_track(track, n + 1, timescale, offsets[n], wide=wide) for n, track in enumerate(tracks)]
    return _box(b"moov", movie_header, *boxes)


def _chunk_offsets(tracks: Sequence[TrackLayout], first_sample: int) -> list[list[int]]:
    offsets = [[0] * len(track.chunks) for track in tracks]
    position = first_sample
    for t, c in chunks_in_file_order(tracks):
        offsets[t][c] = position
        position += sum(tracks[t].chunks[c].sizes)
    return offsets


def _movie_ticks(track: TrackLayout, ticks: int, timescale: int) -> int:
    return round(ticks * timescale / track.timescale)


def _track(track: TrackLayout, number: int, timescale: int, offsets: list[int], *, wide: bool) -> bytes:
    length = _movie_ticks(track, track.delay + sum(track.durations), timescale)
    volume = 0 if track.is_picture else 0x100
    track_header = _full_box(
        b"tkhd",
        struct.pack(">IIIIIQHHHH", 0, 0, number, 0, length, 0, 0, 0, volume, 0),
        IDENTITY,
        struct.pack(">II", track.width << 16, track.height << 16),
        flags=ENABLED_IN_MOVIE,
    )
    edits = b"" if track.is_picture else _edits(track, timescale)
    return _box(b"trak", track_header, edits, _media(track, offsets, wide=wide))


def _edits(track: TrackLayout, timescale: int) -> bytes:
    """When the sound begins. It is always said: players that find no edit list assume a priming of their own."""
    edits = [struct.pack(">IiHH", _movie_ticks(track, sum(track.durations), timescale), 0, 1, 0)]
    if track.delay:
        edits.insert(0, struct.pack(">IiHH", _movie_ticks(track, track.delay, timescale), -1, 1, 0))
    return _box(b"edts", _full_box(b"elst", struct.pack(">I", len(edits)), *edits))


def _media(track: TrackLayout, offsets: list[int], *, wide: bool) -> bytes:
    times = struct.pack(">IIIIHH", 0, 0, track.timescale, sum(track.durations), LANGUAGE_UNDETERMINED, 0)
    handler = b"vide" if track.is_picture else b"soun"
    media_header = _full_box(b"vmhd", bytes(8), flags=1) if track.is_picture else _full_box(b"smhd", bytes(4))
    same_file = _full_box(b"dref", struct.pack(">I", 1), _full_box(b"url ", flags=1))
    return _box(
        b"mdia",
        _full_box(b"mdhd", times),
        _full_box(b"hdlr", bytes(4), handler, bytes(13)),
        _box(b"minf", media_header, _box(b"dinf", same_file), _sample_table(track, offsets, wide=wide)),
    )


def _sample_table(track: TrackLayout, offsets: list[int], *, wide: bool) -> bytes:
    per_chunk = [len(chunk.sizes) for chunk in track.chunks]
    changes = [(n + 1, count) for n, count in enumerate(per_chunk) if n == 0 or count != per_chunk[n - 1]]
    return _box(
        b"stbl",
        track.descriptions,
        _table(b"stts", ((len(list(same)), ticks) for ticks, same in groupby(track.durations))),
        _table(b"stss", ((number,) for number in _keys(track))) if track.is_picture else b"",
        _table(b"stsc", ((first, count, 1) for first, count in changes)),
        _full_box(b"stsz", struct.pack(">II", 0, len(track.sizes)), struct.pack(f">{len(track.sizes)}I", *track.sizes)),
        _full_box(
            b"co64" if wide else b"stco", struct.pack(f">I{len(offsets)}{'Q' if wide else 'I'}", len(offsets), *offsets)
        ),
    )


def _keys(track: TrackLayout) -> Iterable[int]:
    number = 1
    for chunk in track.chunks:
        if chunk.begins_with_key:
            yield number
        number += len(chunk.sizes)


def _table(kind: bytes, rows: Iterable[tuple[int, ...]]) -> bytes:
    packed = [struct.pack(f">{len(row)}I", *row) for row in rows]
    return _full_box(kind, struct.pack(">I", len(packed)), *packed)


def _full_box(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags), *parts)


def _box(kind: bytes, *parts: bytes) -> bytes:
    return struct.pack(">I4s", 8 + sum(map(len, parts)), kind) + b"".join(parts)
