from collections.abc import Callable

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Clip, Film
from cases.operations.mark_moment import mark_moment
from media_pipeline.models import Job
from tests.cast import Cast
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]


@pytest.fixture
def ten_seconds(film: Film) -> Film:
    recording = film.recording
    recording.frames, recording.frame_rate_numerator, recording.frame_rate_denominator = 250, 25, 1
    recording.save()
    return film


def mark(program: APIClient, film: Film, **sent: object) -> tuple[int, dict[str, object]]:
    answer = program.post(reverse("api:clips", args=[film.pk]), sent, format="json")
    return answer.status_code, answer.json()


def test_keeps_the_frames_and_the_words(ten_seconds: Film, cast: Cast, program_of: ProgramOf) -> None:
    status, clip = mark(
        program_of(cast.mira),
        ten_seconds,
        start_frame=100,
        end_frame=150,
        title="She waits, and he offers the ball",
        principles=["EI1", "RI"],
        note="Look at her hands.",
    )

    assert status == 201
    assert (clip["start_frame"], clip["end_frame"], clip["start_ms"], clip["duration_ms"]) == (100, 150, 4000, 2000)
    assert clip["principles"] == ["RI", "EI1"]
    assert clip["state"] == "waiting"
    assert clip["playlist_url"]
    assert clip["download_url"] is None


def test_asks_for_the_file_of_exactly_these_frames(ten_seconds: Film, cast: Cast) -> None:
    clip = mark_moment(film=ten_seconds, by=cast.mira, start_frame=7, end_frame=8)

    job = Job.objects.get(kind=Job.Kind.CUT_CLIP)
    assert job.cut == clip.cut
    assert clip.cut is not None
    assert (clip.cut.start_frame, clip.cut.end_frame) == (7, 8)


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (10, 10, "end_frame"),
        (10, 9, "end_frame"),
        (0, 251, "end_frame"),
        (250, 260, "start_frame"),
        (-1, 5, "start_frame"),
    ],
)
def test_refuses_a_moment_that_is_not_in_the_film(
    ten_seconds: Film, cast: Cast, program_of: ProgramOf, start: int, end: int, field: str
) -> None:
    status, problem = mark(program_of(cast.mira), ten_seconds, start_frame=start, end_frame=end)

    assert status == 422
    assert list(problem["errors"]) == [field]  # type: ignore[call-overload]
    assert not Clip.objects.exists()
    assert not Job.objects.exists()


def test_refuses_a_film_that_has_not_been_read(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    status, problem = mark(program_of(cast.mira), film, start_frame=0, end_frame=5)

    assert status == 422
    assert "as soon as it plays" in str(problem["detail"])


def test_refuses_a_principle_that_is_not_in_the_framework(ten_seconds: Film, cast: Cast, program_of: ProgramOf) -> None:
    status, problem = mark(program_of(cast.mira), ten_seconds, start_frame=0, end_frame=5, principles=["RI1", "XX9"])

    assert status == 422
    assert problem["errors"] == {
        "principles": ["XX9 is not in the framework. Use codes such as RI (a principle) or RI1."]
    }
    assert not Clip.objects.exists()


def test_numbers_are_never_used_again(ten_seconds: Film, cast: Cast) -> None:
    first = mark_moment(film=ten_seconds, by=cast.mira, start_frame=0, end_frame=5)
    first.delete()

    second = mark_moment(film=ten_seconds, by=cast.mira, start_frame=0, end_frame=5)

    assert second.number == 2
