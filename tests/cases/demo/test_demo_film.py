"""The demo's films: what the story says is what is seen and heard."""

from __future__ import annotations

import hashlib
from math import dist
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from cases.demo.cast import PLAY_STAGE, PLAY_VOICES, REVIEW_STAGE, REVIEW_VOICES
from cases.demo.drawing import RED, SIZE, draw_play
from cases.demo.film import FilmNotWritten, draw_film, draw_review_film
from cases.demo.motion import ball_at, gaze_at, pose_at
from cases.demo.review import REVIEW
from cases.demo.review_drawing import draw_review
from cases.demo.script import FRAME_RATE, Story, Who
from cases.demo.story import AT_PARTNER, AT_PERSON, PLAY
from cases.demo.voices import SAMPLES_A_FRAME, Voice, mix_sound

OTHER: dict[Who, Who] = {"person": "partner", "partner": "person"}
EYES_MEET = (160, 248, 345, 410, 505, 580, 1030, 1125, 1220, 1290, 1375, 1470)
QUIET = ((0, 98), (266, 288), (430, 446), (720, 848), (1132, 1158))


def _looks_at_the_other(who: Who, frame: int) -> bool:
    face = pose_at(PLAY, PLAY_STAGE, OTHER[who], frame).face
    return dist(gaze_at(PLAY, PLAY_STAGE, who, frame), face) < 12


def _loudness(sound: npt.NDArray[np.float64], start: int, end: int) -> float:
    return float(np.sqrt(np.mean(sound[start * SAMPLES_A_FRAME : end * SAMPLES_A_FRAME] ** 2)))


@pytest.fixture(scope="module")
def play_sound() -> npt.NDArray[np.float64]:
    return mix_sound(PLAY, PLAY_VOICES)


@pytest.fixture(scope="module")
def play_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw_film(tmp_path_factory.mktemp("film") / "play.mp4")


@pytest.mark.parametrize("story", [PLAY, REVIEW], ids=["play", "review"])
def test_tells_every_turn_in_order_and_inside_the_film(story: Story) -> None:
    frames = [turn.frame for turn in story.turns]

    assert frames == sorted(set(frames))
    assert frames[0] >= 0
    assert frames[-1] < story.frames


@pytest.mark.parametrize("story", [PLAY, REVIEW], ids=["play", "review"])
def test_moves_and_speaks_in_the_order_of_time(story: Story) -> None:
    for who in OTHER:
        frames = [key.frame for key in story.keys if key.who == who]
        assert all(a <= b for a, b in zip(frames, sorted(frames), strict=True))
    assert all(said.frame + said.frames <= story.frames for said in story.utterances)


def test_misses_one_turn_and_repairs_it() -> None:
    moves = [turn.move for turn in PLAY.turns]
    missed = moves.index("missed")

    assert moves.count("missed") == 1
    assert moves[missed - 1 : missed + 3] == ["initiative", "missed", "initiative", "reception"]


@pytest.mark.parametrize("story", [PLAY, REVIEW], ids=["play", "review"])
def test_suggests_clips_that_hold_a_whole_turn_and_its_reception(story: Story) -> None:
    for clip in story.clips:
        held = [turn.move for turn in story.turns if clip.start_frame <= turn.frame < clip.end_frame]
        assert {"initiative", "reception"} <= set(held)
        assert "missed" not in held
        assert clip.end_frame <= story.frames


@pytest.mark.parametrize(("frame", "place"), [(100, AT_PERSON), (145, AT_PARTNER), (225, AT_PERSON), (1092, AT_PERSON)])
def test_has_the_ball_where_the_story_says(frame: int, place: tuple[float, float]) -> None:
    picture = draw_play(frame).crop((int(place[0]) - 45, int(place[1]) - 45, int(place[0]) + 45, int(place[1]) + 45))
    red = np.argwhere((np.abs(np.asarray(picture).astype(int) - RED) < 12).all(axis=2))

    assert dist(ball_at(PLAY, frame).at, place) < 1
    assert len(red) > 400
    assert np.abs(red.mean(axis=0) - 45).max() < 16


@pytest.mark.parametrize("frame", EYES_MEET)
def test_lets_their_eyes_meet_when_they_are_together(frame: int) -> None:
    assert _looks_at_the_other("person", frame)
    assert _looks_at_the_other("partner", frame)


