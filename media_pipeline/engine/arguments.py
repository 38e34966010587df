"""Builds ffmpeg's command lines. The only module that imports ffmpeg-python, so that it can be replaced here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ffmpeg

from media_pipeline.engine.ffmpeg import ffmpeg_binary
from media_pipeline.engine.probe import FilmFacts
from media_pipeline.engine.timing import LEAD_SECONDS, FrameRate

SHORT_SIDES: Mapping[str, int] = {"hi": 720, "lo": 360}
SOUND_RATE = 48000
SOUND_PACKETS_A_FRAGMENT = 47
"""One AAC packet holds 1024 samples; 47 are the first to reach one second."""
PEAKS_RATE = 8000
_MOST_PIXELS = 40_000_000
_POSTER_FROM_SECONDS = 3
_FRAGMENTS = "empty_moov+default_base_moof+skip_trailer"
_TRANSFER = {"hlg": "arib-std-b67", "pq": "smpte2084"}


@dataclass(frozen=True, slots=True)
class Pipes:
    """The descriptors that ffmpeg writes to."""

    hi: int
    lo: int
    poster: int


def x264_options(rate: FrameRate) -> dict[str, Any]:
    """One closed group of pictures a second and no B-frames: exact in every player, and a clip's end needs no encoding.

    A cut encodes its head with these very options, so that it has the same parameter sets.
    """
    return {
        "c:v": "libx264", "preset": "veryfast", "crf": 23, "profile:v": "high", "pix_fmt": "yuv420p",
        "g": rate.gop, "keyint_min": rate.gop, "sc_threshold": 0, "bf": 0, "flags:v": "+cgop+bitexact",
    }  # fmt: skip


def picture_command(facts: FilmFacts, *, pipes: Pipes, first_frame: int) -> list[str]:
    """One decode, both renditions and the poster out of it, from `first_frame` on (the start of a fragment)."""
    shown = _upright(_input().video, facts).filter("trim", start_pts=first_frame).filter("setpts", f"PTS-{first_frame}")
    parts = shown.filter_multi_output("split", 3)
    lo = parts[1].filter("scale", *facts.shape(SHORT_SIDES["lo"]), flags="bicubic")
    outputs = [
        _rendition(parts[0], facts, pipes.hi),
        _rendition(lo, facts, pipes.lo),
        _poster(parts[2], facts, pipes.poster),
    ]
    return _command(*outputs)


def sound_command(facts: FilmFacts, *, sound: int, peaks: int) -> list[str]:
    """Sound in step with the picture, with silence where there is none, exactly as long as the picture.

    The encoder's priming packet is left out, because players would show the picture 21 ms late for it.
    """
    from_start = (
        _input()
        .audio.filter("asetpts", f"round(PTS-{LEAD_SECONDS}/TB)")
        .filter("aresample", SOUND_RATE, **{"async": 1, "first_pts": 0})
        .filter("apad")
    )
    parts = from_start.filter_multi_output("asplit", 2)
    length = float(facts.frames / facts.frame_rate.fraction)
    track = parts[0].filter("aformat", channel_layouts="stereo")
    encoded = ffmpeg.output(
        track, f"pipe:{sound}", f="mp4", movflags=_FRAGMENTS, frag_duration=1_000_000, t=length,
        **{"c:a": "aac", "b:a": "96k", "ar": SOUND_RATE, "ac": 2, "flags:a": "+bitexact"},
        **{"bsf:a": r"noise=drop=lt(pts\,0)"}, **_UNSIGNED,
    )  # fmt: skip
    plain = ffmpeg.output(parts[1], f"pipe:{peaks}", f="s16le", ac=1, ar=PEAKS_RATE, t=length, **_UNSIGNED)
    return _command(encoded, plain)


_UNSIGNED = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact", "flush_packets": 1}
"""Nothing of the original's labels (place, device, time), and the same bytes each time."""


def _input() -> Any:
    return ffmpeg.input(
        "pipe:0", f="nut", protocol_whitelist="pipe,fd", format_whitelist="nut", max_pixels=_MOST_PIXELS,
        fpsprobesize=0, noautorotate=None, threads=_threads(8),
    )  # fmt: skip


