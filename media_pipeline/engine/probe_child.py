"""Looks at a film through PyAV, inside the sandbox. Prints "facts" or "unusable", and what it found."""

from __future__ import annotations

import itertools
import math
import struct
import sys
from collections.abc import Sequence
from fractions import Fraction
from statistics import median
from typing import Any

import av
import av.error

from media_pipeline.engine.demux_child import open_film, sound_stream
from media_pipeline.engine.failures import UnusableFilm, unusable
from media_pipeline.engine.looks import refuse_what_is_cut_short, refuse_what_only_pretends
from media_pipeline.engine.probe import FilmFacts, SoundFacts
from media_pipeline.engine.source import RemoteFilm

_MOST_PIXELS = 40_000_000
_PACKETS_LOOKED_AT = 300
_SECONDS_BEFORE_THE_END = 5
_TRANSFER = {16: "pq", 18: "hlg"}  # ITU-T H.273


def main(arguments: list[str]) -> None:
    descriptor, size, longest_seconds = (int(argument) for argument in arguments)
    try:
        answer = f"facts\n{examine(RemoteFilm(descriptor, size), longest_seconds).to_json()}"
    except UnusableFilm as error:
        answer = f"unusable\n{error.code}"
    sys.stdout.write(answer)
    sys.stdout.flush()


def examine(film: RemoteFilm, longest_seconds: int) -> FilmFacts:
    known = refuse_what_only_pretends(film)
    refuse_what_is_cut_short(film)
    try:
        with open_film(film) as container:
            return _facts(container, film.size, longest_seconds)
    except av.error.FFmpegError as error:
        raise unusable("unreadable" if known else "not_a_film") from error


def _facts(container: Any, size: int, longest_seconds: int) -> FilmFacts:
    stream = _picture_stream(container)
    index = _index(stream)
    if any(entry.pos + entry.size > size for entry in index):
        raise unusable("truncated")
    shown, times, notes = _first_pictures(container, stream, enough=bool(index))
    if index:
        times = [entry.timestamp for entry in index if not entry.is_discard]
    origin = (shown.pts if shown.pts is not None else times[0]) * stream.time_base
    steps = _steps(times)
    duration = _duration(container, stream, origin=origin, times=times if index else (), steps=steps)
    _refuse_times(duration, steps=steps, tick=stream.time_base, size=size, longest_seconds=longest_seconds,
                  pictures=len(index))  # fmt: skip
    rate, variable = _rate(stream, steps)
    return FilmFacts(
        container=container.format.name,
        duration_ms=max(1, round(duration * 1000)),
        origin=origin,
        stream=stream.index,
        codec=stream.codec_context.name,
        pixel_format=shown.format.name,
        coded_width=shown.width,
        coded_height=shown.height,
        source_rate=rate,
        variable_frame_rate=variable,
        interlaced=bool(shown.interlaced_frame),
        hdr=_TRANSFER.get(int(shown.color_trc)),
        sound=_sound(container, origin),
        notes=tuple(notes),
        **_upright(stream, shown),
    )


def _picture_stream(container: Any) -> Any:
    """The main picture; the cover of an album is a picture too, but not a film."""
    cover = av.stream.Disposition.attached_pic
    streams = [stream for stream in container.streams.video if not stream.disposition & cover]
    if not streams:
        raise unusable("no_picture")
    best = max(streams, key=lambda stream: stream.width * stream.height)
    if best.width * best.height > _MOST_PIXELS:
        raise unusable("too_large_picture")
    return best


def _index(stream: Any) -> Sequence[Any]:
    """Every picture's place and time, where the format (MOV, MP4) begins with them; else nothing."""
    entries = list(stream.index_entries) if stream.container.format.name.startswith("mov") else []
    return entries if stream.frames and len(entries) >= stream.frames else []


def _first_pictures(container: Any, stream: Any, *, enough: bool) -> tuple[Any, list[int], list[str]]:
    """The first picture that is shown, the times of those after it unless that is `enough`, and what went wrong."""
    times: list[int] = []
    notes: list[str] = []
    shown = None
    for packet in itertools.islice(container.demux(stream), _PACKETS_LOOKED_AT):
        if packet.pts is not None and not packet.is_discard:
            times.append(packet.pts)
        shown = shown or _decoded(packet, notes)
        if shown and enough:
            break
    if shown is None:
        raise unusable("unreadable")
    return shown, sorted(times) or [0], notes


