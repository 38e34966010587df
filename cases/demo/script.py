"""The words in which a story is written down. Pictures, sound, tests and the guide are all made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FRAME_RATE = 25

Who = Literal["person", "partner"]
Move = Literal["initiative", "reception", "response", "missed"]
Gaze = Literal["other", "ball", "window", "down", "screen"]
Arms = Literal["rest", "ready", "ball", "push", "catch", "high", "cheer", "heart", "reach", "point"]
Travel = Literal["carried", "rolled", "tossed"]
Sound = Literal["offer", "delight", "call", "giggle", "ooh", "singsong", "oh", "tender", "laugh", "talk"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Turn:
    """One move in the interaction, at the frame where it can first be seen."""

    frame: int
    who: Who
    move: Move
    what: str


@dataclass(frozen=True, slots=True)
class SuggestedClip:
    """A moment worth showing; `end_frame` is the first frame after it."""

    start_frame: int
    end_frame: int
    title: str
    principles: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Key:
    """From `frame` on and during `take` frames a figure moves to what is named; the rest stays as it was."""

    frame: int
    who: Who
    take: int = 12
    gaze: Gaze | None = None
    arms: Arms | None = None
    smile: float | None = None
    lean: float | None = None
    brow: float | None = None


@dataclass(frozen=True, slots=True)
class BallKey:
    """From `frame` on and during `take` frames the ball travels to `to`; a toss rises by `rise` pixels."""

    frame: int
    take: int
    to: Point
    travel: Travel
    rise: float = 0.0
    caught: bool = True


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sound of one of the two, `beats` syllables long."""

    frame: int
    frames: int
    who: Who
    sound: Sound
    beats: int


@dataclass(frozen=True, slots=True)
class Story:
    frames: int
    turns: tuple[Turn, ...]
    clips: tuple[SuggestedClip, ...]
    keys: tuple[Key, ...]
    ball: tuple[BallKey, ...]
    utterances: tuple[Utterance, ...]
    blinks: dict[Who, tuple[int, ...]]
    bird: tuple[int, int] | None = None
    """The frames at which a bird lands on the sill and flies on."""
