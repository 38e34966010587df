from collections.abc import Callable

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Clip, Film
from cases.operations.change_clip import ClipChangedMeanwhile, change_clip
from cases.operations.mark_moment import mark_moment
from cases.operations.moments import MomentWithoutFrames
from tests.cast import Cast
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]


@pytest.fixture
def clip(film: Film, cast: Cast) -> Clip:
    recording = film.recording
    recording.frames, recording.frame_rate_numerator, recording.frame_rate_denominator = 250, 25, 1
    recording.save()
    return mark_moment(film=film, by=cast.mira, start_frame=100, end_frame=150, title="He offers the ball")


def test_a_new_range_gets_a_new_cut(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    before = clip.cut_id

    answer = program_of(cast.mira).patch(reverse("api:clip", args=[clip.pk]), {"start_frame": 99}, format="json")

    clip.refresh_from_db()
    assert answer.json()["start_frame"] == 99
    assert answer.json()["state"] == "waiting"
    assert clip.cut_id != before


def test_two_edges_moved_at_once_never_cross(clip: Clip, cast: Cast) -> None:
    in_another_tab = Clip.objects.get(pk=clip.pk)
    change_clip(clip=clip, by=cast.mira, start_frame=140)

    with pytest.raises(MomentWithoutFrames):
        change_clip(clip=in_another_tab, by=cast.mira, end_frame=120)


def test_a_clip_removed_meanwhile_is_not_saved(clip: Clip, cast: Cast) -> None:
    in_another_tab = Clip.objects.get(pk=clip.pk)
    clip.delete()

    with pytest.raises(ClipChangedMeanwhile):
        change_clip(clip=in_another_tab, by=cast.mira, end_frame=120)


def test_new_words_keep_the_cut(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    before = clip.cut_id

    program_of(cast.mira).patch(reverse("api:clip", args=[clip.pk]), {"title": "He gives the ball"}, format="json")

    clip.refresh_from_db()
    assert (clip.title, clip.cut_id) == ("He gives the ball", before)


def test_the_second_to_save_is_shown_both_versions_and_overwrites_nothing(
    clip: Clip, cast: Cast, program_of: ProgramOf
) -> None:
    program = program_of(cast.mira)
    url = reverse("api:clip", args=[clip.pk])
    program.patch(url, {"title": "She waits", "version": 1}, format="json")

    answer = program.patch(url, {"title": "She looks", "version": 1}, format="json")

    clip.refresh_from_db()
    assert answer.status_code == 409
    assert answer.json()["current"]["title"] == "She waits"
    assert clip.title == "She waits"


def test_refuses_an_end_before_the_start_and_changes_nothing(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).patch(reverse("api:clip", args=[clip.pk]), {"end_frame": 100}, format="json")

    clip.refresh_from_db()
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["end_frame"]
    assert (clip.end_frame, clip.version) == (150, 1)


def test_removing_it_removes_its_cut(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).delete(reverse("api:clip", args=[clip.pk]))

    assert answer.status_code == 204
    assert not clip.film.recording.cuts.exists()
