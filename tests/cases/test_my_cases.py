import datetime
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases.models import Case, CaseAccess
from tests.cast import Cast, a_case
from vig.accounts.models import User

BrowserOf = Callable[[User], Client]


def test_finds_by_pseudonym_and_by_helping_question(cast: Cast) -> None:
    alder = a_case(cast, pseudonym="Alder 101")
    rowan = a_case(cast, pseudonym="Rowan 7")
    rowan.helping_questions.update(text="What helps at bedtime?")
    mine = Case.objects.visible_to(cast.mira)

    assert list(mine.search("alder")) == [alder]
    assert list(mine.search("BEDTIME helps")) == [rowan]
    assert not mine.search("alder bedtime").exists()


def test_sight_ends_with_access(case: Case, cast: Cast) -> None:
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    CaseAccess.objects.filter(case=case).update(starts_at=now - 2 * hour, ends_at=now - hour)

    assert not Case.objects.visible_to(cast.mira).exists()


def test_sight_does_not_begin_before_access(case: Case, cast: Cast) -> None:
    CaseAccess.objects.filter(case=case).update(starts_at=timezone.now() + datetime.timedelta(days=1))

    assert not Case.objects.visible_to(cast.mira).exists()


def test_welcomes_somebody_who_has_no_case_yet(cast: Cast, browser_of: BrowserOf) -> None:
    page = browser_of(cast.tariq).get(reverse("my_cases")).content.decode()

    assert reverse("open_case") in page


def test_lists_ten_cases_with_as_many_queries_as_one(
    cast: Cast, browser_of: BrowserOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(cast.mira)
    for number in range(10):
        a_case(cast, pseudonym=f"Elm {number}")

    with django_assert_max_num_queries(11):
        page = browser.get(reverse("my_cases"))

    assert len(page.context["page_obj"]) == 10
