import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Film, Scope, Share
from cases.operations.end_share import end_share
from cases.operations.mark_moment import mark_moment
from cases.operations.share_clip import share_clip
from tests.cases.playing import make_playable
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


@pytest.fixture
def share(film: Film, cast: Cast) -> Share:
    clip = mark_moment(film=make_playable(film, seconds=4), by=cast.mira, start_frame=10, end_frame=60)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    return share_clip(clip=clip, email="eva@example.org", purpose=Scope.SUPERVISION, ends_on=tomorrow, by=cast.mira)


def test_whoever_works_on_the_case_takes_it_back_at_once(share: Share, cast: Cast, browser_of: BrowserOf) -> None:
    eva = browser_of(cast.eva)
    before = eva.get(reverse("shared_clip", args=[share.pk])).status_code

    browser_of(cast.mira).post(reverse("end_share", args=[share.pk]))

    assert (before, eva.get(reverse("shared_clip", args=[share.pk])).status_code) == (200, 404)
    event = Event.objects.get(name="cases.share_ended")
    assert (event.actor_id, event.subject_id, event.facts) == (cast.mira.pk, str(share.pk), {"why": "taken_back"})


def test_a_closed_case_keeps_nobody_from_taking_back(share: Share, cast: Cast, browser_of: BrowserOf) -> None:
    Case.objects.update(state=Case.State.CLOSED)

    answer = browser_of(cast.mira).post(reverse("end_share", args=[share.pk]))

    share.refresh_from_db()
    assert (answer.status_code, share.ended_why) == (302, "taken_back")


def test_whoever_it_was_given_to_does_not_end_it(share: Share, cast: Cast, browser_of: BrowserOf) -> None:
    assert browser_of(cast.eva).post(reverse("end_share", args=[share.pk])).status_code == 403
    assert browser_of(cast.otis).post(reverse("end_share", args=[share.pk])).status_code == 404

    share.refresh_from_db()
    assert share.ended_at is None


def test_twice_is_once(share: Share, cast: Cast) -> None:
    end_share(share=share, by=cast.mira)
    share.refresh_from_db()
    ended_at = share.ended_at

    end_share(share=share, by=cast.mira)

    share.refresh_from_db()
    assert share.ended_at == ended_at
    assert Event.objects.filter(name="cases.share_ended").count() == 1
