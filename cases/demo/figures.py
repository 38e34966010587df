"""The figures: rounded and simple. `faces` draws what is above the collar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot, sqrt

from cases.demo.brush import Brush, Colour, shade
from cases.demo.faces import Hair, draw_head
from cases.demo.motion import Body, Pose, mix, mix_points
from cases.demo.script import Point

SHADOW: Colour = (70, 40, 48)
LIGHT: Colour = (255, 236, 200)


@dataclass(frozen=True, slots=True)
class Dress:
    """What a figure looks like, apart from what it does."""

    skin: Colour
    hair: Hair
    top: Colour
    trim: Colour
    legs: Colour
    socks: Colour
    arm: float
    sleeve: float
    hand: float
    shoulder: float
    waist: float
    stripes: int = 0


Legs = Callable[[Brush, Body, Dress], None]


@dataclass(frozen=True, slots=True)
class Figure:
    body: Body
    dress: Dress
    legs: Legs
    near_leg: Legs | None = None

    def draw(self, brush: Brush, pose: Pose) -> None:
        """All of the figure but its near arm, which may lie before the ball."""
        _draw_arm(brush, self, pose, near=False)
        self.legs(brush, self.body, self.dress)
        _draw_trunk(brush, self, pose)
        if self.near_leg:
            self.near_leg(brush, self.body, self.dress)
        draw_head(brush, self.body, pose, self.dress.skin, self.dress.hair)

    def draw_near_arm(self, brush: Brush, pose: Pose) -> None:
        _draw_arm(brush, self, pose, near=True)


def _draw_trunk(brush: Brush, figure: Figure, pose: Pose) -> None:
    body, dress = figure.body, figure.dress
    tall, wide, waist = body.trunk, dress.shoulder, dress.waist + 1.5 * pose.breath

    def outline(inset: float) -> list[Point]:
        corners = (
            (-waist, 4), (-waist * 1.06, tall * 0.3), (-wide * 1.02, tall * 0.78), (-wide * 0.55, tall * 1.0),
            (wide * 0.5, tall * 1.0), (wide * 0.98, tall * 0.76), (waist * 1.0, tall * 0.34), (waist * 0.96, 2),
            (0, -tall * 0.08),
        )  # fmt: skip
        return [body.along(pose.lean, forward - inset if forward > 0 else forward, up) for forward, up in corners]

    lit_from_left = body.facing < 0
    brush.blob(outline(0), shade(dress.top, SHADOW, 0.0 if lit_from_left else 0.12))
    brush.blob(outline(wide * 0.2), shade(dress.top, SHADOW, 0.05 if lit_from_left else 0.0))
    _draw_stripes(brush, figure, pose)
    neck = body.along(pose.lean, 1, tall * 0.97)
    throat = shade(dress.skin, SHADOW, 0.2)
    brush.limb(neck, mix_points(neck, pose.face, 0.5), body.head * 0.34, body.head * 0.32, throat)
    brush.ellipse(body.along(pose.lean, 1, tall * 0.965), wide * 0.52, tall * 0.06 + 3, dress.trim)
    brush.ellipse(body.along(pose.lean, 2, tall * 1.0), wide * 0.38, tall * 0.035 + 2, throat)


def _draw_stripes(brush: Brush, figure: Figure, pose: Pose) -> None:
    body, dress = figure.body, figure.dress
    for number in range(dress.stripes):
        up = body.trunk * (0.16 + 0.7 * number / dress.stripes)
        half = mix(dress.waist * 1.02, dress.shoulder, up / body.trunk) - 4
        ends = [body.along(pose.lean, -half, up), body.along(pose.lean, half, up)]
        sag = body.along(pose.lean, 0, up - 12)
        brush.curve(ends[0], sag, ends[1], 6, dress.trim)


def _draw_arm(brush: Brush, figure: Figure, pose: Pose, *, near: bool) -> None:
    body, dress = figure.body, figure.dress
    shoulder = body.along(pose.lean, -dress.shoulder * (0.3 if near else -0.45), body.trunk * 0.82)
    elbow, hand = bend(shoulder, pose.hands[0 if near else 1], dress.arm)
    cloth = shade(dress.top, SHADOW, 0.07 if near else 0.24)
    wrist = mix_points(elbow, hand, 0.84)
    brush.limb(shoulder, elbow, dress.sleeve, dress.sleeve * 0.86, cloth)
    brush.limb(elbow, wrist, dress.sleeve * 0.86, dress.sleeve * 0.66, cloth)
    cuff = shade(dress.top, LIGHT, 0.3) if near else cloth
    brush.limb(mix_points(elbow, hand, 0.76), wrist, dress.sleeve * 0.72, dress.sleeve * 0.7, cuff)
    brush.circle(hand, dress.hand, shade(dress.skin, SHADOW, 0.0 if near else 0.12))


def bend(shoulder: Point, hand: Point, arm: float) -> tuple[Point, Point]:
    """Elbow and hand for two equal halves of an arm; a hand out of reach stops at arm's length."""
    away = hypot(hand[0] - shoulder[0], hand[1] - shoulder[1]) or 1.0
    reach = min(away, arm * 0.995)
    hand = mix_points(shoulder, hand, reach / away)
    middle = mix_points(shoulder, hand, 0.5)
    sag = sqrt(max(0.0, (arm / 2) ** 2 - (reach / 2) ** 2))
    across, down = (hand[0] - shoulder[0]) / reach, (hand[1] - shoulder[1]) / reach
    side = 1 if across >= 0 else -1
    return (middle[0] - down * sag * side, middle[1] + across * sag * side), hand


