"""What a film is, by its content; and what is refused, in which words."""

from __future__ import annotations

import struct
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest

from media_pipeline.engine.failures import UnusableFilm
from media_pipeline.engine.ffmpeg import ffmpeg_binary
from media_pipeline.engine.probe import FilmFacts, probe_film
from media_pipeline.engine.source import FileSource
from media_pipeline.engine.timing import FrameRate
from tests.films import make_film


def facts_of(film: Path) -> FilmFacts:
    return probe_film(FileSource(film))


def refusal_of(film: Path, **limits: int) -> UnusableFilm:
    with pytest.raises(UnusableFilm) as refusal:
        probe_film(FileSource(film), **limits)
    return refusal.value


def ffmpeg(*arguments: str | Path) -> None:
    subprocess.run([ffmpeg_binary(), "-loglevel", "error", "-y", *map(str, arguments)], check=True)


def test_tells_what_a_phone_film_is(tmp_path: Path) -> None:
    facts = facts_of(make_film(tmp_path / "phone.mov", seconds=3, frame_rate="29.97", size="720x1280", rotate=270))

    assert (facts.width, facts.height) == (720, 1280)
    assert (facts.coded_width, facts.coded_height) == (1280, 720)
    assert facts.frame_rate == FrameRate(30000, 1001)
    assert facts.frames == 90
    assert facts.duration_ms == 3003
    assert facts.codec == "h264"
    assert not facts.variable_frame_rate
    assert facts.sound is not None
    assert facts.sound.codec == "aac"
    assert abs(facts.sound.starts_ms) < 25
    assert facts.notes == ()


def test_notices_uneven_pictures(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=4, size="320x180", sound=False)
    uneven = tmp_path / "uneven.mp4"
    ffmpeg("-i", film, "-vf", "select='not(eq(mod(n,5),3))'", "-fps_mode", "vfr", uneven)

    facts = facts_of(uneven)

    assert facts.variable_frame_rate
    assert facts.frame_rate == FrameRate(30)


def test_knows_the_rate_of_a_film_whose_container_counts_milliseconds(tmp_path: Path) -> None:
    facts = facts_of(make_film(tmp_path / "a.mkv", seconds=6, frame_rate="29.97", size="320x180", sound=False))

    assert facts.frame_rate == FrameRate(30000, 1001)
    assert not facts.variable_frame_rate


def test_slow_motion_becomes_sixty_frames(tmp_path: Path) -> None:
    facts = facts_of(make_film(tmp_path / "a.mp4", seconds=1, frame_rate="120", size="320x180", sound=False))

    assert facts.source_rate == 120
    assert (facts.frame_rate, facts.frames) == (FrameRate(60), 60)


def test_notices_interlacing(tmp_path: Path) -> None:
    film = make_film(tmp_path / "camcorder.mpg", seconds=1, frame_rate="25", size="720x576", codec="mpeg2video",
                     extra=["-flags", "+ildct+ilme", "-vf", "setfield=tff"])  # fmt: skip

    assert facts_of(film).interlaced


@pytest.mark.parametrize(("transfer", "name"), [("arib-std-b67", "hlg"), ("smpte2084", "pq")])
def test_notices_high_dynamic_range(tmp_path: Path, transfer: str, name: str) -> None:
    film = tmp_path / "hdr.mov"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:d=0.5", "-vf",
           f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc", "-c:v", "libx265",
           "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none", film)  # fmt: skip

    assert facts_of(film).hdr == name


