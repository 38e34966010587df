"""The review film's picture: two chairs, and between them the screen with the play film on it."""

from __future__ import annotations

from functools import cache, lru_cache

from PIL import Image

from cases.demo.brush import Brush
from cases.demo.cast import REVIEW_STAGE, REVIEWERS, SCREEN
from cases.demo.drawing import SUPERSAMPLING, draw_play, enlarged
from cases.demo.motion import pose_at
from cases.demo.review import REVIEW, shown_on_screen
from cases.demo.room import review_room, shadow_on

PEOPLE_BOXES = ((190, 190, 550, 704), (730, 190, 1090, 704))


def draw_review(frame: int) -> Image.Image:
    """The review film's picture at this frame, 1280 by 720."""
    picture = _empty_stage().copy()
    picture.paste(_screen(shown_on_screen(frame)), SCREEN[:2])
    for box, (who, figure) in zip(PEOPLE_BOXES, REVIEWERS.items(), strict=True):
        large = enlarged(picture, box)
        brush = Brush(large, scale=SUPERSAMPLING, origin=box[:2])
        pose = pose_at(REVIEW, REVIEW_STAGE, who, frame)
        figure.draw(brush, pose)
        figure.draw_near_arm(brush, pose)
        picture.paste(large.reduce(SUPERSAMPLING), box[:2])
    return picture


@cache
def _empty_stage() -> Image.Image:
    picture = review_room(SCREEN).copy()
    shadow_on(picture, (370, 676), 170, 18, 0.4)
    shadow_on(picture, (910, 676), 170, 18, 0.4)
    return picture


@lru_cache(maxsize=1)
def _screen(play_frame: int) -> Image.Image:
    """The play film, small; a pause keeps the same picture for seconds."""
    left, top, right, low = SCREEN
    return draw_play(play_frame).resize((right - left, low - top), Image.Resampling.LANCZOS, reducing_gap=2.0)
