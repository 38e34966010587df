"""Faces: they turn to what they look at, smile, wonder, blink and laugh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, pi

from cases.demo.brush import Brush, Colour, arc, bow, shade
from cases.demo.motion import Body, Pose
from cases.demo.script import Point

EYE_WHITE: Colour = (255, 252, 246)
INK: Colour = (52, 34, 32)
MOUTH: Colour = (138, 50, 50)
TONGUE: Colour = (228, 124, 114)
TEETH: Colour = (255, 250, 242)
BLUSH: Colour = (222, 96, 84)


@dataclass(frozen=True, slots=True)
class View:
    """A head in the film: its middle, its radius, and how far the face is turned right and down (-1 to 1)."""

    centre: Point
    radius: float
    right: float
    down: float

    def at(self, x: float, y: float, depth: float = 0.0) -> Point:
        """A point in radii from the middle; with `depth` it moves as the head turns."""
        return (
            self.centre[0] + self.radius * (x + depth * self.right),
            self.centre[1] + self.radius * (y + depth * 0.8 * self.down),
        )


DrawHair = Callable[[Brush, View, Colour], None]


@dataclass(frozen=True, slots=True)
class Hair:
    colour: Colour
    behind: DrawHair
    before: DrawHair
    glasses: bool = False


def view_of(body: Body, pose: Pose) -> View:
    dx, dy = pose.gaze[0] - pose.face[0], pose.gaze[1] - pose.face[1]
    away = hypot(dx, dy) + 50
    return View(pose.face, body.head, dx / away, dy / away)


def draw_head(brush: Brush, body: Body, pose: Pose, skin: Colour, hair: Hair) -> None:
    view = view_of(body, pose)
    r = view.radius
    hair.behind(brush, view, hair.colour)
    brush.ellipse(view.at(0, 0), r, r * 0.98, skin)
    brush.ellipse(view.at(0, 0.3), r * 0.88, r * 0.72, skin)
    ear = view.at(-body.facing * 0.95, 0.12, -0.06)
    brush.ellipse(ear, r * 0.17, r * 0.2, shade(skin, INK, 0.05))
    brush.ellipse(ear, r * 0.09, r * 0.12, shade(skin, BLUSH, 0.35))
    for side in (-1, 1):
        _draw_cheek(brush, view, side, pose, skin)
    hair.before(brush, view, hair.colour)
    for side in (-1, 1):
        _draw_eye(brush, view, side, pose)
        _draw_brow(brush, view, side, pose, shade(hair.colour, INK, 0.3))
        if hair.glasses:
            _draw_glass(brush, view, side)
    nose = view.at(0, 0.2, 0.52)
    brush.ellipse(nose, r * 0.085, r * 0.065, shade(skin, BLUSH, 0.4))
    _draw_mouth(brush, view, pose)


def _narrowing(view: View, side: int) -> float:
    """The half of a face that is turned away looks narrower."""
    return 1 - 0.28 * max(0.0, side * view.right)


def _draw_cheek(brush: Brush, view: View, side: int, pose: Pose, skin: Colour) -> None:
    narrow = _narrowing(view, side)
    centre = view.at(side * 0.5 * narrow, 0.34 - 0.04 * pose.smile, 0.34)
    for size, depth in ((0.21, 0.16), (0.15, 0.3)):
        brush.ellipse(
            centre,
            view.radius * size * narrow,
            view.radius * size * 0.74,
            shade(skin, BLUSH, depth * (0.5 + 0.5 * pose.smile)),
        )


def _draw_eye(brush: Brush, view: View, side: int, pose: Pose) -> None:
    r, narrow = view.radius, _narrowing(view, side)
    centre = view.at(side * 0.33 * narrow, -0.06, 0.36)
    x, y = centre
    half = 0.15 * r * narrow
    if pose.laughter > 0.55:
        brush.curve((x - half, y + 0.05 * r), (x, y - 0.22 * r), (x + half, y + 0.05 * r), 0.065 * r, INK)
        return
    if pose.lids > 0.7:
        brush.curve((x - half, y), (x, y + 0.13 * r), (x + half, y), 0.06 * r, INK)
        return
    tall = 0.205 * r * (1 - pose.lids) * (1 - 0.16 * max(0.0, pose.smile)) * (1 + 0.1 * max(0.0, pose.brow))
    brush.ellipse(centre, half, tall, EYE_WHITE)
    pupil = (x + view.right * 0.058 * r * narrow, y + view.down * 0.1 * r)
    brush.ellipse(pupil, 0.105 * r * narrow, min(0.13 * r, tall * 0.8), INK)
    brush.circle((pupil[0] - 0.035 * r, pupil[1] - 0.045 * r), 0.036 * r, EYE_WHITE)
    brush.curve((x - half, y - tall * 0.45), (x, y - tall * 1.55), (x + half, y - tall * 0.45), 0.05 * r, INK)


def _draw_brow(brush: Brush, view: View, side: int, pose: Pose, colour: Colour) -> None:
    r, narrow = view.radius, _narrowing(view, side)
    lift = 0.36 + 0.09 * max(0.0, pose.brow) + 0.04 * pose.laughter
    worry = 0.11 * max(0.0, -pose.brow)
    inner = view.at(side * 0.2 * narrow, -lift - worry, 0.36)
    outer = view.at(side * 0.5 * narrow, -lift + 0.07 + worry * 0.6, 0.36)
    top = view.at(side * 0.36 * narrow, -lift - 0.09, 0.36)
    brush.curve(inner, top, outer, 0.055 * r, colour)


def _draw_glass(brush: Brush, view: View, side: int) -> None:
    narrow = _narrowing(view, side)
    x, y = view.at(side * 0.34 * narrow, -0.04, 0.37)
    r = view.radius * 0.27
    ring = arc((x, y), r * narrow, r, 0, 2 * pi, 30)
    for a, b in pairwise(ring):
        brush.limb(a, b, 1.5, 1.5, INK)
    if side > 0:
        brush.limb(view.at(-0.08, -0.06, 0.38), view.at(0.08, -0.06, 0.38), 1.5, 1.5, INK)


def _draw_mouth(brush: Brush, view: View, pose: Pose) -> None:
    r, smile = view.radius, pose.smile
    half = (0.17 + 0.13 * max(0.0, smile) - 0.05 * pose.mouth * (1 - smile)) * (1 - 0.14 * abs(view.right))
    corners, lip = 0.55 - 0.14 * smile, 0.52 + 0.15 * smile
    left, middle, right = (view.at(x, y, 0.42) for x, y in ((-half, corners), (0, lip), (half, corners)))
    gape = max(pose.mouth * (0.5 + 0.5 * max(0.0, smile)), max(0.0, smile - 0.72) * 1.5)
    if gape > 0.12:
        _draw_open_mouth(brush, view, (left, middle, right), gape)
        if smile > 0.6 and gape > 0.25:
            teeth = bow(left, middle, right, 12)[2:11]
            brush.polygon(teeth + [(x, y + 0.055 * r) for x, y in reversed(teeth)], TEETH)
    brush.curve(left, middle, right, 0.055 * r, MOUTH)


def _draw_open_mouth(brush: Brush, view: View, lip: tuple[Point, Point, Point], gape: float) -> None:
    r = view.radius
    left, middle, right = lip
    low = (middle[0], middle[1] + 0.46 * gape * r)
    brush.polygon(bow(left, middle, right, 12) + bow(right, low, left, 12), MOUTH)
    tongue_half = (right[0] - left[0]) * 0.24
    bottom = (left[1] + right[1] + 2 * low[1]) / 4
    brush.ellipse((middle[0], bottom - 0.075 * gape * r - 1), tongue_half, 0.065 * gape * r + 0.5, TONGUE)


def bun_behind(brush: Brush, view: View, colour: Colour) -> None:
    r = view.radius
    brush.circle(view.at(0, -1.2, -0.34), r * 0.36, colour)
    brush.circle(view.at(-0.06, -1.27, -0.34), r * 0.2, shade(colour, (255, 214, 170), 0.12))
    brush.ellipse(view.at(0, -0.06, -0.1), r * 1.09, r * 1.08, colour)
    brush.ellipse(view.at(0, 0.42, -0.3), r * 0.9, r * 0.7, shade(colour, INK, 0.15))


def bun_before(brush: Brush, view: View, colour: Colour) -> None:
    parting = 0.25
    brush.blob(
        [
            view.at(-1.04, 0.1), view.at(-1.07, -0.42), view.at(-0.72, -0.96), view.at(0, -1.13), view.at(0.72, -0.96),
            view.at(1.07, -0.42), view.at(1.04, 0.1), view.at(0.9, -0.12, 0.06), view.at(0.72, -0.46, 0.16),
            view.at(parting, -0.8, 0.22), view.at(-0.3, -0.56, 0.2), view.at(-0.78, -0.28, 0.12),
            view.at(-0.92, -0.02, 0.05),
        ],
        colour,
    )  # fmt: skip
    shine = shade(colour, (255, 214, 170), 0.16)
    brush.curve(
        view.at(-0.72, -0.62, 0.04), view.at(-0.4, -1.0, 0.06), view.at(0.05, -0.96, 0.1), view.radius * 0.07, shine
    )


def curls_behind(brush: Brush, view: View, colour: Colour) -> None:
    r = view.radius
    brush.ellipse(view.at(0, -0.16, -0.08), r * 1.03, r * 0.98, colour)
    for x, y in arc(view.at(0, -0.14, -0.06), r * 0.94, r * 0.92, pi * 0.98, pi * 2.02, 9):
        brush.circle((x, y), r * 0.25, colour)


def curls_before(brush: Brush, view: View, colour: Colour) -> None:
    r = view.radius
    shine = shade(colour, (255, 214, 170), 0.18)
    for x, y, size in (
        (-0.78, -0.56, 0.24), (-0.46, -0.74, 0.27), (-0.1, -0.78, 0.26), (0.26, -0.78, 0.27), (0.58, -0.66, 0.24),
        (0.82, -0.5, 0.2), (-0.2, -1.02, 0.24), (0.22, -1.04, 0.22), (0.02, -1.2, 0.17),
    ):  # fmt: skip
        brush.circle(view.at(x, y, 0.14), r * size, colour)
    for x, y in ((-0.52, -0.84), (0.2, -0.9), (-0.16, -1.1), (0.6, -0.74)):
        brush.curve(view.at(x - 0.09, y, 0.14), view.at(x, y - 0.12, 0.14), view.at(x + 0.1, y, 0.14), r * 0.045, shine)


def bob_behind(brush: Brush, view: View, colour: Colour) -> None:
    r = view.radius
    brush.blob(
        [
            view.at(-1.12, 0.1, -0.05), view.at(-1.0, -0.7, -0.05), view.at(0, -1.16, -0.05), view.at(1.0, -0.7, -0.05),
            view.at(1.12, 0.1, -0.05), view.at(1.08, 0.62, -0.12), view.at(0.7, 0.86, -0.16),
            view.at(-0.7, 0.86, -0.16), view.at(-1.08, 0.62, -0.12),
        ],
        colour,
    )  # fmt: skip
    brush.ellipse(view.at(0, 0.5), r * 0.7, r * 0.42, shade(colour, INK, 0.2))


def bob_before(brush: Brush, view: View, colour: Colour) -> None:
    brush.blob(
        [
            view.at(-1.1, 0.3, -0.02), view.at(-1.08, -0.42), view.at(-0.7, -0.98), view.at(0, -1.14),
            view.at(0.7, -0.98), view.at(1.08, -0.42), view.at(1.1, 0.3, -0.02), view.at(0.94, -0.02, 0.05),
            view.at(0.8, -0.42, 0.14), view.at(0.3, -0.44, 0.2), view.at(-0.3, -0.46, 0.2), view.at(-0.8, -0.4, 0.14),
            view.at(-0.94, -0.02, 0.05),
        ],
        colour,
    )  # fmt: skip