def test_finds_the_length_of_a_live_recording(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.webm", seconds=3, size="320x180", codec="libvpx")
    live = tmp_path / "live.webm"
    with live.open("wb") as out:
        command = [ffmpeg_binary(), "-loglevel", "error", "-i", str(film), "-c", "copy", "-f", "webm", "pipe:1"]
        made = subprocess.run(command, check=True, capture_output=True).stdout
        out.write(made)

    assert facts_of(live).frames == 90


def test_facts_survive_being_written_down(tmp_path: Path) -> None:
    facts = facts_of(make_film(tmp_path / "a.mp4", seconds=1, frame_rate="29.97", size="320x180"))

    assert FilmFacts.from_json(facts.to_json()) == facts


def test_facts_of_a_lying_child_are_not_believed() -> None:
    with pytest.raises(ValueError, match="facts of a film"):
        FilmFacts.from_json('{"width": 10}')


def test_shapes_are_even_and_never_enlarged(tmp_path: Path) -> None:
    facts = facts_of(make_film(tmp_path / "a.mp4", seconds=1, size="854x480", sound=False))

    assert facts.sample_aspect_ratio == Fraction(1)
    assert facts.shape(720) == (854, 480)
    assert facts.shape(360) == (640, 360)


def test_refuses_an_empty_file(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.touch()

    assert refusal_of(film).code == "empty"


def test_refuses_text_with_the_name_of_a_film(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_text("Dear colleague, please find the film attached.\n" * 100)

    refusal = refusal_of(film)

    assert refusal.code == "not_a_film"
    assert "MP4 or MOV" in refusal.message


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "ffconcat version 1.0\nfile other.mp4\n",
        '<?xml version="1.0"?><MPD/>',
    ],
)
def test_refuses_a_playlist_with_the_name_of_a_film(tmp_path: Path, content: str) -> None:
    film = tmp_path / "film.mp4"
    film.write_text(content)

    assert refusal_of(film).code == "playlist"


def test_refuses_sound_alone(tmp_path: Path) -> None:
    for name in ("sound.mp4", "sound.wav", "sound.mp3"):
        ffmpeg("-f", "lavfi", "-i", "sine=d=1", tmp_path / name)

        assert refusal_of(tmp_path / name).code == "no_picture", name


def test_does_not_take_the_cover_of_a_song_for_a_film(tmp_path: Path) -> None:
    cover, song = tmp_path / "cover.jpg", tmp_path / "song.m4a"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180", "-frames:v", "1", cover)
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-i", cover, "-map", "0", "-map", "1", "-c:v", "copy",
           "-disposition:v", "attached_pic", song)  # fmt: skip

    assert refusal_of(song).code == "no_picture"


@pytest.mark.parametrize(("name", "extra"), [
    ("end.mp4", []), ("front.mp4", ["-movflags", "+faststart"]), ("fragments.mp4", ["-movflags", "+frag_keyframe"]),
    ("old.avi", []),
])  # fmt: skip
def test_refuses_a_film_whose_end_is_missing(tmp_path: Path, name: str, extra: list[str]) -> None:
    codec = "mjpeg" if name.endswith("avi") else "libx264"
    film = make_film(tmp_path / name, seconds=3, size="320x180", codec=codec, sound=False, extra=extra)
    content = film.read_bytes()
    assert facts_of(film).frames == 90

    film.write_bytes(content[: len(content) * 2 // 3])

    assert refusal_of(film).code == "truncated"


def test_refuses_a_film_that_is_too_long(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mp4", seconds=3, size="320x180", sound=False)

    assert refusal_of(film, longest_seconds=2).code == "too_long"


def test_refuses_a_picture_of_giant_size(tmp_path: Path) -> None:
    film = tmp_path / "giant.avi"
    ffmpeg("-f", "lavfi", "-i", "color=s=8000x6000:d=0.04", "-c:v", "mjpeg", film)

    assert refusal_of(film).code == "too_large_picture"


def test_refuses_three_pictures_twenty_hours_apart(tmp_path: Path) -> None:
    """Such a file of 17 kB kept an encoder busy for minutes, deaf to being asked to stop."""
    film = tmp_path / "bomb.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x180:r=1:d=3", "-vf", "setpts=N*72000/TB", "-fps_mode", "passthrough",
           "-bf", "0", film)  # fmt: skip

    assert refusal_of(film).code == "implausible"


def test_refuses_a_film_that_holds_only_noise(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mp4", seconds=1, size="320x180", sound=False)
    content = film.read_bytes()
    (length,) = struct.unpack(">I", content[content.index(b"mdat") - 4 :][:4])
    start = content.index(b"mdat") + 4
    film.write_bytes(content[:start] + bytes(length - 8) + content[start + length - 8 :])

    assert refusal_of(film).code == "unreadable"


def test_a_source_that_fails_is_not_called_a_damaged_film(tmp_path: Path) -> None:
    class StorageAway(Exception):
        pass

    class Away:
        size = 1000

        def read_at(self, offset: int, length: int) -> bytes:
            raise StorageAway

    with pytest.raises(StorageAway):
        probe_film(Away())
