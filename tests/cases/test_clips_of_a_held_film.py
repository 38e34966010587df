"""Whoever needs a film to be kept needs its clips as well."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from cases.models import Clip, Film, Hold
from cases.operations.change_clip import change_clip
from cases.operations.destroy_film import FilmIsHeld
from cases.operations.mark_moment import mark_moment
from tests.cases.playing import make_playable
from tests.cast import Cast
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]


@pytest.fixture
def clip(film: Film, cast: Cast) -> Clip:
    clip = mark_moment(film=make_playable(film, seconds=4), start_frame=30, end_frame=60, by=cast.mira)
    Hold.objects.create(case=film.cycle.case, why=Hold.Why.COURT, placed_by=cast.dana, placed_at=timezone.now())
    return clip


def test_cannot_be_removed(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).delete(reverse("api:clip", args=[clip.pk]))

    assert answer.status_code == 403
    assert "Neither it nor its clips can be deleted" in answer.json()["detail"]
    assert Clip.objects.filter(pk=clip.pk).exists()


def test_keep_their_file(clip: Clip, cast: Cast) -> None:
    with pytest.raises(FilmIsHeld):
        change_clip(clip=clip, start_frame=31, by=cast.mira)


def test_can_be_written_about(clip: Clip, cast: Cast) -> None:
    change_clip(clip=clip, title="She waits", by=cast.mira)

    clip.refresh_from_db()
    assert clip.title == "She waits"