def draw_kneeling(brush: Brush, body: Body, dress: Dress) -> None:
    """Sitting on the heels."""
    (x, y), d = body.hip, body.facing
    dark, far = shade(dress.legs, SHADOW, 0.22), shade(dress.legs, SHADOW, 0.36)
    brush.limb((x + d * 20, y + 6), (x + d * 108, y + 18), 40, 25, far)
    brush.ellipse((x - d * 84, y + 48), 27, 14, dress.socks)
    brush.limb((x - d * 60, y + 44), (x + d * 96, y + 44), 17, 19, dark)
    brush.limb((x - d * 16, y + 4), (x + d * 92, y + 28), 54, 30, dress.legs)


def draw_sprawling(brush: Brush, body: Body, dress: Dress) -> None:
    """Sitting with the legs out in a V, as the very young do."""
    (x, y), d = body.hip, body.facing
    _draw_foot(brush, (x + d * 94, y - 10), shade(dress.socks, SHADOW, 0.16))
    brush.limb((x + d * 12, y - 2), (x + d * 78, y + 2), 27, 17, shade(dress.legs, SHADOW, 0.24))


def draw_sprawling_near_leg(brush: Brush, body: Body, dress: Dress) -> None:
    (x, y), d = body.hip, body.facing
    brush.limb((x + d * 2, y + 14), (x + d * 66, y + 42), 32, 19, dress.legs)
    brush.limb((x + d * 8, y + 8), (x + d * 44, y + 25), 14, 9, shade(dress.legs, LIGHT, 0.1))
    _draw_foot(brush, (x + d * 84, y + 34), dress.socks)


def _draw_foot(brush: Brush, at: Point, sock: Colour) -> None:
    brush.ellipse(at, 14, 23, sock)
    brush.ellipse((at[0] - 3, at[1]), 9, 16, shade(sock, LIGHT, 0.35))


def draw_on_chair(brush: Brush, body: Body, dress: Dress) -> None:
    """Sitting on a chair, feet on the floor."""
    (x, y), d = body.hip, body.facing
    for shift, cloth in ((16, shade(dress.legs, SHADOW, 0.3)), (0, dress.legs)):
        knee = (x + d * (108 + shift), y + 6)
        foot = (x + d * (116 + shift), y + 118)
        brush.ellipse((foot[0] + d * 14, foot[1] + 8), 28, 13, shade(dress.socks, SHADOW, shift / 80))
        brush.limb(knee, foot, 27, 19, cloth)
        brush.limb((x, y), knee, 42, 29, cloth)
