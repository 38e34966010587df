from pathlib import Path

import pytest

from tests.e2e.program import Program
from tests.films import exact_rate, make_film, read_barcodes, variable_frame_at
from tests.services.platform import Platform

pytestmark = pytest.mark.services
START, END = 37, 101  # both in the middle of a group, at every rate


@pytest.fixture(scope="session")
def mira(platform: Platform) -> Program:
    return Program(platform)


@pytest.mark.parametrize("rate", ["25", "29.97", "30", "50", "60"])
def test_the_downloaded_clip_holds_exactly_the_marked_frames(rate: str, mira: Program, tmp_path: Path) -> None:
    film = mira.ready_film(make_film(tmp_path / "film.mp4", seconds=5, frame_rate=rate))

    clip = mira.cut_clip(film, START, END)

    assert film["failure"] is None
    assert film["frame_rate"] == pytest.approx(float(exact_rate(rate)))
    assert read_barcodes(mira.download(clip["download_url"])) == list(range(START, END))


def test_a_phone_that_films_unevenly_gives_the_frames_that_were_seen(mira: Program, tmp_path: Path) -> None:
    film = mira.ready_film(make_film(tmp_path / "film.mov", seconds=5, variable=True))

    clip = mira.cut_clip(film, START, END)

    rate = exact_rate(film["frame_rate_fraction"])
    seen = [variable_frame_at(slot, frame_rate=rate, frames=film["frames"] + 5) for slot in range(START, END)]
    assert read_barcodes(mira.download(clip["download_url"])) == seen
