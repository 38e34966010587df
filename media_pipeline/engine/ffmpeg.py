"""Which ffmpeg we run."""

from __future__ import annotations

import os
import subprocess
from functools import cache

import imageio_ffmpeg


class FfmpegUnusable(Exception):
    """No ffmpeg that works; the message says what to do."""


def ffmpeg_binary() -> str:
    """VIG_FFMPEG where it is set, else the binary that comes with the imageio-ffmpeg package."""
    chosen = os.environ.get("VIG_FFMPEG")
    if chosen:
        return chosen
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise FfmpegUnusable(
            "No ffmpeg was found: install the imageio-ffmpeg package, or set VIG_FFMPEG to the path of an ffmpeg."
        ) from error


def ffmpeg_version() -> str:
    """For example "9.0.2". Raises FfmpegUnusable when the binary does not start or cannot encode H.264."""
    return _version_of(ffmpeg_binary())


@cache
def _version_of(binary: str) -> str:
    advice = "Set VIG_FFMPEG to the path of an ffmpeg (5.1 or newer) that has libx264, or leave it unset."
    try:
        answer = subprocess.run(  # noqa: S603 - the binary is the operator's own choice
            [binary, "-hide_banner", "-version"],
            capture_output=True, text=True, timeout=20, check=True,
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise FfmpegUnusable(f"ffmpeg at {binary} does not start. {advice}") from error
    if "--enable-libx264" not in answer:
        raise FfmpegUnusable(f"ffmpeg at {binary} cannot encode H.264. {advice}")
    return answer.split()[2].removeprefix("n").partition("-")[0]
