"""One picture of a film: the kept room, and over it everything that moves."""

from __future__ import annotations

from functools import cache
from math import pi, sin

from PIL import Image

from cases.demo.brush import Brush, Colour, arc, shade, turn
from cases.demo.cast import PLAY_STAGE, PLAYROOM, SILL
from cases.demo.motion import BALL_RADIUS, BallState, ball_at, bird_at, pose_at
from cases.demo.room import DUSK, living_room, shadow_on
from cases.demo.script import Point
from cases.demo.story import PLAY

SIZE = (1280, 720)
FLOOR_UNDER_BALL = 645
SUPERSAMPLING = 2
STAGE_BOX = (252, 190, 1044, 684)
SKY_BOX = (84, 130, 252, 320)
RED: Colour = (214, 78, 66)
STRIPE: Colour = (255, 244, 222)


def draw_play(frame: int) -> Image.Image:
    """The play film's picture at this frame, 1280 by 720."""
    picture = _empty_stage().copy()
    ball = ball_at(PLAY, frame)
    large = _enlarged_stage().copy()
    brush = Brush(large, scale=SUPERSAMPLING, origin=STAGE_BOX[:2])
    _draw_ball_shadow(brush, ball)
    poses = {who: pose_at(PLAY, PLAY_STAGE, who, frame) for who in PLAYROOM}
    for who, figure in PLAYROOM.items():
        figure.draw(brush, poses[who])
    draw_ball(brush, ball)
    for who, figure in PLAYROOM.items():
        figure.draw_near_arm(brush, poses[who])
    picture.paste(large.reduce(SUPERSAMPLING), STAGE_BOX[:2])
    _paste_bird(picture, frame)
    return picture


@cache
def _empty_stage() -> Image.Image:
    picture = living_room().copy()
    shadow_on(picture, (420, 640), 150, 20, 0.5)
    shadow_on(picture, (878, 660), 110, 16, 0.5)
    return picture


@cache
def _enlarged_stage() -> Image.Image:
    return enlarged(_empty_stage(), STAGE_BOX)


def enlarged(picture: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    """Made large without smoothing, so that what nothing covers comes back exactly as it was."""
    part = picture.crop(box)
    return part.resize((part.width * SUPERSAMPLING, part.height * SUPERSAMPLING), Image.Resampling.NEAREST)


def _draw_ball_shadow(brush: Brush, ball: BallState) -> None:
    height = max(0.0, FLOOR_UNDER_BALL - BALL_RADIUS - ball.at[1])
    y = max(FLOOR_UNDER_BALL, ball.at[1] + BALL_RADIUS) - 2
    for size, tone in ((1.0, 0.16), (0.8, 0.3)):
        rug: Colour = (212, 138, 114)
        spread = size * (1 + height / 400)
        brush.ellipse(
            (ball.at[0] + 4, y), BALL_RADIUS * spread, 8 * spread, shade(rug, DUSK, tone * (1 - min(0.8, height / 300)))
        )


def draw_ball(brush: Brush, ball: BallState) -> None:
    """A ball with a band, which turns as it rolls; its light stays where it is."""
    at, r = ball.at, BALL_RADIUS
    brush.circle(at, r, shade(RED, DUSK, 0.35))
    brush.circle((at[0] - 1.5, at[1] - 2), r - 2.5, RED)
    band = arc(at, r - 1, r - 1, -0.3, 0.3, 6) + arc(at, r - 1, r - 1, pi - 0.3, pi + 0.3, 6)
    brush.polygon([turn(point, at, ball.turned) for point in band], STRIPE)
    for side in (-1, 1):
        dot = turn((at[0], at[1] + side * r * 0.58), at, ball.turned)
        brush.circle(dot, 4.5, (246, 196, 92))
    brush.ellipse((at[0] - 9, at[1] - 13), 6, 4, (255, 226, 210))


def _paste_bird(picture: Image.Image, frame: int) -> None:
    at = bird_at(PLAY, SILL, frame)
    if at is None:
        return
    large = enlarged(picture, SKY_BOX)
    draw_bird(Brush(large, scale=SUPERSAMPLING, origin=SKY_BOX[:2]), at, frame)
    picture.paste(large.reduce(SUPERSAMPLING), SKY_BOX[:2])


def draw_bird(brush: Brush, at: Point, frame: int) -> None:
    x, y = at
    flying = y < SILL[1] - 8
    flap = 14 * sin(frame * 1.5) if flying else 0
    blue: Colour = (92, 130, 168)
    for leg in (-3, 4):
        brush.limb((x + leg, y - 6), (x + leg, y), 1.2, 1.2, (150, 100, 70))
    brush.polygon([(x - 12, y - 18), (x - 34, y - 14), (x - 33, y - 8), (x - 8, y - 10)], shade(blue, DUSK, 0.2))
    brush.ellipse((x, y - 15), 17, 12, blue)
    brush.ellipse((x + 6, y - 12), 10, 8, (240, 176, 130))
    brush.circle((x + 12, y - 27), 9.5, blue)
    brush.polygon([(x + 20, y - 29), (x + 29, y - 26), (x + 20, y - 23)], (238, 176, 82))
    brush.circle((x + 14, y - 28), 1.9, (40, 30, 34))
    brush.blob([(x - 12, y - 20), (x - 2, y - 22), (x + 4, y - 15), (x - 14, y - 9 - flap)], shade(blue, DUSK, 0.26))
