"""A frame number is exact; a time is what a person sees of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from media_pipeline.engine.timing import FrameRate, snap


@pytest.mark.parametrize(
    ("measured", "standard"),
    [
        (Fraction(2997, 100), "30000/1001"),
        (Fraction(29999, 1000), "30/1"),
        (Fraction(23976, 1000), "24000/1001"),
        (Fraction(251, 10), "25/1"),
        (Fraction(5994, 100), "60000/1001"),
        (Fraction(240), "60/1"),
        (Fraction(15), "15/1"),
        (Fraction(1, 10), "1/1"),
    ],
)
def test_a_measured_rate_becomes_one_that_films_have(measured: Fraction, standard: str) -> None:
    assert str(snap(measured)) == standard
    assert FrameRate.parse(standard) == snap(measured)


@pytest.mark.parametrize("rate", ["24000/1001", "24/1", "25/1", "30000/1001", "30/1", "50/1", "60000/1001", "12/1"])
def test_a_frame_lasts_a_whole_number_of_ticks(rate: str) -> None:
    frame_rate = FrameRate.parse(rate)

    assert Fraction(frame_rate.ticks_per_frame, frame_rate.timescale) == 1 / frame_rate.fraction


def test_a_group_of_pictures_is_about_a_second() -> None:
    assert [FrameRate.parse(rate).gop for rate in ("24000/1001", "25/1", "30000/1001", "60/1")] == [24, 25, 30, 60]


def test_frames_and_milliseconds_answer_each_other() -> None:
    rate = FrameRate(30000, 1001)

    assert all(rate.frames_in(rate.ms_of(frame)) == frame for frame in range(0, 100_000, 997))
