"""Every frame of the original is found again, at its number, in both sizes."""

from __future__ import annotations

import io
import subprocess
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from media_pipeline.engine.failures import TranscodeCancelled, UnusableFilm
from media_pipeline.engine.ffmpeg import ffmpeg_binary
from media_pipeline.engine.probe import probe_film
from media_pipeline.engine.source import FileSource
from media_pipeline.engine.transcode import transcode
from tests.films import each_camera_film, exact_rate, make_film, read_barcode, read_barcodes, variable_frame_at
from tests.media_pipeline.engine.collected import Collected, transcode_film


def loudest_onset(sound: bytes) -> float:
    """When the beep begins, in seconds: where the sound first reaches half of its highest level."""
    with av.open(io.BytesIO(sound), "r") as container:
        frames = list(container.decode(audio=0))
    start = frames[0].time or 0
    samples = np.abs(np.concatenate([frame.to_ndarray()[0] for frame in frames]))
    return start + int(np.argmax(samples > samples.max() / 2)) / 48000


@pytest.mark.parametrize("frame_rate", ["24", "25", "29.97", "30", "50", "60"])
def test_keeps_every_frame_of_a_steady_film(tmp_path: Path, frame_rate: str) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=3.5, frame_rate=frame_rate, size="640x360")
    numbers = list(range(round(3.5 * exact_rate(frame_rate))))
    sink = Collected()

    result = transcode_film(film, sink)

    assert read_barcodes(sink.file("hi")) == read_barcodes(sink.file("lo")) == numbers
    assert result.frames == len(numbers) == probe_film(FileSource(film)).frames
    assert sink.progressed[-1] == len(numbers)
    assert result.damaged_places == 0


def test_puts_the_pictures_of_an_uneven_film_into_their_slots(tmp_path: Path) -> None:
    film = make_film(tmp_path / "phone.mov", seconds=6, size="640x360", variable=True)
    sink = Collected()

    transcode_film(film, sink)

    shown = read_barcodes(sink.file("hi"))
    assert shown == [variable_frame_at(slot, frame_rate=Fraction(30), frames=180) for slot in range(len(shown))]
    assert len(shown) in (180, 181)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mov", "libx265"),
        ("a.mkv", "libx265"),
        ("a.webm", "libvpx"),
        ("a.mpg", "mpeg2video"),
        ("a.avi", "mjpeg"),
        ("a.ts", "libx264"),
    ],
)
def test_reads_what_cameras_and_browsers_write(tmp_path: Path, name: str, codec: str) -> None:
    sound = not name.endswith("avi")  # ffmpeg itself writes a hole into an AVI with sound
    film = make_film(tmp_path / name, seconds=2, size="640x360", codec=codec, sound=sound)
    sink = Collected()

    transcode_film(film, sink)

    assert read_barcodes(sink.file("hi")) == list(range(60))
    assert ("sound" in sink.fragments) == sound


def test_each_fragment_is_one_closed_second_of_pictures(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=2.5, frame_rate="29.97", size="640x360")
    sink = Collected()

    transcode_film(film, sink)

    fragments = sink.fragments["hi"]
    assert [fragment.samples for fragment in fragments] == [30, 30, 15]
    assert [fragment.start_ticks for fragment in fragments] == [0, 30 * 1001, 60 * 1001]
    for number, fragment in enumerate(fragments):
        alone = read_barcodes(sink.inits["hi"] + fragment.payload)
        assert alone == list(range(number * 30, number * 30 + fragment.samples))


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_sets_a_turned_film_upright(tmp_path: Path, rotate: int) -> None:
    film = make_film(tmp_path / "phone.mov", seconds=1, size="360x640", rotate=rotate)
    sink = Collected()

    transcode_film(film, sink)

    assert read_barcodes(sink.file("hi")) == list(range(30))
    with av.open(io.BytesIO(sink.file("hi")), "r") as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (360, 640)


def test_makes_720_and_360_lines_and_a_poster(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=1, size="1920x1080")
    sink = Collected()

    transcode_film(film, sink)

    shapes = {}
    for rendition in ("hi", "lo"):
        with av.open(io.BytesIO(sink.file(rendition)), "r") as container:
            shapes[rendition] = (container.streams.video[0].width, container.streams.video[0].height)
    assert shapes == {"hi": (1280, 720), "lo": (640, 360)}
    assert read_barcode(Image.open(io.BytesIO(sink.posters[0]))) in range(30)


def test_shows_pixels_that_are_not_square_in_their_true_shape(tmp_path: Path) -> None:
    film = make_film(tmp_path / "dv.avi", seconds=1, size="720x576", codec="mjpeg", sound=False,
                     extra=["-aspect", "16:9"])  # fmt: skip
    sink = Collected()

    transcode_film(film, sink)

    with av.open(io.BytesIO(sink.file("hi")), "r") as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (1024, 576)
    assert read_barcodes(sink.file("hi")) == list(range(30))


def test_high_dynamic_range_becomes_what_every_screen_shows(tmp_path: Path) -> None:
    hlg = "setparams=color_primaries=bt2020:color_trc=arib-std-b67:colorspace=bt2020nc"
    film = make_film(
        tmp_path / "phone.mov",
        seconds=1,
        size="640x360",
        codec="libx265",
        extra=["-vf", hlg, "-pix_fmt", "yuv420p10le"],
    )
    sink = Collected()

    transcode_film(film, sink)

    with av.open(io.BytesIO(sink.file("hi")), "r") as container:
        frame = next(container.decode(video=0))
    assert frame.format.name == "yuv420p"
    assert frame.color_trc == 1
    assert len(read_barcodes(sink.file("lo"))) == 30


