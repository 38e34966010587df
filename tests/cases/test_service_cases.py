"""Administrators see that cases are there and who guides them, and find somebody for those that nobody guides."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases.models import Case, Film
from tests.cast import Cast, a_case
from vig.accounts.fresh import CONFIRMED_AT
from vig.accounts.models import User

BrowserOf = Callable[[User], Client]


@pytest.fixture
def ada(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.ada)


def listed(browser: Client, **asked: str) -> str:
    return " ".join(browser.get(reverse("service_cases"), asked).content.decode().split())


def test_shows_references_and_guides_and_nothing_of_the_case(ada: Client, film: Film) -> None:
    page = listed(ada)

    assert "Alder 101" in page
    assert "Guided by Mira" in page
    told = ("Little Alder", "feelings get big", str(film.pk), "1 November 2026", "Mother")
    assert not [word for word in told if word in page]


def test_those_that_nobody_guides_come_first(ada: Client, case: Case, cast: Cast) -> None:
    left = a_case(cast, pseudonym="Zelkova 9")
    left.accesses.update(ends_at=timezone.now())

    page = listed(ada)

    assert page.index("Zelkova 9") < page.index("Alder 101")
    assert "Nobody guides it" in page


def test_finds_a_case_by_its_reference(ada: Client, case: Case, cast: Cast) -> None:
    a_case(cast, pseudonym="Birch 7")

    page = listed(ada, q="birch")

    assert "Birch 7" in page
    assert "Alder" not in page


def test_shows_no_case_of_another_service(ada: Client, case: Case, cast: Cast) -> None:
    Case.objects.update(organisation=cast.elsewhere)

    assert "Alder" not in listed(ada)
    assert ada.get(reverse("hand_over_service_case", args=[case.pk])).status_code == 404


def test_hands_over_what_somebody_left_behind_and_tells_the_new_guide(ada: Client, case: Case, cast: Cast) -> None:
    case.accesses.update(ends_at=timezone.now())

    ada.post(reverse("hand_over_service_case", args=[case.pk]), {"colleague": cast.tariq.pk})

    assert "Guided by Tariq" in listed(ada)
    assert cast.tariq.notices.get().kind == "cases.case_handed_over"
    assert ada.get(reverse("case", args=[case.pk])).status_code == 404


def test_whoever_guided_it_is_told_that_somebody_else_does(ada: Client, case: Case, cast: Cast) -> None:
    ada.post(reverse("hand_over_service_case", args=[case.pk]), {"colleague": cast.tariq.pk})

    assert cast.mira.notices.get().kind == "cases.case_taken_over"


def test_handing_over_needs_a_fresh_sign_in(ada: Client, case: Case, cast: Cast) -> None:
    session = ada.session
    session[CONFIRMED_AT] = 0
    session.save()

    answer = ada.post(reverse("hand_over_service_case", args=[case.pk]), {"colleague": cast.tariq.pk})

    assert "reauthenticate" in answer["Location"]
    assert not case.accesses.filter(user=cast.tariq).exists()


def test_asks_no_more_for_many_cases_than_for_one(
    ada: Client, case: Case, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as for_one:
        listed(ada)
    for number in range(12):
        a_case(cast, pseudonym=f"Case {number}", consent=False)

    with django_assert_num_queries(len(for_one)):
        listed(ada)
