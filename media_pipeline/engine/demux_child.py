"""Takes one stream out of a film through PyAV, inside the sandbox, and writes it to stdout, which is ffmpeg's stdin.

So ffmpeg sees one stream in one simple format and cannot be sent anywhere by the film. NUT, because it keeps any codec
and any time base; Matroska would round every time to a millisecond, and with it the frames of uneven film.
"""

from __future__ import annotations

import contextlib
import logging  # noqa: F401 - PyAV imports this and the modules of streams when it needs them, which is too late here
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import av.audio.stream
import av.error
import av.subtitles.codeccontext
import av.subtitles.stream
import av.video.stream

from media_pipeline.engine.source import RemoteFilm
from media_pipeline.engine.timing import LEAD_SECONDS

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,mpegvideo,asf,dv"
_EARLIER = Fraction(3, 2)
"""Seeking goes by decoding time in some formats, which is earlier than the time of showing."""
_BUFFER = 256 << 10


def open_film(film: RemoteFilm) -> Any:
    return av.open(film, options={"format_whitelist": FORMATS, "protocol_whitelist": "none"}, buffer_size=_BUFFER)


def sound_stream(container: Any) -> Any:
    """The first sound track that can be decoded: phones add a second one that nobody else can read."""
    return next((s for s in container.streams.audio if s.codec_context and s.codec_context.sample_rate), None)


def main(arguments: list[str]) -> None:
    descriptor, size, stream = (int(argument) for argument in arguments[:3])
    origin, begin = (Fraction(argument) for argument in arguments[3:])
    remote = RemoteFilm(descriptor, size)
    if begin > 0:
        with open_film(remote) as film:
            if _go_before(origin + begin, film, film.streams[stream]):
                copy_stream(film, film.streams[stream], origin=origin)
                return
        remote.seek(0)
    with open_film(remote) as film:
        copy_stream(film, film.streams[stream], origin=origin)


def _go_before(moment: Fraction, film: Any, stream: Any) -> bool:
    """Whether the film now stands at a key frame that is shown before this moment (not every format can seek so)."""
    target = math.floor((moment - _EARLIER) / stream.time_base)
    try:
        film.seek(target, stream=stream)
        first = next((packet for packet in film.demux(stream) if packet.is_keyframe), None)
        film.seek(target, stream=stream)
    except av.error.FFmpegError:
        return False
    return first is not None and first.pts is not None and first.pts <= target


def copy_stream(film: Any, stream: Any, *, origin: Fraction) -> None:
    """From the first key frame on, with times counted from the origin.

    Only the time of showing counts in the end. The time of decoding must merely rise and never be the later one; where
    the format has none, it begins a second early.
    """
    shift = round((LEAD_SECONDS - origin) / stream.time_base)
    output = av.open("pipe:1", "w", format="nut")
    target = output.add_stream_from_template(stream)
    last = None
    for packet in _shown_packets(film, stream):
        shown = packet.pts + shift
        if shown < 0:
            continue
        last = shown - math.ceil(1 / stream.time_base) if last is None else last
        decoded = last + 1 if packet.dts is None else packet.dts + shift
        packet.dts = last = max(min(decoded, shown), last + 1)
        packet.pts = max(shown, last)
        packet.stream = target
        output.mux_one(packet)
    output.close()


def _shown_packets(film: Any, stream: Any) -> Iterator[Any]:
    """As far as the film can be read: what comes after an unreadable place is lost, what came before is kept."""
    started = stream.type == "audio"
    with contextlib.suppress(av.error.InvalidDataError):
        for packet in film.demux(stream):
            started = started or packet.is_keyframe
            if started and packet.size and (packet.pts is not None or packet.dts is not None):
                packet.pts = packet.pts if packet.pts is not None else packet.dts
                yield packet
