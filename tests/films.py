"""Test films whose every picture says which one it is.

A film is drawn here, spoken by espeak-ng and encoded by ffmpeg. Each picture carries its number as black and white
blocks along its upper edge, so that "the right frame" is read from pixels: after scaling to 360p, from a 160 pixel
tile, or from a screenshot of a browser.

    film = make_film(tmp_path / "phone.mov", seconds=10, frame_rate="29.97", rotate=90)
    assert read_barcodes(film) == list(range(300))
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests.services.shared import shared_folder

Picture = npt.NDArray[np.uint8]
Sound = npt.NDArray[np.int16]

SAMPLE_RATE = 48_000
CAMERA_SUFFIXES = {".mp4", ".mov", ".m4v", ".3gp", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ts", ".mts"}

# The bar code, as shares of the picture: 16 number bits and 4 check bits, each a block above its own inverse.
NUMBER_BITS, CHECK_BITS = 16, 4
COLUMNS = NUMBER_BITS + CHECK_BITS
LEFT, TOP, WIDTH, ROW_HEIGHT = 0.05, 0.02, 0.90, 0.075
BLACK, WHITE = 16, 235
LEAST_CONTRAST = 70

SPEECH = (
    "Look, here comes the ball. Oh, you saw it! You are reaching out your hand. Shall we roll it back to daddy? "
    "There it goes. And now you wait, and look at me. Yes, I am looking at you too. Again? Again! "
    "You would like another turn. I wait for you. There you are. What a big smile."
)


class BarcodeUnreadable(AssertionError):
    """The picture shows no whole frame number: blended, misplaced or not one of our films."""


@dataclass(frozen=True)
class _Recipe:
    """Everything that decides how a film looks and sounds; two films of one recipe are the same file."""

    seconds: float
    frame_rate: Fraction
    width: int
    height: int
    sound: bool
    variable: bool
    codec: str
    suffix: str
    rotate: int
    click_at: tuple[float, ...]
    extra: tuple[str, ...]

    @property
    def frames(self) -> int:
        return round(self.seconds * self.frame_rate)

    @property
    def name(self) -> str:
        return hashlib.sha256(repr(self).encode()).hexdigest()[:24] + self.suffix


def make_film(
    path: Path,
    *,
    seconds: float,
    frame_rate: str = "30",
    size: str = "1280x720",
    sound: bool = True,
    variable: bool = False,
    codec: str = "libx264",
    rotate: int = 0,
    click_at: Sequence[float] = (),
    extra: Sequence[str] = (),
) -> Path:
    """Make a film at `path`, whose suffix chooses the container.

    `size` is the upright picture; with `rotate` (90, 180, 270) the camera stores it turned and says so, as phones do.
    `variable` spaces the pictures unevenly like a phone: frame n is shown from `variable_time(n)`.
    `click_at` lays short beeps over the voice. `extra` goes to the encoder as it is.
    """
    width, height = (int(side) for side in size.split("x"))
    rate = exact_rate(frame_rate)
    recipe = _Recipe(
        seconds, rate, width, height, sound, variable, codec, path.suffix, rotate, tuple(click_at), tuple(extra)
    )
    made = _shelf() / recipe.name
    if not made.exists():
        _make(recipe, made)
    shutil.copyfile(made, path)
    return path


def exact_rate(frame_rate: str) -> Fraction:
    """The exact rate behind a spoken one: 29.97 means 30000/1001."""
    rate = Fraction(frame_rate)
    return rate if rate.denominator in (1, 1001) else Fraction(math.ceil(rate) * 1000, 1001)


def variable_time(frame: int) -> float:
    """When a film made with `variable` shows this frame, in seconds.

    Pictures follow each other at 29.2 to 30.6 a second, and wander more than half a frame off any even grid.
    """
    return frame / 29.9 + 0.02 * math.sin(frame / 40) + 0.00014 * math.sin(2.4 * frame)


def variable_frame_at(slot: int, *, frame_rate: Fraction, frames: int) -> int:
    """Which frame of a variable film of `frames` pictures fills this slot of a constant frame rate.

    The rule is ffmpeg's own (`fps=...:round=near`): the last picture whose time rounds to the slot or before it.
    """
    return max((n for n in range(frames) if round(variable_time(n) * frame_rate) <= slot), default=0)


def read_barcodes(film: Path | bytes) -> list[int]:
    """The number on every picture of a film, in the order in which they are shown."""
    source: Any = io.BytesIO(film) if isinstance(film, bytes) else str(film)
    with av.open(source, "r") as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        return [read_barcode(_upright(frame)) for frame in container.decode(stream)]


def read_barcode(picture: Image.Image | npt.NDArray[Any]) -> int:
    """The number on one picture: the whole film area and nothing else, at any scale."""
    grey = np.asarray(picture.convert("L")) if isinstance(picture, Image.Image) else _grey(picture)
    upper, lower = _row_levels(grey, 0), _row_levels(grey, 1)
    contrast = upper - lower
    if np.abs(contrast).min() < LEAST_CONTRAST:
        raise BarcodeUnreadable(f"weakest block differs from its inverse by {np.abs(contrast).min():.0f} levels")
    bits = (contrast > 0).astype(int)
    value = int("".join(map(str, bits)), 2)
    number, check = value >> CHECK_BITS, value & (1 << CHECK_BITS) - 1
    if check != _check(number):
        raise BarcodeUnreadable(f"check bits of {number} are {check}, not {_check(number)}")
    return number


def camera_films() -> list[Path]:
    """Real camera films to test with as well: every film in the folder that VIG_TEST_FILMS names."""
    folder = os.environ.get("VIG_TEST_FILMS")
    if not folder:
        return []
    return sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in CAMERA_SUFFIXES)


def each_camera_film() -> pytest.MarkDecorator:
    """Runs a test for each of them; without any it is skipped, and says why."""
    films = [pytest.param(film, id=film.name) for film in camera_films()]
    without = pytest.mark.skip(reason="VIG_TEST_FILMS names no folder with camera films")
    return pytest.mark.parametrize("film", films or [pytest.param(Path(), id="none", marks=without)])


def _grey(picture: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return picture if picture.ndim == 2 else picture[..., :3].mean(axis=2)


def _upright(frame: av.VideoFrame) -> npt.NDArray[Any]:
    return np.rot90(frame.to_ndarray(format="gray"), k=frame.rotation // 90)


def _row_levels(grey: npt.NDArray[Any], row: int) -> npt.NDArray[np.float64]:
    """Mean level in the middle of each block of one of the two rows."""
    height, width = grey.shape
    cell_width, cell_height = width * WIDTH / COLUMNS, height * ROW_HEIGHT
    top = height * TOP + row * cell_height
    rows = slice(round(top + cell_height * 0.3), round(top + cell_height * 0.7) + 1)
    starts = [width * LEFT + column * cell_width for column in range(COLUMNS)]
    blocks = [grey[rows, round(x + cell_width * 0.3) : round(x + cell_width * 0.7) + 1] for x in starts]
    return np.array([block.mean() for block in blocks], dtype=np.float64)


def _check(number: int) -> int:
    """Four bits that a wrong number is unlikely to carry: the sum of the number's hex digits, and one."""
    return (sum(number >> shift & 15 for shift in (0, 4, 8, 12)) + 1) % 16


