"""The films as ordinary MP4 files, as a phone would bring them."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import IO, cast

import imageio_ffmpeg
from PIL import Image

from cases.demo.cast import PLAY_VOICES, REVIEW_VOICES
from cases.demo.drawing import SIZE, draw_play
from cases.demo.review import REVIEW
from cases.demo.review_drawing import draw_review
from cases.demo.script import FRAME_RATE, Story, Who
from cases.demo.story import PLAY
from cases.demo.voices import Voice, write_sound

PART_FRAMES = 125
PROCESSES = 2

Progress = Callable[[float], None]


class FilmNotWritten(RuntimeError):
    """ffmpeg did not take the pictures; the message is its own."""


@dataclass(frozen=True, slots=True)
class Film:
    """A story with the hand that draws it and the voices that speak it."""

    story: Story
    draw: Callable[[int], Image.Image]
    voices: dict[Who, Voice]


PLAY_FILM = Film(PLAY, draw_play, PLAY_VOICES)
REVIEW_FILM = Film(REVIEW, draw_review, REVIEW_VOICES)


def draw_film(path: Path, *, progress: Progress | None = None) -> Path:
    """Write the play film, one minute, to `path`; `progress` hears how far it is, from 0 to 1."""
    return _write_film(PLAY_FILM, path, progress)


def draw_review_film(path: Path, *, progress: Progress | None = None) -> Path:
    """Write the film of the shared review, 24 seconds, to `path`."""
    return _write_film(REVIEW_FILM, path, progress)


def _write_film(film: Film, path: Path, progress: Progress | None) -> Path:
    """Drawn in parts by two processes, joined without another encode."""
    with tempfile.TemporaryDirectory(prefix=".demo-film-", dir=path.parent) as folder:
        parts = {start: Path(folder, f"{start:05}.mp4") for start in range(0, film.story.frames, PART_FRAMES)}
        # Spawned, not forked: the caller may hold a database connection or threads.
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            drawn = [pool.submit(_draw_part, film, start, part) for start, part in parts.items()]
            sound = write_sound(film.story, film.voices, Path(folder, "sound.wav"))
            for count, done in enumerate(as_completed(drawn), start=1):
                done.result()
                if progress:
                    progress(count / (len(drawn) + 1))
        _join(list(parts.values()), sound, path)
    if progress:
        progress(1.0)
    return path


def _draw_part(film: Film, start: int, part: Path) -> None:
    end = min(start + PART_FRAMES, film.story.frames)
    width, height = SIZE
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FRAME_RATE), "-i", "pipe:0",
        "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-bf", "0", "-threads", "1",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
        "-video_track_timescale", "12800", str(part),
    ]  # fmt: skip
    _run_ffmpeg(command, (film.draw(frame).tobytes() for frame in range(start, end)))


def _join(parts: list[Path], sound: Path, path: Path) -> None:
    listing = sound.with_name("parts.txt")
    listing.write_text("".join(f"file '{part.name}'\n" for part in parts), encoding="utf-8")
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error",
        "-f", "concat", "-i", str(listing), "-i", str(sound), "-map", "0:v", "-map", "1:a",
        "-c:v", "copy", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", str(path),
    ]  # fmt: skip
    _run_ffmpeg(command, ())


def _run_ffmpeg(command: list[str], pictures: Iterable[bytes]) -> None:
    with tempfile.TemporaryFile() as complaints:
        # The program is ours and the arguments are built here: nothing comes from a user.
        ffmpeg = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=complaints)  # noqa: S603
        # When ffmpeg stops listening, its own words, read below, say more than the broken pipe.
        with ffmpeg, suppress(BrokenPipeError):
            _pour(pictures, cast("IO[bytes]", ffmpeg.stdin))
        if ffmpeg.returncode:
            complaints.seek(0)
            raise FilmNotWritten(complaints.read().decode(errors="replace").strip())


def _pour(pictures: Iterable[bytes], pipe: IO[bytes]) -> None:
    with pipe:
        for picture in pictures:
            pipe.write(picture)
