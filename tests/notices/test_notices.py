from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cases.models import Case
from tests.cast import Cast
from vig.accounts.models import User
from vig.notices.context import news_count
from vig.notices.operations import finish_notice, notify

BrowserOf = Callable[[User], Client]


def tell(user: User, case: Case, times: int = 1, once: str = "") -> None:
    notify(users=[user], kind="test.asked", subject=case, once=once, case="Alder 101", times=times)


def test_shows_only_ones_own_with_a_link_to_the_thing(cast: Cast, case: Case, browser_of: BrowserOf) -> None:
    tell(cast.mira, case)

    hers, his = (browser_of(user).get(reverse("notices")).content.decode() for user in (cast.mira, cast.sam))

    assert "Alder 101 was asked about 1 times." in hers
    assert f'href="/to/{case.pk}/"' in hers
    assert "Alder" not in his
    assert "Nothing new" in his


def test_what_waits_comes_before_what_is_done_and_the_newest_first(
    cast: Cast, case: Case, browser_of: BrowserOf
) -> None:
    for times in (1, 2, 3):
        tell(cast.mira, case, times=times, once=str(times))
    finish_notice(notice=cast.mira.notices.get(once="3"))

    shown = browser_of(cast.mira).get(reverse("notices")).context["page_obj"]

    assert [notice.once for notice in shown] == ["2", "1", "3"]


def test_done_is_done_and_nobody_else_can_do_it(cast: Cast, case: Case, browser_of: BrowserOf) -> None:
    tell(cast.mira, case)
    notice = cast.mira.notices.get()
    url = reverse("finish_notice", args=[notice.pk])

    assert browser_of(cast.sam).post(url).status_code == 404
    notice.refresh_from_db()
    assert notice.done_at is None

    browser_of(cast.mira).post(url)

    notice.refresh_from_db()
    assert notice.done_at is not None


def test_all_done_leaves_those_of_others(cast: Cast, case: Case, browser_of: BrowserOf) -> None:
    for user in (cast.mira, cast.mira, cast.sam):
        tell(user, case, once=str(user.notices.count()))

    browser_of(cast.mira).post(reverse("finish_all_notices"))

    assert (cast.mira.notices.waiting().count(), cast.sam.notices.waiting().count()) == (0, 1)


def test_the_bell_counts_to_nine_in_one_query(
    cast: Cast, case: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    said = [news_count(cast.mira)]
    for number in range(11):
        tell(cast.mira, case, once=str(number))
        said.append(news_count(cast.mira))

    with django_assert_num_queries(1):
        news_count(cast.mira)

    assert said == ["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "9+", "9+"]


def test_a_notice_of_a_kind_that_is_gone_is_still_shown(cast: Cast, case: Case, browser_of: BrowserOf) -> None:
    tell(cast.mira, case)
    cast.mira.notices.update(kind="test.of_long_ago")

    assert b"no longer kept" in browser_of(cast.mira).get(reverse("notices")).content
