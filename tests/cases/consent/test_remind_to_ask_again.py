"""Whoever guides the case knows in time that a consent ends, or that somebody is old enough to be asked."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseAccess, Participant, Scope
from cases.operations.record_consent import Term
from cases.operations.remind_to_ask_again import asks_due, remind_to_ask_again
from cases.operations.withdraw_consent import withdraw_consent
from tests.cast import Cast, a_case, consent_to, the
from vig.accounts.models import User

BrowserOf = Callable[[User], Client]


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast, consent=False)


def said_until(case: Case, cast: Cast, **term: Any) -> None:
    child = the(case, Participant.Role.PERSON)
    given_on = days(-60)
    consent_to(case, Scope.OWN_REVIEW, by=cast.mira, participant=child, term=Term(**term), given_on=given_on)


def told(user: User) -> list[str]:
    return [notice.kind for notice in user.notices.order_by("created_at")]


def test_says_it_thirty_days_before_and_on_the_day_and_each_once(case: Case, cast: Cast) -> None:
    said_until(case, cast, ask_again_on=days(30))
    day = timezone.now()

    for later in (-1, 0, 1, 29, 30, 30, 31):
        remind_to_ask_again(now=day + datetime.timedelta(days=later))

    assert told(cast.mira) == ["cases.consent_asked_anew", "cases.consent_asked_anew"]
    assert told(cast.sam) == []


def test_a_consent_that_ends_is_told_of_by_the_label_of_the_case(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    said_until(case, cast, until_on=days(10))

    remind_to_ask_again(now=timezone.now())

    page = browser_of(cast.mira).get(reverse("notices")).content.decode()
    assert f"A consent of Alder 101 ends on {days(10):%-d %B %Y}" in page
    assert "Little Alder" not in page
    assert reverse("consents", args=[case.pk]) in page


def test_pages_say_it_in_a_calm_line(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    said_until(case, cast, ask_again_on=days(20))
    mira = browser_of(cast.mira)

    pages = [mira.get(url).content.decode() for url in (reverse("my_cases"), reverse("consents", args=[case.pk]))]

    sentence = f"Little Alder is old enough from {days(20):%-d %B %Y} to be asked themselves."
    assert all(sentence in page for page in pages)
    assert "notice-danger" not in "".join(pages)


@pytest.mark.parametrize("term", [{}, {"until_on": days(31)}, {"until_on": days(-8)}])
def test_says_nothing_before_its_time_or_long_after(term: dict[str, Any], case: Case, cast: Cast) -> None:
    said_until(case, cast, **term)

    assert asks_due(Case.objects.all()) == []


def test_a_new_yes_outlasts_the_old(case: Case, cast: Cast) -> None:
    said_until(case, cast, until_on=days(10))

    said_until(case, cast)

    assert asks_due(Case.objects.all()) == []


def test_what_was_taken_back_is_not_asked_again(case: Case, cast: Cast) -> None:
    said_until(case, cast, until_on=days(10))
    for answer in the(case, Participant.Role.PERSON).consents.get().answers.all():
        withdraw_consent(answer=answer, by=cast.mira)

    assert asks_due(Case.objects.all()) == []


def test_a_closed_case_rests(case: Case, cast: Cast) -> None:
    said_until(case, cast, until_on=days(10))
    Case.objects.update(state=Case.State.CLOSED)

    assert asks_due(Case.objects.all()) == []


def test_only_whoever_works_on_the_case_is_shown_it(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    said_until(case, cast, until_on=days(10))
    CaseAccess.objects.create(
        case=case, user=cast.sam, why="emergency", starts_at=timezone.now(),
        ends_at=timezone.now() + datetime.timedelta(hours=1),
    )  # fmt: skip

    page = browser_of(cast.sam).get(reverse("my_cases")).content.decode()

    assert "said yes to" not in page
