from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from media_pipeline.engine.scrub import ScrubSheet, make_scrub_sheet
from media_pipeline.engine.timing import FrameRate
from tests.films import make_film, read_barcode
from tests.media_pipeline.engine.renditions import Watched, picture_of


def tiles(sheet: ScrubSheet) -> list[Image.Image]:
    picture = Image.open(io.BytesIO(sheet.jpeg))
    assert picture.size == (sheet.columns * sheet.tile_width, sheet.rows * sheet.tile_height)
    corners = [
        (n % sheet.columns * sheet.tile_width, n // sheet.columns * sheet.tile_height) for n in range(sheet.count)
    ]
    return [picture.crop((x, y, x + sheet.tile_width, y + sheet.tile_height)) for x, y in corners]


@pytest.mark.parametrize(
    ("spoken", "rate"), [("25", FrameRate(25)), ("29.97", FrameRate(30000, 1001)), ("60", FrameRate(60))]
)
def test_shows_the_first_frame_of_every_second(tmp_path: Path, spoken: str, rate: FrameRate) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=13, frame_rate=spoken, size="640x360", sound=False)
    low = picture_of(film, rate)

    sheet = make_scrub_sheet(init=low.init, fragments=low.fragments, frame_rate=rate)

    assert (sheet.columns, sheet.rows, sheet.count, sheet.interval_frames) == (10, 2, 13, rate.gop)
    assert (sheet.tile_width, sheet.tile_height) == (160, 90)
    assert [read_barcode(tile) for tile in tiles(sheet)] == [n * rate.gop for n in range(13)]


def test_keeps_the_shape_of_a_film_held_upright(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mov", seconds=2, size="360x640", rotate=90, sound=False)
    low = picture_of(film, FrameRate(30), height=640)

    sheet = make_scrub_sheet(init=low.init, fragments=low.fragments, frame_rate=FrameRate(30))

    assert (sheet.tile_width, sheet.tile_height) == (90, 160)
    assert (sheet.columns, sheet.rows, sheet.count) == (2, 1, 2)


def test_spaces_the_tiles_of_a_long_film_evenly_and_fetches_only_their_fragments(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=20, size="320x180", sound=False)
    low = picture_of(film, FrameRate(30), height=180)
    twenty_minutes = Watched(low.fragments, length=1200)

    sheet = make_scrub_sheet(init=low.init, fragments=twenty_minutes, frame_rate=FrameRate(30))

    assert (sheet.count, sheet.columns, sheet.rows, sheet.interval_frames) == (200, 10, 20, 180)
    assert twenty_minutes.asked == list(range(0, 1200, 6))
