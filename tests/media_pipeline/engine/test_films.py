"""The test films themselves must be right, or everything that they show is worth nothing."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageFilter

from media_pipeline.engine.ffmpeg import ffmpeg_binary
from tests.films import (
    BarcodeUnreadable,
    camera_films,
    exact_rate,
    make_film,
    read_barcode,
    read_barcodes,
    variable_frame_at,
    variable_time,
)


def first_picture(film: Path, number: int = 0) -> Image.Image:
    with av.open(str(film), "r") as container:
        for n, frame in enumerate(container.decode(video=0)):
            if n == number:
                return Image.fromarray(frame.to_ndarray(format="rgb24"))
    raise AssertionError(f"{film} has no frame {number}")


@pytest.mark.parametrize("frame_rate", ["25", "29.97", "30", "50", "60"])
def test_every_picture_carries_its_number(tmp_path: Path, frame_rate: str) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=2, frame_rate=frame_rate, size="640x360")

    assert read_barcodes(film) == list(range(round(2 * exact_rate(frame_rate))))
    with av.open(str(film), "r") as container:
        assert container.streams.video[0].average_rate == exact_rate(frame_rate)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mov", "libx264"), ("a.mkv", "libx265"), ("a.webm", "libvpx"), ("a.mpg", "mpeg2video"), ("a.avi", "mpeg4")],
)
def test_is_made_in_the_formats_of_cameras(tmp_path: Path, name: str, codec: str) -> None:
    film = make_film(tmp_path / name, seconds=1, size="640x360", codec=codec)

    assert read_barcodes(film) == list(range(30))
    with av.open(str(film), "r") as container:
        assert container.streams.audio


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_film_stands_upright_for_a_player_that_obeys_its_rotation(tmp_path: Path, rotate: int) -> None:
    film = make_film(tmp_path / "phone.mov", seconds=1, size="360x640", rotate=rotate, sound=False)

    played = tmp_path / "played.mp4"
    subprocess.run([ffmpeg_binary(), "-loglevel", "error", "-i", str(film), str(played)], check=True)

    assert read_barcodes(film) == read_barcodes(played) == list(range(30))
    assert first_picture(played).size == (360, 640)


def test_a_variable_film_shows_its_pictures_at_known_uneven_times(tmp_path: Path) -> None:
    film = make_film(tmp_path / "phone.mov", seconds=10, size="320x180", variable=True, sound=False)

    with av.open(str(film), "r") as container:
        times = [float(frame.time) for frame in container.decode(video=0)]
    assert times == pytest.approx([variable_time(n) for n in range(300)], abs=1 / 60_000)
    rates = 1 / np.diff(times)
    assert 29.1 < rates.min() < 29.4
    assert 30.4 < rates.max() < 30.7


def test_it_is_known_which_frame_of_a_variable_film_fills_which_slot(tmp_path: Path) -> None:
    film = make_film(tmp_path / "phone.mov", seconds=10, size="320x180", variable=True, sound=False)
    even = tmp_path / "even.mp4"
    subprocess.run([ffmpeg_binary(), "-loglevel", "error", "-i", str(film), "-vf", "fps=30", str(even)], check=True)

    shown = read_barcodes(even)

    expected = [variable_frame_at(slot, frame_rate=Fraction(30), frames=300) for slot in range(len(shown))]
    assert shown == expected
    assert shown != list(range(len(shown)))


@pytest.mark.parametrize("size", [(1280, 720), (640, 360), (427, 240), (160, 90)])
def test_the_number_is_read_at_any_scale(tmp_path: Path, size: tuple[int, int]) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=2, sound=False)

    picture = first_picture(film, 59).resize(size)
    picture.save(tmp_path / "tile.jpg", quality=60)

    assert read_barcode(Image.open(tmp_path / "tile.jpg")) == 59
    assert read_barcode(np.asarray(picture)) == 59


def test_two_pictures_blended_are_not_mistaken_for_one(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=2, size="640x360", sound=False)

    blended = Image.blend(first_picture(film, 31), first_picture(film, 32), 0.5)

    with pytest.raises(BarcodeUnreadable):
        read_barcode(blended)


def test_a_picture_without_a_bar_code_is_not_given_a_number() -> None:
    noise = Image.effect_noise((640, 360), 100).filter(ImageFilter.GaussianBlur(2))

    with pytest.raises(BarcodeUnreadable):
        read_barcode(noise)


def test_the_same_film_is_made_once(tmp_path: Path) -> None:
    first = make_film(tmp_path / "a.mp4", seconds=1, size="320x180")
    again = make_film(tmp_path / "b.mp4", seconds=1, size="320x180")

    again.write_bytes(b"spoilt")

    assert make_film(tmp_path / "c.mp4", seconds=1, size="320x180").read_bytes() == first.read_bytes()


def test_finds_camera_films_in_the_folder_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "IMG_1.MOV").touch()
    (tmp_path / "notes.txt").touch()

    monkeypatch.setenv("VIG_TEST_FILMS", str(tmp_path))
    assert camera_films() == [tmp_path / "IMG_1.MOV"]

    monkeypatch.delenv("VIG_TEST_FILMS")
    assert camera_films() == []