def test_interlaced_film_keeps_its_frames(tmp_path: Path) -> None:
    film = make_film(tmp_path / "camcorder.mpg", seconds=1, frame_rate="25", size="720x576", codec="mpeg2video",
                     extra=["-flags", "+ildct+ilme", "-vf", "setfield=tff"])  # fmt: skip
    sink = Collected()

    transcode_film(film, sink)

    assert read_barcodes(sink.file("hi")) == list(range(25))


def test_slow_motion_keeps_every_other_frame(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mp4", seconds=1, frame_rate="120", size="320x180")
    sink = Collected()

    transcode_film(film, sink)

    assert read_barcodes(sink.file("hi")) == list(range(0, 120, 2))


def test_a_silent_film_gets_no_sound(tmp_path: Path) -> None:
    film = make_film(tmp_path / "silent.mp4", seconds=1, size="320x180", sound=False)
    sink = Collected()

    result = transcode_film(film, sink)

    assert set(sink.fragments) == {"hi", "lo"}
    assert result.sound_ms == 0
    assert sink.outline == b""


@pytest.mark.parametrize("name", ["film.mp4", "film.mkv", "film.mpg"])
def test_sound_is_in_step_with_the_picture(tmp_path: Path, name: str) -> None:
    codec = "mpeg2video" if name.endswith("mpg") else "libx264"
    film = make_film(tmp_path / name, seconds=3, size="320x180", click_at=[1.5], codec=codec)
    sink = Collected()

    result = transcode_film(film, sink)

    assert sink.fragments["sound"][0].start_ticks == 0
    assert loudest_onset(sink.file("sound")) == pytest.approx(1.5, abs=0.005)
    assert result.sound_ms == pytest.approx(3000, abs=22)


@pytest.mark.parametrize("delay", [0.8, -0.4])
def test_sound_that_begins_late_or_early_stays_in_step(tmp_path: Path, delay: float) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=3, size="320x180", click_at=[1.5])
    moved = tmp_path / "moved.mkv"
    subprocess.run(
        [ffmpeg_binary(), "-loglevel", "error", "-i", str(film), "-itsoffset", str(delay), "-i", str(film),
         "-map", "0:v", "-map", "1:a", "-c", "copy", str(moved)], check=True,
    )  # fmt: skip
    sink = Collected()

    transcode_film(moved, sink)

    assert loudest_onset(sink.file("sound")) == pytest.approx(1.5 + delay, abs=0.005)
    assert read_barcodes(sink.file("lo")) == list(range(90))


def test_the_outline_of_the_sound_shows_where_it_is_loud(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=3, size="320x180", click_at=[1.52])
    sink = Collected()

    transcode_film(film, sink)

    pairs = np.frombuffer(sink.outline, dtype=np.int8).reshape(-1, 2)
    assert len(pairs) == 30
    assert (pairs[:, 0] <= pairs[:, 1]).all()
    assert int(np.argmax(pairs[:, 1])) == 15


def test_a_film_that_was_cut_from_a_longer_one_begins_where_its_maker_cut_it(tmp_path: Path) -> None:
    """Phones cut without encoding: the pictures before the cut are still in the file, hidden by an edit list."""
    film = make_film(tmp_path / "film.mp4", seconds=4, size="640x360", click_at=[2.5], extra=["-g", "60", "-bf", "2"])
    trimmed = tmp_path / "trimmed.mp4"
    subprocess.run(
        [ffmpeg_binary(), "-loglevel", "error", "-ss", "1", "-i", str(film), "-c", "copy", str(trimmed)], check=True
    )
    sink = Collected()

    transcode_film(trimmed, sink)

    assert read_barcodes(sink.file("hi")) == list(range(30, 120))
    assert loudest_onset(sink.file("sound")) == pytest.approx(1.5, abs=0.025)


def test_nothing_of_the_originals_labels_is_kept(tmp_path: Path) -> None:
    labels = ["-metadata", "location=+51.5+000.1/", "-metadata", "comment=Kitchen of family 7"]
    film = make_film(tmp_path / "film.mov", seconds=1, size="320x180", extra=labels)
    sink = Collected()

    transcode_film(film, sink)

    assert b"family 7" in film.read_bytes()
    for rendition in sink.inits:
        assert b"family 7" not in sink.file(rendition)
        assert b"+51.5" not in sink.file(rendition)


def test_a_film_damaged_in_the_middle_is_kept_and_its_damage_counted(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=4, size="640x360", extra=["-g", "15"])
    broken = bytearray(film.read_bytes())
    middle = len(broken) // 2
    broken[middle : middle + 20_000] = bytes(20_000)
    film.write_bytes(broken)
    sink = Collected()

    result = transcode_film(film, sink)

    assert result.frames == 120
    assert result.damaged_places >= 1


def test_a_film_in_which_no_picture_can_be_decoded_is_refused(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=1, size="320x180", sound=False)
    facts = probe_film(FileSource(film))
    content = film.read_bytes()
    start, end = content.index(b"mdat") + 4, content.index(b"moov") - 4
    film.write_bytes(content[:start] + bytes(end - start) + content[end:])

    with pytest.raises(UnusableFilm) as refusal:
        transcode(FileSource(film), facts, sink=Collected(), stored={}, cancelled=lambda: False)

    assert refusal.value.code == "unreadable"


def test_stops_when_it_is_cancelled(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=20, size="1280x720")
    sink = Collected()

    with pytest.raises(TranscodeCancelled):
        transcode_film(film, sink, cancelled=lambda: True)

    assert len(sink.fragments.get("hi", [])) < 20


@each_camera_film()
def test_a_camera_film_comes_out_whole(film: Path) -> None:
    sink = Collected()

    result = transcode_film(film, sink)

    assert result.frames == pytest.approx(probe_film(FileSource(film)).frames, abs=2)
