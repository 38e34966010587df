import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases.models import Case, Film, Viewing
from cases.operations.delete_film import delete_film
from cases.operations.mark_moment import mark_moment
from cases.watched import watched_of
from tests.cases.playing import make_playable
from tests.cast import Cast
from vig.accounts.models import User

BrowserOf = Callable[[User], Client]

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def playing(film: Film) -> Film:
    return make_playable(film, seconds=8)


def page_of(browser: Client, case: Case) -> str:
    return browser.get(reverse("who_watched", args=[case.pk])).content.decode()


def viewing(film: Film, who: User, *, why: str, ago: int = 0, **more: object) -> Viewing:
    at = timezone.now() - ago * MINUTE
    return Viewing.objects.create(
        case=film.cycle.case, film=film, viewer=who, why=why, started_at=at, last_at=at, **more
    )


def test_says_who_watched_what_when_and_why(playing: Film, case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    clip = mark_moment(film=playing, by=cast.mira, start_frame=0, end_frame=60, title="He offers it", note="My note")
    mine = viewing(playing, cast.mira, why="guides", ago=9, ranges=[[0, 25], [50, 76]])
    hers = viewing(playing, cast.eva, why="share", clip=clip, ranges=[[0, 60]])

    page = page_of(browser_of(cast.mira), case)

    assert [one.viewing for one in watched_of(case)] == [hers, mine]
    assert "Supervisor, Hillside Disability Service" in page
    assert "It was shared with them" in page
    assert "“He offers it”" in page
    assert "Guides the case" in page
    assert timezone.localtime(mine.started_at).strftime("%H:%M") in page
    assert [one.seconds for one in watched_of(case)] == [3, 3]
    assert "My note" not in page


def test_what_is_gone_is_still_said_to_have_been_watched(
    playing: Film, case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    viewing(playing, cast.mira, why="guides", ranges=[[0, 25]])

    delete_film(film=playing, by=cast.mira)

    assert "A film that has been deleted since" in page_of(browser_of(cast.mira), case)


def test_knows_the_role_of_that_day(playing: Film, case: Case, cast: Cast) -> None:
    long_ago = viewing(playing, cast.eva, why="share", ago=60 * 24 * 10)
    cast.eva.memberships.update(starts_on=timezone.localdate() - datetime.timedelta(days=1))

    assert [one.role for one in watched_of(case) if one.viewing == long_ago] == [""]


def test_knows_nothing_of_other_cases(playing: Film, case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    other = Case.objects.create(organisation=cast.service, pseudonym="Birch 7", opened_on=timezone.localdate())
    at = timezone.now()
    Viewing.objects.create(case=other, film=playing, viewer=cast.otis, why="share", started_at=at, last_at=at)

    assert watched_of(case) == []
    assert "Nobody has watched anything yet" in page_of(browser_of(cast.mira), case)


@pytest.mark.parametrize("viewers", [1, 5])
def test_takes_as_many_queries_for_five_as_for_one(
    viewers: int, playing: Film, case: Case, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for who in ("mira", "tariq", "sam", "eva", "otis")[:viewers]:
        viewing(playing, cast[who], why="share", ranges=[[0, 25]])

    with django_assert_num_queries(3):
        said = [(one.role, one.seconds, str(one.viewing.film)) for one in watched_of(case)]

    assert len(said) == viewers
