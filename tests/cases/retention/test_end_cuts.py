"""The file of a clip goes after its own, shorter time. What was marked stays, and plays in its film."""

import datetime
from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from rest_framework.test import APIClient

from cases.models import Clip, Clock, Film, Hold, Share, Terms
from media_pipeline.models import Cut, Destruction
from tests.cast import Cast
from tests.permissions.scene import playing_film_with_clip, share_with_sam
from vig.accounts.models import User
from vig.audit.models import Event

from .deciding import at, decide

ProgramOf = Callable[[User], APIClient]
CUT_ON = datetime.date(2026, 11, 2)
OVER_ON = datetime.date(2026, 12, 2)
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def clip(film: Film, cast: Cast) -> Clip:
    clip = playing_film_with_clip(film, cast)
    Cut.objects.update(created_at=at(CUT_ON))
    decide(cast, clip=Terms(1, Clock.MADE, longest_months=2, warn_days=0))
    return clip


def sweep(day: datetime.date = OVER_ON) -> int:
    path, _ = settings.SWEEPS["files of clips whose time is over"]
    ended = import_string(path)(now=at(day))
    assert isinstance(ended, int)
    return ended


def test_the_file_goes_with_its_proof_and_the_clip_keeps_its_numbers(clip: Clip) -> None:
    cut = clip.cut
    assert cut is not None

    assert sweep(OVER_ON - ONE_DAY) == 0
    assert sweep() == 1

    clip.refresh_from_db()
    assert (clip.cut, clip.cut_gone_at) == (None, at(OVER_ON))
    assert (clip.number, clip.start_frame, clip.end_frame) == (1, 0, 10)
    assert Destruction.objects.get(cut_id=cut.pk).why == "retention"
    assert Event.objects.get(name="cases.cut_time_over").facts == {"film": str(clip.film_id)}


def test_the_clip_says_so_and_still_plays(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    sweep()

    said = program_of(cast.mira).get(f"/api/v1/clips/{clip.pk}/").json()

    assert (said["state"], said["download_url"]) == ("failed", None)
    assert said["failure"]["code"] == "no_longer_kept"
    assert program_of(cast.mira).get(said["playlist_url"]).status_code == 200


def test_whoever_was_given_the_clip_was_given_its_file(clip: Clip, cast: Cast) -> None:
    share = share_with_sam(clip, cast)

    sweep()

    share.refresh_from_db()
    assert (share.ended_at, share.ended_why) == (at(OVER_ON), Share.Ended.RETENTION)


def test_a_hold_of_its_film_keeps_it(clip: Clip, cast: Cast) -> None:
    Hold.objects.create(
        case=clip.film.cycle.case, film=clip.film, why=Hold.Why.COURT, placed_by=cast.dana, placed_at=at(CUT_ON)
    )

    assert sweep(OVER_ON + 300 * ONE_DAY) == 0


def test_a_second_round_finds_nothing_left_to_do(clip: Clip) -> None:
    sweep()

    assert sweep() == 0
