"""Which bytes of a film's fragments make a clip, and where they go in its file: decided before a byte is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from .clip_file import Chunk, TrackLayout
from .h264 import ParameterSets, avcc_of, with_avcc, without_encoder_name
from .reencode import Encoded, reencode
from .samples import Run, Track, read_runs, read_track
from .timing import FrameRate


class CutImpossible(Exception):
    """The fragments do not hold the frames that were asked for, or are not what our transcode makes."""


@dataclass(frozen=True)
class FrameRange:
    """The frames [start, end) of a film of constant frame rate."""

    rate: FrameRate
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def ticks(self, timescale: int) -> tuple[Fraction, Fraction]:
        """Its beginning and end, exactly, in a track's ticks."""
        second = Fraction(timescale) / self.rate.fraction
        return self.start * second, self.end * second


@dataclass(frozen=True)
class Place:
    """Where the bytes of a chunk lie: in which fragment, from which byte on."""

    fragment: int
    offset: int


@dataclass(frozen=True)
class TrackPlan:
    """A track of the clip: its layout, and for each chunk either its bytes or the place to copy them from."""

    layout: TrackLayout
    contents: Sequence[bytes | Place]
    fragments: Sequence[bytes]
    reencoded: int = 0

    def bytes_of_chunk(self, number: int) -> bytes | memoryview:
        content = self.contents[number]
        if isinstance(content, bytes):
            return content
        size = sum(self.layout.chunks[number].sizes)
        found = memoryview(self.fragments[content.fragment])[content.offset : content.offset + size]
        if len(found) != size:
            raise CutImpossible("a fragment changed while the clip was cut")
        return found


@dataclass(frozen=True)
class _Kept:
    """The samples [first, last) of a run that belong to the clip."""

    run: Run
    fragment: int
    first: int
    last: int

    @property
    def place(self) -> Place:
        return Place(self.fragment, self.run.offset + sum(self.run.sizes[: self.first]))

    def chunk(self, start: int, durations: list[int]) -> Chunk:
        return Chunk(start, self.run.sizes[self.first : self.last], durations, self.first == 0)


def plan_picture(frames: FrameRange, *, init: bytes, fragments: Sequence[bytes]) -> TrackPlan:
    """Copy every whole group of pictures and the beginning of the last one; encode the head again if it needs it."""
    track = read_track(init)
    track = replace(track, descriptions=without_encoder_name(track.descriptions))
    if track.timescale != frames.rate.timescale:
        raise CutImpossible(f"the rendition counts {track.timescale} ticks a second, not {frames.rate.timescale}")
    kept = list(_kept_pictures(frames, track, fragments))
    if kept[0].first == 0:
        return _picture_plan(frames, track, kept, fragments, head=None)
    head = _reencode(frames, track, kept[:1], fragments)
    if head.parameter_sets == ParameterSets.of_avcc(avcc_of(track.descriptions)):
        return _picture_plan(frames, track, kept, fragments, head=head)
    return _reencoded_plan(frames, track, _reencode(frames, track, kept, fragments))


def _kept_pictures(frames: FrameRange, track: Track, fragments: Sequence[bytes]) -> Iterator[_Kept]:
    expected = frames.start // frames.rate.gop * frames.rate.gop
    for number, fragment in enumerate(fragments):
        run = _only_run(fragment, track)
        if run.start != expected * frames.rate.ticks_per_frame:
            raise CutImpossible(f"fragment {number} does not begin at frame {expected}")
        if expected + len(run.sizes) > frames.start:
            last = min(frames.end - expected, len(run.sizes))
            yield _Kept(run, number, max(frames.start - expected, 0), last)
        expected += len(run.sizes)
        if expected >= frames.end:
            return
    raise CutImpossible(f"the fragments end before frame {frames.end}")


def _only_run(fragment: bytes, track: Track) -> Run:
    runs = list(read_runs(fragment, track))
    if len(runs) != 1 or not runs[0].begins_with_key:
        raise CutImpossible("a fragment of the picture is not one group that begins with a key frame")
    return runs[0]


def _reencode(frames: FrameRange, track: Track, kept: Sequence[_Kept], fragments: Sequence[bytes]) -> Encoded:
    count = sum(part.last - part.first for part in kept)
    encoded = reencode(
        _samples(kept, fragments),
        avcc=avcc_of(track.descriptions),
        skip=kept[0].first,
        count=count,
        frame_rate=frames.rate,
    )
    if len(encoded.samples) != count:
        raise CutImpossible(f"{count} frames were to be encoded again, {len(encoded.samples)} were")
    return encoded


