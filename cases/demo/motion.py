"""Between the key poses: where everything is at one frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt
from typing import TypeVar

from cases.demo.script import FRAME_RATE, Arms, Gaze, Key, Point, Story, Utterance, Who

BALL_RADIUS = 31
BLINK = (0.5, 1.0, 1.0, 0.6, 0.2)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Body:
    """Where a figure sits, how large it is, and where its hands go for each way of holding the arms."""

    hip: Point
    facing: int
    trunk: float
    head: float
    hands: dict[Arms, tuple[Point, Point]]

    def along(self, lean: float, forward: float, up: float) -> Point:
        """A point of the upper body, given in the body's own directions."""
        angle = radians(lean)
        x = forward * cos(angle) + up * sin(angle)
        y = forward * sin(angle) - up * cos(angle)
        return self.hip[0] + self.facing * x, self.hip[1] + y

    def face(self, lean: float) -> Point:
        """The middle of the head, which follows the lean only in part, as heads do."""
        neck = self.along(lean, 2, self.trunk)
        angle = radians(lean * 0.5)
        reach = self.head * 0.86
        return neck[0] + self.facing * (sin(angle) * reach + 5), neck[1] - cos(angle) * reach


@dataclass(frozen=True, slots=True)
class Stage:
    """The figures of a story and the places that they look at."""

    bodies: dict[Who, Body]
    places: dict[Gaze, Point]


@dataclass(frozen=True, slots=True)
class Pose:
    """A figure at one frame. Near hand first; `gaze` is the point it looks at; `lids` 1 is shut."""

    lean: float
    face: Point
    hands: tuple[Point, Point]
    gaze: Point
    smile: float
    brow: float
    lids: float
    mouth: float
    laughter: float
    breath: float


@dataclass(frozen=True, slots=True)
class BallState:
    """`at` is the middle of the ball; `turned` is in radians."""

    at: Point
    turned: float


def ease(progress: float) -> float:
    """0 to 1, slow at both ends."""
    t = min(1.0, max(0.0, progress))
    return t * t * (3 - 2 * t)


def mix(a: float, b: float, weight: float) -> float:
    return a + (b - a) * weight


def mix_points(a: Point, b: Point, weight: float) -> Point:
    return mix(a[0], b[0], weight), mix(a[1], b[1], weight)


def pose_at(story: Story, stage: Stage, who: Who, frame: int) -> Pose:
    body = stage.bodies[who]
    laughter = _sounding(story, who, frame, laughing=True)
    lean = lean_at(story, who, frame)
    bob = -4 * laughter * abs(sin(frame * 0.55))
    x, y = body.face(lean)
    return Pose(
        lean=lean,
        face=(x, y + bob),
        hands=_hands(story, body, who, frame),
        gaze=gaze_at(story, stage, who, frame),
        smile=_follow(story, who, lambda key: key.smile, frame, mix),
        brow=_follow(story, who, lambda key: key.brow, frame, mix),
        lids=_lids(story.blinks[who], frame),
        mouth=_sounding(story, who, frame, laughing=False),
        laughter=laughter,
        breath=sin(2 * pi * frame / (4.2 * FRAME_RATE) + (who == "person")),
    )


def lean_at(story: Story, who: Who, frame: int) -> float:
    return _follow(story, who, lambda key: key.lean, frame, mix)


def gaze_at(story: Story, stage: Stage, who: Who, frame: int) -> Point:
    """The point that a figure looks at; a glance from one thing to another passes between them."""
    places = _places(story, stage, who, frame)
    return _follow(story, who, lambda key: places[key.gaze] if key.gaze else None, frame, mix_points)


def ball_at(story: Story, frame: int) -> BallState:
    at = story.ball[0].to
    for key in story.ball[1:]:
        if key.frame > frame:
            break
        t = min(1.0, (frame - key.frame) / key.take)
        x, y = mix_points(at, key.to, t if key.travel == "tossed" else ease(t))
        at = x, y - key.rise * 4 * t * (1 - t)
    return BallState(at, at[0] / BALL_RADIUS)


def bird_at(story: Story, sill: Point, frame: int) -> Point | None:
    """The bird flies in to the sill, hops a little, and flies off again."""
    if story.bird is None or not story.bird[0] <= frame < story.bird[1] + 20:
        return None
    arriving, leaving = (frame - story.bird[0]) / 22, (frame - story.bird[1]) / 20
    away = 1 - ease(arriving) + ease(leaving)
    hop = 5 * abs(sin(frame * 0.35)) if frame % 110 < 18 else 0
    return sill[0] - 60 * away, sill[1] - 130 * away - hop


def _places(story: Story, stage: Stage, who: Who, frame: int) -> dict[Gaze, Point]:
    other: Who = "partner" if who == "person" else "person"
    face = stage.bodies[other].face(lean_at(story, other, frame))
    places = {**stage.places, "other": face}
    if story.ball:
        places["ball"] = ball_at(story, frame).at
    hip = stage.bodies[who].hip
    places["down"] = (hip[0] + stage.bodies[who].facing * 70, hip[1] + 30)
    return places


def _hands(story: Story, body: Body, who: Who, frame: int) -> tuple[Point, Point]:
    near = _follow(story, who, lambda key: body.hands[key.arms][0] if key.arms else None, frame, mix_points)
    far = _follow(story, who, lambda key: body.hands[key.arms][1] if key.arms else None, frame, mix_points)
    return near, far


def _follow(
    story: Story, who: Who, read: Callable[[Key], T | None], frame: int, between: Callable[[T, T, float], T]
) -> T:
    """One channel at one frame: each key pulls the value on from wherever the keys before it have brought it."""
    steps = ((key, goal) for key in story.keys if key.who == who and (goal := read(key)) is not None)
    _, value = next(steps)
    for key, goal in steps:
        if key.frame > frame:
            break
        value = between(value, goal, ease((frame - key.frame) / key.take))
    return value


def _lids(blinks: tuple[int, ...], frame: int) -> float:
    since = min((frame - start for start in blinks if start <= frame), default=len(BLINK))
    return BLINK[since] if since < len(BLINK) else 0.0


def _sounding(story: Story, who: Who, frame: int, *, laughing: bool) -> float:
    """How far the mouth is open (one opening a syllable), or how much the figure laughs."""
    return max(
        (
            ease((frame - said.frame) / 5) * ease((said.frame + said.frames - frame) / 8)
            if laughing
            else _opening(said, frame)
            for said in story.utterances
            if said.who == who
            and said.frame <= frame < said.frame + said.frames
            and (not laughing or said.sound in {"laugh", "giggle"})
        ),
        default=0.0,
    )


def _opening(said: Utterance, frame: int) -> float:
    return sqrt(abs(sin(pi * said.beats * (frame - said.frame) / said.frames)))
