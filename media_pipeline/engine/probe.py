"""What a film is, found out from its content in a child of its own: a parser that crashes takes nobody with it."""

from __future__ import annotations

import json
import selectors
import time
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import IO, Any, Self

from media_pipeline.engine.failures import SENTENCES, UnusableFilm, unusable
from media_pipeline.engine.sandbox import Limits, Sandbox
from media_pipeline.engine.source import FilmSource, SourceServer
from media_pipeline.engine.timing import FrameRate, snap

_PROBE_SECONDS = 60
_LONGEST_ANSWER = 64 << 10


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """The sound track that we take; `starts_ms` is when it begins after the first picture (negative: before)."""

    stream: int
    codec: str
    sample_rate: int
    channels: int
    starts_ms: int


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What was found. Times are of the original, `frame_rate` and `frames` of the film that we make of it."""

    container: str
    duration_ms: int
    origin: Fraction
    """The time, in seconds of the original, of the first picture that is shown: our frame 0."""
    stream: int
    codec: str
    pixel_format: str
    coded_width: int
    coded_height: int
    width: int
    """Upright, with square pixels."""
    height: int
    rotation: int
    """Degrees clockwise to set it upright: 0, 90, 180 or 270."""
    mirrored: bool
    sample_aspect_ratio: Fraction
    source_rate: Fraction
    variable_frame_rate: bool
    interlaced: bool
    hdr: str | None
    """"hlg", "pq" or nothing."""
    sound: SoundFacts | None
    notes: tuple[str, ...]

    @property
    def frame_rate(self) -> FrameRate:
        return snap(self.source_rate)

    @property
    def frames(self) -> int:
        """How many frames the finished film should have; damaged film may give a few less."""
        return max(1, self.frame_rate.frames_in(self.duration_ms))

    def shape(self, short_side: int) -> tuple[int, int]:
        """Width and height, both even, with the short side at most this long."""
        shrink = min(Fraction(1), Fraction(short_side, min(self.width, self.height)))
        return _even(self.width * shrink), _even(self.height * shrink)

    def to_json(self) -> str:
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError for anything that `to_json` cannot have written."""
        try:
            return cls(**_typed(json.loads(text)))
        except (TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
            raise ValueError("these are not the facts of a film") from error


def _even(length: Fraction) -> int:
    return max(2, 2 * round(length / 2))


def _typed(raw: dict[str, Any]) -> dict[str, Any]:
    """The child has read a stranger's file, so that its answer is checked like a stranger's."""
    numbers = ("duration_ms", "stream", "coded_width", "coded_height", "width", "height", "rotation")
    fractions = ("origin", "sample_aspect_ratio", "source_rate")
    typed = {
        **raw,
        **{name: int(raw[name]) for name in numbers},
        **{name: Fraction(raw[name]) for name in fractions},
        **{name: str(raw[name])[:100] for name in ("container", "codec", "pixel_format")},
        **{name: bool(raw[name]) for name in ("mirrored", "variable_frame_rate", "interlaced")},
        "hdr": raw["hdr"] if raw["hdr"] in ("hlg", "pq") else None,
        "sound": _typed_sound(raw["sound"]) if raw["sound"] else None,
        "notes": tuple(str(note)[:200] for note in raw["notes"][:20]),
    }
    if min(typed["width"], typed["height"], typed["duration_ms"]) < 1 or typed["source_rate"] <= 0:
        raise ValueError("a film has a picture, a length and a frame rate")
    return typed


def _typed_sound(raw: dict[str, Any]) -> SoundFacts:
    numbers = {name: int(raw[name]) for name in ("stream", "sample_rate", "channels", "starts_ms")}
    return SoundFacts(codec=str(raw["codec"])[:100], **numbers)


def probe_film(source: FilmSource, *, longest_seconds: int = 3 * 3600) -> FilmFacts:
    """Raises UnusableFilm, and whatever the source raises when it cannot be read."""
    if source.size == 0:
        raise unusable("empty")
    with SourceServer(source) as server, Sandbox() as sandbox:
        connection = server.connect()
        child = sandbox.start_module(
            "media_pipeline.engine.probe_child",
            [str(connection.fileno()), str(source.size), str(longest_seconds)],
            limits=Limits(cpu_seconds=30),
            keep=[connection.fileno()],
        )
        connection.close()
        assert child.stdout is not None  # noqa: S101 - the sandbox gives modules a pipe
        answer = _read_to_end(child.stdout)
        server.raise_failure()
    return _facts_in(answer, hours=longest_seconds // 3600)


def _read_to_end(stream: IO[bytes]) -> bytes:
    """All that the child says, if it says it in time and in few words; else nothing."""
    said, deadline = b"", time.monotonic() + _PROBE_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            piece = stream.read(_LONGEST_ANSWER)
            said += piece
            if not piece:
                return said
            if len(said) > _LONGEST_ANSWER:
                break
    return b""


def _facts_in(answer: bytes, *, hours: int) -> FilmFacts:
    """No answer at all means that the child crashed, ran out of its limits or of time: the film is to blame."""
    word, _, rest = answer.decode("utf-8", "replace").partition("\n")
    if word == "unusable" and rest.strip() in SENTENCES:
        raise unusable(rest.strip(), hours=hours)
    try:
        return FilmFacts.from_json(rest)
    except ValueError as error:
        raise UnusableFilm("unreadable", SENTENCES["unreadable"]) from error