def _decoded(packet: Any, notes: list[str]) -> Any:
    try:
        return next(iter(packet.decode()), None)
    except av.error.FFmpegError:
        notes[:] = ["The first pictures are damaged."]
        return None


def _steps(times: Sequence[int]) -> list[int]:
    ordered = sorted(times)
    return [later - earlier for earlier, later in itertools.pairwise(ordered) if later > earlier]


def _duration(container: Any, stream: Any, *, origin: Fraction, times: Sequence[int], steps: Sequence[int]) -> Fraction:
    """From the index, else from the last picture, else what the file says of itself."""
    step = Fraction(median(steps)) if steps else Fraction(0)
    if times:
        return (max(times) - min(times) + step) * Fraction(stream.time_base)
    last = _last_time(container, stream)
    if last is not None:
        return (last + step) * Fraction(stream.time_base) - origin
    return Fraction(container.duration or 0, av.time_base)


def _last_time(container: Any, stream: Any) -> int | None:
    """Of the picture that is shown last. Live recordings (WebM of a browser) are read from first to last for it."""
    end = (container.start_time or 0) + (container.duration or 0)
    try:
        container.seek(max(container.start_time or 0, end - _SECONDS_BEFORE_THE_END * av.time_base))
        return max((packet.pts for packet in container.demux(stream) if packet.pts is not None), default=None)
    except av.error.FFmpegError:
        return None


def _refuse_times(
    duration: Fraction, *, steps: Sequence[int], tick: Fraction, size: int, longest_seconds: int, pictures: int
) -> None:
    """Three pictures twenty hours apart make an encoder work for hours: refuse what cannot be a film."""
    too_sparse = bool(pictures) and duration > 60 and pictures / duration < Fraction(1, 2)
    too_thin = duration > 60 and size / duration < 50
    if too_sparse or too_thin or max(steps, default=0) * tick > 600:
        raise unusable("implausible")
    if duration > longest_seconds:
        raise unusable("too_long")


def _rate(stream: Any, steps: Sequence[int]) -> tuple[Fraction, bool]:
    """Pictures a second, and whether they come unevenly. Uneven film keeps the pace of its usual step, so that none
    of its pictures is lost; an even film's mean is more exact than a step rounded to the container's tick."""
    if not steps:
        return Fraction(stream.guessed_rate or 25), False
    usual, mean = Fraction(median(steps)), Fraction(sum(steps), len(steps))
    freedom = max(usual / 10, Fraction(1))
    uneven = sum(1 for step in steps if abs(step - usual) > freedom) > len(steps) / 50
    step = mean if abs(mean - usual) * 30 < usual else usual
    return 1 / (step * stream.time_base), uneven


def _sound(container: Any, origin: Fraction) -> SoundFacts | None:
    stream = sound_stream(container)
    if stream is None:
        return None
    start = Fraction((stream.start_time or 0) * stream.time_base)
    return SoundFacts(
        stream=stream.index,
        codec=stream.codec_context.name,
        sample_rate=stream.codec_context.sample_rate,
        channels=stream.codec_context.channels,
        starts_ms=round((start - origin) * 1000),
    )


def _upright(stream: Any, shown: Any) -> dict[str, Any]:
    shape = Fraction(stream.sample_aspect_ratio or 1)
    if not Fraction(1, 8) <= shape <= 8:
        shape = Fraction(1)
    rotation, mirrored = _turn(shown)
    width, height = max(1, round(shown.width * shape)), shown.height
    if rotation in (90, 270):
        width, height = height, width
    return {
        "sample_aspect_ratio": shape, "rotation": rotation, "mirrored": mirrored, "width": width, "height": height,
    }  # fmt: skip


def _turn(shown: Any) -> tuple[int, bool]:
    """Degrees clockwise, to the quarter turn, and whether the picture is a mirror image."""
    matrix = next((bytes(side) for side in shown.side_data if side.type.name == "DISPLAYMATRIX"), None)
    if matrix is None:
        return 0, False
    a, b, _, c, d = struct.unpack("=9i", matrix)[:5]
    quarter = round(math.degrees(math.atan2(b, a)) / 90) % 4
    return quarter * 90, a * d - b * c < 0
