"""Renditions for tests of what comes after the transcode: the same options, straight out of ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media_pipeline.engine.arguments import x264_options
from media_pipeline.engine.ffmpeg import ffmpeg_binary
from media_pipeline.engine.samples import boxes
from media_pipeline.engine.timing import FrameRate

FRAGMENTED = "frag_keyframe+empty_moov+default_base_moof"


@dataclass(frozen=True)
class Pieces:
    """An init segment and the fragments after it."""

    init: bytes
    fragments: list[bytes]

    @property
    def file(self) -> bytes:
        return self.init + b"".join(self.fragments)


class Watched(Sequence[bytes]):
    """Fragments that are fetched on demand, repeated up to `length`; `asked` tells which were, in order."""

    def __init__(self, fragments: Sequence[bytes], length: int) -> None:
        self.fragments, self.length = fragments, length
        self.asked: list[int] = []

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, number: Any) -> Any:
        self.asked.append(number)
        return self.fragments[number % len(self.fragments)]


def picture_of(film: Path, rate: FrameRate, *, height: int = 360, options: Sequence[str] = ()) -> Pieces:
    """One-second closed groups without B-frames, a fragment each."""
    coding = [word for name, value in x264_options(rate).items() for word in (f"-{name}", str(value))]
    shape = ["-an", "-vf", f"scale=-2:{height},fps={rate}", "-video_track_timescale", str(rate.timescale)]
    return _fragments(film, [*shape, *coding, *options, "-movflags", FRAGMENTED])


def sound_of(film: Path) -> Pieces:
    """AAC whose fragments carry the film's own times.

    The encoder puts one packet of silence (1024 samples) in front, which empty_moov cannot describe; leaving out as
    many samples makes every later packet begin at its true time.
    """
    voice = ["-vn", "-af", "atrim=start_sample=1024,asetpts=PTS-STARTPTS", "-c:a", "aac", "-ar", "48000", "-ac", "2"]
    return _fragments(film, [*voice, "-frag_duration", "1000000", "-movflags", "empty_moov+default_base_moof"])


def _fragments(film: Path, options: Sequence[str]) -> Pieces:
    command = [ffmpeg_binary(), "-loglevel", "error", "-nostdin", "-i", str(film), "-map_metadata", "-1"]
    made = subprocess.run([*command, *options, "-f", "mp4", "pipe:1"], check=True, capture_output=True).stdout
    return split(made)


def split(file: bytes) -> Pieces:
    """A fragmented MP4 taken apart: everything up to `moov`, then each `moof` with its `mdat`."""
    starts = [box.start for box in boxes(file) if box.kind == b"moof"]
    ends = [box.end for box in boxes(file) if box.kind == b"mdat"]
    return Pieces(file[: starts[0]], [file[start:end] for start, end in zip(starts, ends, strict=True)])
