import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cases.models import Case, Film
from tests.cast import Cast, a_cycle, a_film
from vig.accounts.models import Organisation, User, Wording

BrowserOf = Callable[[User], Client]


def test_speaks_of_child_and_parent_or_of_person_and_partner_as_the_service_chose(
    case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    def words() -> tuple[bool, bool]:
        page = browser_of(cast.mira).get(reverse("case", args=[case.pk])).content.decode()
        return "Child" in page and "Parent" in page, "Person" in page and "Partner" in page

    chosen_child = words()
    Organisation.objects.filter(pk=cast.service.pk).update(wording=Wording.PERSON)

    assert (chosen_child, words()) == ((True, False), (False, True))


def test_shows_the_newest_helping_question(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    first = case.helping_questions.get()
    case.helping_questions.create(text="What helps at bedtime?", asked_at=first.asked_at + datetime.timedelta(days=30))

    page = browser_of(cast.mira).get(reverse("case", args=[case.pk])).content.decode()

    assert "What helps at bedtime?" in page
    assert first.text not in page


def test_shows_films_in_the_order_in_which_they_came(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    cycle = a_cycle(cast, case)
    films = [a_film(cast, cycle), a_film(cast, cycle)]

    page = browser_of(cast.mira).get(reverse("case", args=[case.pk]))

    assert list(page.context["cycles"][0].films.all()) == films


@pytest.mark.parametrize("cycles", [1, 4])
def test_takes_as_many_queries_for_four_cycles_as_for_one(
    cycles: int, case: Case, cast: Cast, browser_of: BrowserOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(cast.mira)
    for _ in range(cycles):
        cycle = a_cycle(cast, case)
        a_film(cast, cycle)
        a_film(cast, cycle)

    with django_assert_max_num_queries(22):
        browser.get(reverse("case", args=[case.pk]))

    assert Film.objects.count() == 2 * cycles