def _samples(kept: Sequence[_Kept], fragments: Sequence[bytes]) -> Iterator[bytes]:
    for part in kept:
        fragment = fragments[part.fragment]
        for number in range(part.last):
            yield bytes(part.run.bytes_of(fragment, number, number + 1))


def _picture_plan(
    frames: FrameRange, track: Track, kept: Sequence[_Kept], fragments: Sequence[bytes], *, head: Encoded | None
) -> TrackPlan:
    tick = frames.rate.ticks_per_frame
    copied = kept[1:] if head else kept
    chunks = [part.chunk(_ticks_into(frames, part), [tick] * (part.last - part.first)) for part in copied]
    contents: list[bytes | Place] = [part.place for part in copied]
    if head:
        chunks.insert(0, _encoded_chunk(head, 0, len(head.samples), tick))
        contents.insert(0, b"".join(head.samples))
    layout = TrackLayout(track.timescale, track.descriptions, chunks, track.width, track.height)
    return TrackPlan(layout, contents, fragments, reencoded=len(head.samples) if head else 0)


def _ticks_into(frames: FrameRange, part: _Kept) -> int:
    tick = frames.rate.ticks_per_frame
    return part.run.start + (part.first - frames.start) * tick


def _reencoded_plan(frames: FrameRange, track: Track, encoded: Encoded) -> TrackPlan:
    tick, gop = frames.rate.ticks_per_frame, frames.rate.gop
    starts = range(0, len(frames), gop)
    chunks = [_encoded_chunk(encoded, start, start + gop, tick) for start in starts]
    contents = [b"".join(encoded.samples[start : start + gop]) for start in starts]
    descriptions = with_avcc(track.descriptions, encoded.parameter_sets.avcc(avcc_of(track.descriptions)))
    layout = TrackLayout(track.timescale, descriptions, chunks, track.width, track.height)
    return TrackPlan(layout, contents, (), reencoded=len(frames))


def _encoded_chunk(encoded: Encoded, first: int, last: int, tick: int) -> Chunk:
    sizes = [len(sample) for sample in encoded.samples[first:last]]
    return Chunk(first * tick, sizes, [tick] * len(sizes), encoded.keys[first])


def plan_sound(frames: FrameRange, *, init: bytes, fragments: Sequence[bytes]) -> TrackPlan | None:
    """Copy the packets that lie wholly inside the range; None if there is none."""
    track = read_track(init)
    begin, end = frames.ticks(track.timescale)
    kept = list(_kept_packets(track, fragments, begin, end))
    if not kept:
        return None
    starts = [part.run.start + sum(part.run.durations[: part.first]) for part in kept]
    chunks = [
        part.chunk(round(start - begin), part.run.durations[part.first : part.last])
        for part, start in zip(kept, starts, strict=True)
    ]
    layout = TrackLayout(track.timescale, track.descriptions, _bridged(chunks), delay=chunks[0].start)
    return TrackPlan(layout, [part.place for part in kept], fragments)


def _kept_packets(track: Track, fragments: Sequence[bytes], begin: Fraction, end: Fraction) -> Iterator[_Kept]:
    for number, fragment in enumerate(fragments):
        for run in read_runs(fragment, track):
            if run.start >= end:
                return
            inside = _packets_inside(run, begin, end)
            if inside:
                yield _Kept(run, number, inside.start, inside.stop)


def _packets_inside(run: Run, begin: Fraction, end: Fraction) -> range:
    first = last = len(run.sizes)
    at = run.start
    for number, duration in enumerate(run.durations):
        if at >= begin:
            first = min(first, number)
        if at + duration > end:
            last = number
            break
        at += duration
    return range(first, last)


def _bridged(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The same chunks, the last packet before a gap lasting until the next one, so that all keep their true times."""
    bridged = []
    for chunk, after in zip(chunks, [*chunks[1:], None], strict=True):
        gap = after.start - chunk.start - sum(chunk.durations) if after else 0
        if gap < -1:
            raise CutImpossible("pieces of sound overlap")
        bridged.append(replace(chunk, durations=[*chunk.durations[:-1], chunk.durations[-1] + gap]))
    return bridged