def test_lets_her_look_away_while_the_turn_is_missed() -> None:
    assert all(not _looks_at_the_other("partner", frame) for frame in range(660, 870))
    assert all(gaze_at(PLAY, PLAY_STAGE, "partner", frame)[0] < 400 for frame in range(660, 870))


def test_draws_the_same_pixels_each_time() -> None:
    for draw in (draw_play, draw_review):
        first, _, again = draw(371), draw(20), draw(371)
        assert first.size == SIZE
        assert hashlib.sha256(first.tobytes()).digest() == hashlib.sha256(again.tobytes()).digest()


def test_never_shows_the_same_picture_twice_running() -> None:
    pictures = [draw_play(frame).tobytes() for frame in range(740, 752)]

    assert len(set(pictures)) == len(pictures)


def test_makes_the_same_sound_each_time(play_sound: npt.NDArray[np.float64]) -> None:
    assert np.array_equal(play_sound, mix_sound(PLAY, PLAY_VOICES))


def test_is_heard_at_every_utterance_and_quiet_between(play_sound: npt.NDArray[np.float64]) -> None:
    spoken = [_loudness(play_sound, said.frame + 2, said.frame + said.frames - 2) for said in PLAY.utterances]
    quiet = [_loudness(play_sound, start, end) for start, end in QUIET]

    assert min(spoken) > 0.015
    assert 0 < max(quiet) < 0.003


@pytest.mark.parametrize(("story", "voices"), [(PLAY, PLAY_VOICES), (REVIEW, REVIEW_VOICES)], ids=["play", "review"])
def test_never_clips(story: Story, voices: dict[Who, Voice]) -> None:
    sound = mix_sound(story, voices)

    assert sound.shape == (story.frames * SAMPLES_A_FRAME, 2)
    assert 0.3 < np.abs(sound).max() < 0.6


def test_gives_the_child_the_higher_voice(play_sound: npt.NDArray[np.float64]) -> None:
    def pitch(frame: int, frames: int) -> float:
        part = play_sound[frame * SAMPLES_A_FRAME : (frame + frames) * SAMPLES_A_FRAME].sum(axis=1)
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        hertz = np.fft.rfftfreq(len(part), 1 / 48_000)
        return float(hertz[(hertz > 120)][spectrum[hertz > 120].argmax()])

    assert pitch(227, 18) > 1.5 * pitch(147, 26)


def test_writes_a_film_of_one_minute_with_sound(play_film: Path) -> None:
    with av.open(str(play_film)) as film:
        video, audio = film.streams.video[0], film.streams.audio[0]
        assert (video.codec_context.name, video.width, video.height) == ("h264", *SIZE)
        assert video.average_rate == FRAME_RATE
        assert video.frames == 1500
        assert (audio.codec_context.name, audio.rate) == ("aac", 48_000)
        assert film.duration == pytest.approx(60_000_000, abs=60_000)


@pytest.mark.parametrize("frame", [0, 124, 125, 700, 1499])
def test_shows_each_drawn_picture_at_its_own_frame(play_film: Path, frame: int) -> None:
    with av.open(str(play_film)) as film:
        shown = next(
            picture.to_ndarray(format="rgb24")
            for picture in film.decode(video=0)
            if picture.time is not None and round(picture.time * FRAME_RATE) == frame
        )

    difference = np.abs(shown.astype(int) - np.asarray(draw_play(frame)).astype(int)).mean()
    assert difference < 3


def test_tells_how_far_the_review_film_is(tmp_path: Path) -> None:
    heard: list[float] = []

    path = draw_review_film(tmp_path / "review.mp4", progress=heard.append)

    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) > 3
    with av.open(str(path)) as film:
        assert film.streams.video[0].frames == REVIEW.frames


def test_looks_at_the_screen_together_before_they_talk() -> None:
    for who in OTHER:
        assert dist(gaze_at(REVIEW, REVIEW_STAGE, who, 40), REVIEW_STAGE.places["screen"]) < 1


def test_says_why_a_film_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\necho 'No space left on device' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(broken))

    with pytest.raises(FilmNotWritten, match="No space left on device"):
        draw_review_film(tmp_path / "review.mp4")

    assert list(tmp_path.iterdir()) == [broken]