def _draw_barcode(luma: Picture, number: int) -> None:
    height, width = luma.shape
    value = number << CHECK_BITS | _check(number)
    top, cell_height = height * TOP, height * ROW_HEIGHT
    upper = slice(round(top), round(top + cell_height))
    lower = slice(round(top + cell_height), round(top + 2 * cell_height))
    for column in range(COLUMNS):
        across = slice(*(round(width * (LEFT + WIDTH * edge / COLUMNS)) for edge in (column, column + 1)))
        white = value >> (COLUMNS - 1 - column) & 1
        luma[upper, across] = WHITE if white else BLACK
        luma[lower, across] = BLACK if white else WHITE


def _pictures(recipe: _Recipe) -> Iterator[bytes]:
    """Raw yuv420p pictures: a room that the hand-held camera sways over, a ball on its way, and sensor noise."""
    width, height = recipe.width, recipe.height
    room, noise, colour = _room(width, height)
    for n in range(recipe.frames):
        x, y = round(32 + 31 * math.sin(n / 17)), round(16 + 15 * math.sin(n / 11))
        luma = room[y : y + height, x : x + width] + noise[n % len(noise)]
        ball = height // 8
        left, top = (n * 5) % (width - ball), height // 2 + round(height / 5 * math.sin(n / 9))
        luma[top : top + ball, left : left + ball] = 220
        _draw_barcode(luma, n)
        planes = [luma, *np.roll(colour, n, axis=2)]
        yield b"".join(np.ascontiguousarray(np.rot90(plane, -recipe.rotate // 90)).tobytes() for plane in planes)


def _room(width: int, height: int) -> tuple[Picture, Picture, Picture]:
    """A soft random room wider than the picture, eight sheets of grain, and two colour planes."""
    random = np.random.default_rng(seed=width * height)
    coarse = Image.fromarray(random.integers(50, 200, (12, 20), dtype=np.uint8))
    room = np.asarray(coarse.resize((width + 64, height + 32), Image.Resampling.BICUBIC)).clip(40, 215)
    noise = random.integers(0, 13, (8, height, width), dtype=np.uint8)
    tints = [Image.fromarray(random.integers(100, 156, (6, 10), dtype=np.uint8)) for _ in "uv"]
    colour = np.stack([np.asarray(tint.resize((width // 2, height // 2))) for tint in tints])
    return room, noise, colour


@cache
def _speech() -> Sound:
    """The spoken text, 48 kHz mono."""
    if shutil.which("espeak-ng") is None:
        raise RuntimeError("Test films speak with espeak-ng, which is not installed: apt-get install espeak-ng")
    spoken = subprocess.run(
        ["espeak-ng", "-v", "en-gb", "-s", "150", "--stdout", SPEECH], check=True, capture_output=True
    ).stdout
    resample = [_ffmpeg(), "-loglevel", "error", "-i", "pipe:0", "-ar", str(SAMPLE_RATE), "-ac", "1", "-f", "s16le"]
    pcm = subprocess.run([*resample, "pipe:1"], input=spoken, check=True, capture_output=True).stdout
    return np.frombuffer(pcm, dtype=np.int16) // 2


def _write_sound(recipe: _Recipe, path: Path) -> None:
    samples = np.resize(_speech(), round(recipe.seconds * SAMPLE_RATE))
    for second in recipe.click_at:
        click = click_sound()
        start = round(second * SAMPLE_RATE)
        samples[start : start + len(click)] = click[: len(samples) - start]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(samples.tobytes())


def click_sound() -> Sound:
    """The beep that `click_at` lays into a film: 40 ms at 2 kHz, at full strength from its first sample."""
    t = np.arange(round(0.040 * SAMPLE_RATE)) / SAMPLE_RATE
    return np.asarray(28_000 * np.sin(2 * np.pi * 2_000 * t), dtype=np.int16)


def _make(recipe: _Recipe, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        sound, drawn = Path(folder, "sound.wav"), Path(folder, "drawn" + recipe.suffix)
        if recipe.sound:
            _write_sound(recipe, sound)
        _encode(recipe, _encode_arguments(recipe, sound, drawn))
        if recipe.rotate:
            turned = Path(folder, "turned" + recipe.suffix)
            _run(["-display_rotation", str(recipe.rotate), "-i", str(drawn), "-c", "copy", str(turned)])
            drawn = turned
        drawn.rename(path)


def _encode_arguments(recipe: _Recipe, sound: Path, out: Path) -> list[str]:
    turned = recipe.rotate % 180 == 90
    stored = (recipe.height, recipe.width) if turned else (recipe.width, recipe.height)
    arguments = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", "{}x{}".format(*stored)]
    arguments += ["-framerate", str(recipe.frame_rate), "-i", "pipe:0"]
    if recipe.sound:
        voice = {".webm": "libopus", ".mpg": "mp2", ".mpeg": "mp2"}.get(recipe.suffix, "aac")
        arguments += ["-i", str(sound), "-c:a", voice, "-b:a", "128k"]
    if recipe.variable:
        uneven = "(N/29.9+0.02*sin(N/40)+0.00014*sin(2.4*N))/TB"
        arguments += ["-vf", f"settb=1/90000,setpts='{uneven}'", "-fps_mode", "passthrough"]
        arguments += ["-enc_time_base", "1:90000"]
    arguments += ["-c:v", recipe.codec, "-pix_fmt", "yuv420p", *_speed(recipe.codec), *recipe.extra]
    return [*arguments, str(out)]


def _speed(codec: str) -> list[str]:
    """Test films are made often and looked at by machines: spend bits, not time."""
    if codec in ("libx264", "libx265"):
        return ["-preset", "ultrafast", "-crf", "26"]
    if codec.startswith("libvpx"):
        return ["-deadline", "realtime", "-cpu-used", "8", "-b:v", "4M"]
    return ["-q:v", "3"]


def _encode(recipe: _Recipe, arguments: list[str]) -> None:
    process = subprocess.Popen(_command(arguments), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stderr is not None
    try:
        for picture in _pictures(recipe):
            process.stdin.write(picture)
        process.stdin.close()
    except BrokenPipeError:
        pass  # ffmpeg gave up: its exit code and last words below say why
    complaint = process.stderr.read().decode()
    process.stderr.close()
    if process.wait() != 0:
        raise RuntimeError(f"ffmpeg could not make the test film: {complaint}")


def _run(arguments: list[str]) -> None:
    subprocess.run(_command(arguments), check=True, stdin=subprocess.DEVNULL)


def _command(arguments: list[str]) -> list[str]:
    return [_ffmpeg(), "-hide_banner", "-nostats", "-loglevel", "error", "-y", *arguments]


def _ffmpeg() -> str:
    return str(imageio_ffmpeg.get_ffmpeg_exe())


@cache
def _shelf() -> Path:
    """Where this run keeps the films that it has made: one is made once, whichever processes ask for it."""
    folder = shared_folder() / "films"
    folder.mkdir(exist_ok=True)
    return folder
