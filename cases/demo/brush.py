"""Smooth shapes on a picture that is drawn several times too large and then made small."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import cos, hypot, sin

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from cases.demo.script import Point

Colour = tuple[int, int, int]
STEPS_A_CURVE = 8


def shade(colour: Colour, towards: Colour, weight: float) -> Colour:
    r, g, b = (round(a + (z - a) * weight) for a, z in zip(colour, towards, strict=True))
    return r, g, b


@cache
def _spline(points: int) -> npt.NDArray[np.float64]:
    """The matrix that turns the corners of a closed shape into a smooth outline (Catmull-Rom)."""
    basis = np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]]) / 2
    t = np.linspace(0, 1, STEPS_A_CURVE, endpoint=False)
    weights = np.stack([t**0, t, t**2, t**3], axis=1) @ basis
    matrix = np.zeros((points * STEPS_A_CURVE, points))
    for corner in range(points):
        rows = slice(corner * STEPS_A_CURVE, (corner + 1) * STEPS_A_CURVE)
        for offset in range(4):
            matrix[rows, (corner + offset - 1) % points] += weights[:, offset]
    return matrix


class Brush:
    """Draws in the film's own pixels on an image `scale` times as large, whose corner is `origin`."""

    def __init__(self, image: Image.Image, *, scale: int, origin: Point = (0, 0)) -> None:
        self.image = image
        self.scale = scale
        self.origin = origin
        self.draw = ImageDraw.Draw(image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        s, (ox, oy) = self.scale, self.origin
        self.draw.polygon([((x - ox) * s, (y - oy) * s) for x, y in points], fill=colour)

    def blob(self, corners: Sequence[Point], colour: Colour) -> None:
        """A closed shape that passes smoothly through its corners."""
        outline = _spline(len(corners)) @ (np.array(corners) - self.origin) * self.scale
        self.draw.polygon(outline.ravel().tolist(), fill=colour)

    def ellipse(self, centre: Point, rx: float, ry: float, colour: Colour) -> None:
        s = self.scale
        x, y = (centre[0] - self.origin[0]) * s, (centre[1] - self.origin[1]) * s
        self.draw.ellipse((x - rx * s, y - ry * s, x + rx * s, y + ry * s), fill=colour)

    def circle(self, centre: Point, radius: float, colour: Colour) -> None:
        self.ellipse(centre, radius, radius, colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, round_: float = 0) -> None:
        s, (ox, oy) = self.scale, self.origin
        corners = ((left - ox) * s, (top - oy) * s, (right - ox) * s, (bottom - oy) * s)
        self.draw.rounded_rectangle(corners, radius=round_ * s, fill=colour)

    def limb(self, a: Point, b: Point, ra: float, rb: float, colour: Colour) -> None:
        """A tapering piece with round ends."""
        self.circle(a, ra, colour)
        self.circle(b, rb, colour)
        length = hypot(b[0] - a[0], b[1] - a[1])
        if length < 0.5:
            return
        nx, ny = (a[1] - b[1]) / length, (b[0] - a[0]) / length
        self.polygon(
            [
                (a[0] + nx * ra, a[1] + ny * ra),
                (b[0] + nx * rb, b[1] + ny * rb),
                (b[0] - nx * rb, b[1] - ny * rb),
                (a[0] - nx * ra, a[1] - ny * ra),
            ],
            colour,
        )

    def curve(self, a: Point, through: Point, b: Point, width: float, colour: Colour) -> None:
        """A line with round ends, bent towards `through`."""
        line = bow(a, through, b, 8)
        left, right = [], []
        # The stroke as one outline: half its width to each side of the line, square to the way it goes.
        for before, (x, y), after in zip([line[0], *line], line, [*line[1:], line[-1]], strict=False):
            dx, dy = after[0] - before[0], after[1] - before[1]
            out = width / 2 / (hypot(dx, dy) or 1.0)
            left.append((x - dy * out, y + dx * out))
            right.append((x + dy * out, y - dx * out))
        self.polygon(left + right[::-1], colour)
        for end in (a, b):
            self.circle(end, width / 2, colour)


def bow(a: Point, through: Point, b: Point, steps: int) -> list[Point]:
    """Points on the curve from a to b that is pulled towards `through`."""
    return [
        (
            (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * through[0] + t * t * b[0],
            (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * through[1] + t * t * b[1],
        )
        for t in (step / steps for step in range(steps + 1))
    ]


def arc(centre: Point, rx: float, ry: float, start: float, end: float, steps: int = 16) -> list[Point]:
    """Points on an ellipse between two angles in radians, clockwise on the screen."""
    angles = (start + (end - start) * step / steps for step in range(steps + 1))
    return [(centre[0] + rx * cos(angle), centre[1] + ry * sin(angle)) for angle in angles]


def turn(point: Point, about: Point, angle: float) -> Point:
    x, y = point[0] - about[0], point[1] - about[1]
    return about[0] + x * cos(angle) - y * sin(angle), about[1] + x * sin(angle) + y * cos(angle)