def _upright(picture: Any, facts: FilmFacts) -> Any:
    """Deinterlace, scale, set upright, tone-map, then the frame rate. Times count from frame 0."""
    picture = picture.filter("setpts", f"round(PTS-{LEAD_SECONDS}/TB)")
    too_fast = facts.source_rate > facts.frame_rate.fraction * 5 / 4
    if too_fast:  # leave pictures out before work is done on them
        picture = picture.filter("fps", str(facts.frame_rate))
    if facts.interlaced:
        picture = picture.filter("bwdif", mode="send_frame", deint="interlaced")
    picture = _turned(_scaled(picture, facts), facts)
    if facts.hdr:
        picture = _tone_mapped(picture)
    return picture if too_fast else picture.filter("fps", str(facts.frame_rate))


def _scaled(picture: Any, facts: FilmFacts) -> Any:
    width, height = facts.shape(SHORT_SIDES["hi"])
    if facts.rotation in (90, 270):
        width, height = height, width
    if facts.hdr:
        picture = picture.filter(
            "setparams", color_primaries="bt2020", color_trc=_TRANSFER[facts.hdr], colorspace="bt2020nc"
        ).filter("scale", width, height, flags="bicubic")
    else:
        picture = picture.filter("scale", width, height, flags="bicubic", out_range="tv").filter("format", "yuv420p")
    return picture.filter("setsar", 1)


def _turned(picture: Any, facts: FilmFacts) -> Any:
    """The same filters that ffmpeg would insert itself if the pipe could carry the display matrix."""
    filters: tuple[tuple[str, ...], ...] = {
        (0, False): (),
        (0, True): (("vflip",),),
        (90, False): (("transpose", "clock"),),
        (90, True): (("transpose", "cclock_flip"),),
        (180, False): (("hflip",), ("vflip",)),
        (180, True): (("hflip",),),
        (270, False): (("transpose", "cclock"),),
        (270, True): (("transpose", "clock_flip"),),
    }[facts.rotation, facts.mirrored]
    for name, *arguments in filters:
        picture = picture.filter(name, *arguments)
    return picture


def _tone_mapped(picture: Any) -> Any:
    """From HDR to what every screen shows; after scaling, which is a third cheaper."""
    return (
        picture.filter("zscale", t="linear", npl=203)
        .filter("format", "gbrpf32le")
        .filter("zscale", p="bt709")
        .filter("tonemap", "hable", desat=0)
        .filter("zscale", t="bt709", m="bt709", r="tv")
        .filter("format", "yuv420p")
    )


def _rendition(picture: Any, facts: FilmFacts, descriptor: int) -> Any:
    rate = facts.frame_rate
    return ffmpeg.output(
        picture, f"pipe:{descriptor}", f="mp4", movflags=f"frag_keyframe+{_FRAGMENTS}",
        video_track_timescale=rate.timescale, fps_mode="passthrough", t=longest_output(facts), threads=_threads(8),
        **x264_options(rate), **_UNSIGNED,
    )  # fmt: skip


def _poster(picture: Any, facts: FilmFacts, descriptor: int) -> Any:
    """The most typical picture of the first seconds."""
    some = facts.frame_rate.gop * _POSTER_FROM_SECONDS
    typical = (
        picture.filter("trim", end_frame=some)
        .filter("thumbnail", some)
        .filter("scale", out_range="pc")
        .filter("format", "yuvj420p")
    )
    return ffmpeg.output(
        typical, f"pipe:{descriptor}", f="mjpeg", t=longest_output(facts),
        **{"c:v": "mjpeg", "q:v": 3, "frames:v": 1, "flags:v": "+bitexact"}, **_UNSIGNED,
    )  # fmt: skip


def longest_output(facts: FilmFacts) -> int:
    """Seconds after which we stop, whatever the times inside the film say: well beyond what the probe found."""
    return facts.duration_ms * 11 // 10_000 + 60


def _threads(most: int) -> int:
    """Each thread takes address space; beyond eight they win little for pictures of this size."""
    return min(os.cpu_count() or 1, most)


def _command(*outputs: Any) -> list[str]:
    merged = ffmpeg.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0]
    general = ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-copyts", "-max_error_rate", "1"]
    return [ffmpeg_binary(), *general, *merged.get_args()]
