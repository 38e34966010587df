"""Clips of what the transcode really makes: the right frames, sound in step, and only the head encoded again."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from media_pipeline.engine.cut import CutResult, cut_clip
from media_pipeline.engine.probe import FilmFacts, probe_film
from media_pipeline.engine.source import FileSource
from tests.films import each_camera_film, exact_rate, make_film, read_barcodes, variable_frame_at
from tests.media_pipeline.engine.collected import Collected, Interrupted, transcode_film
from tests.media_pipeline.engine.test_cut import click_heard, packets

HLG = ["-x265-params", "log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"]


def cut_out_of(film: Path, made: Collected, start: int, end: int) -> tuple[bytes, CutResult]:
    facts, out = probe_film(FileSource(film)), io.BytesIO()
    result = cut_clip(
        frame_rate=facts.frame_rate,
        start_frame=start,
        end_frame=end,
        picture_init=made.inits["hi"],
        picture=[fragment.payload for fragment in made.fragments["hi"][start // facts.frame_rate.gop :]],
        sound_init=made.inits.get("sound"),
        sound=[fragment.payload for fragment in made.fragments.get("sound", ())],
        out=out,
    )
    return out.getvalue(), result


def facts_of(film: Path) -> FilmFacts:
    return probe_film(FileSource(film))


@pytest.mark.parametrize("frame_rate", ["25", "29.97", "30", "50", "60"])
def test_a_clip_of_a_steady_film_is_exact_and_in_step(tmp_path: Path, frame_rate: str) -> None:
    click_frame, start, end = 80, 41, 130
    click_at = float(click_frame / exact_rate(frame_rate))
    film = make_film(tmp_path / "film.mov", seconds=6, frame_rate=frame_rate, size="640x360", click_at=[click_at])
    made = Collected()
    transcode_film(film, made)

    clip, result = cut_out_of(film, made, start, end)

    assert read_barcodes(clip) == list(range(start, end))
    assert result.reencoded_frames == -start % facts_of(film).frame_rate.gop
    assert click_heard(clip) == pytest.approx(float((click_frame - start) / exact_rate(frame_rate)), abs=0.002)


def test_a_clip_of_an_uneven_film_shows_what_the_film_shows(tmp_path: Path) -> None:
    film = make_film(tmp_path / "phone.mov", seconds=6, size="640x360", variable=True)
    made = Collected()
    transcode_film(film, made)

    clip, result = cut_out_of(film, made, 41, 130)

    assert read_barcodes(clip) == [variable_frame_at(n, frame_rate=Fraction(30), frames=180) for n in range(41, 130)]
    assert result.reencoded_frames == 19


@pytest.mark.parametrize(
    "recipe",
    [
        pytest.param({"size": "360x640", "rotate": 90}, id="held_upright"),
        pytest.param({"size": "1920x1080"}, id="larger_than_we_keep"),
        pytest.param({"size": "640x480", "sound": False}, id="without_sound"),
        pytest.param({"size": "640x360", "codec": "libx265", "extra": HLG}, id="hdr"),
        pytest.param({"size": "640x360", "extra": ["-vf", "setsar=4/3"]}, id="wide_pixels"),
    ],
)
def test_only_the_head_is_encoded_again_whatever_the_camera(tmp_path: Path, recipe: dict[str, Any]) -> None:
    film = make_film(tmp_path / "film.mov", seconds=3, **recipe)
    made = Collected()
    transcode_film(film, made)

    clip, result = cut_out_of(film, made, 25, 70)

    assert read_barcodes(clip) == list(range(25, 70))
    assert result.reencoded_frames == 5
    assert packets(clip)[5:] == packets(made.file("hi"))[30:70]


def test_a_clip_runs_across_the_place_where_a_killed_transcode_went_on(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=5, size="640x360")
    made = Collected(dies_after=2)
    with pytest.raises(Interrupted):
        transcode_film(film, made)
    made.dies_after = None
    transcode_film(film, made)

    clip, result = cut_out_of(film, made, 45, 120)

    assert read_barcodes(clip) == list(range(45, 120))
    assert result.reencoded_frames == 15


@each_camera_film()
def test_a_clip_of_a_camera_film_holds_the_frames_of_the_film(film: Path) -> None:
    made = Collected()
    frames = transcode_film(film, made).frames
    start = min(facts_of(film).frame_rate.gop + 7, frames - 1)
    end = min(start + 90, frames)

    clip, result = cut_out_of(film, made, start, end)

    head = result.reencoded_frames
    assert head < facts_of(film).frame_rate.gop
    assert packets(clip)[head:] == packets(made.file("hi"))[start + head : end]
