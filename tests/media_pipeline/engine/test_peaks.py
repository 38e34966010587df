"""The outline of the sound: ten pairs a second."""

from __future__ import annotations

import numpy as np

from media_pipeline.engine.peaks import Peaks


def test_holds_the_lowest_and_the_highest_value_of_each_tenth_of_a_second() -> None:
    sound = np.zeros(1600, dtype="<i2")
    sound[10], sound[20], sound[900] = 32767, -32768, 256
    peaks = Peaks(8000)

    peaks.feed(sound.tobytes())

    assert np.frombuffer(peaks.data, dtype=np.int8).tolist() == [-128, 127, 0, 1]


def test_pieces_may_end_in_the_middle_of_a_value() -> None:
    sound = np.random.default_rng(1).integers(-3000, 3000, 8000).astype("<i2").tobytes()
    whole, pieces = Peaks(8000), Peaks(8000)

    whole.feed(sound)
    for start in range(0, len(sound), 777):
        pieces.feed(sound[start : start + 777])

    assert pieces.data == whole.data
    assert len(whole.data) == 20
