"""Whoever guides a case closes it when the work with the family has ended: clocks that wait for that day begin."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Clock, Film, Terms
from cases.operations.close_case import close_case
from cases.operations.close_due_films import close_due_films
from cases.operations.open_case_again import open_case_again
from tests.cases.retention.deciding import at, decide
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
CLOSED_ON = datetime.date(2026, 12, 10)
TWO_MONTHS_AFTER_CLOSING = Terms(2, Clock.CASE_CLOSED, longest_months=12, warn_days=14)
AT_MOST = datetime.date(2027, 11, 1)


@pytest.fixture
def decided(film: Film, cast: Cast) -> Film:
    decide(cast, interaction=TWO_MONTHS_AFTER_CLOSING)
    film.refresh_from_db()
    assert film.keep_until == AT_MOST
    return film


def close(film: Film, cast: Cast) -> None:
    with time_machine.travel(at(CLOSED_ON), tick=False):
        assert close_case(case=film.cycle.case, by=cast.mira) is True


def test_clocks_that_wait_for_it_begin(decided: Film, cast: Cast) -> None:
    close(decided, cast)

    decided.refresh_from_db()
    assert decided.keep_until == datetime.date(2027, 2, 10)
    assert Case.objects.get().closed_on == CLOSED_ON


def test_opened_again_they_wait_again_and_what_was_over_goes_on(decided: Film, cast: Cast) -> None:
    close(decided, cast)
    over = at(datetime.date(2027, 2, 10))
    with time_machine.travel(over, tick=False):
        assert close_due_films(now=over) == 1

        assert open_case_again(case=decided.cycle.case, by=cast.mira) is True

    decided.refresh_from_db()
    assert (decided.keep_until, decided.closed_at) == (AT_MOST, None)
    assert (Case.objects.get().state, Case.objects.get().closed_on) == (Case.State.OPEN, None)


def test_the_page_closes_it_and_opens_it_again(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    browser = browser_of(cast.mira)

    closed = browser.post(reverse("close_case", args=[case.pk]), follow=True).content.decode()
    case.refresh_from_db()
    assert (case.state, case.closed_on) == (Case.State.CLOSED, timezone.localdate())
    opened = browser.post(reverse("open_case_again", args=[case.pk]), follow=True).content.decode()

    assert "Open this case again" in closed
    assert "Close this case" in opened


def test_is_one_event_however_often_it_is_said(case: Case, cast: Cast) -> None:
    close_case(case=case, by=cast.mira)
    assert close_case(case=case, by=cast.mira) is False
    open_case_again(case=case, by=cast.mira)
    assert open_case_again(case=case, by=cast.mira) is False

    said = Event.objects.filter(name__in=["cases.case_closed", "cases.case_opened_again"])
    assert [(event.name, event.actor_id) for event in said.order_by("at")] == [
        ("cases.case_closed", cast.mira.pk),
        ("cases.case_opened_again", cast.mira.pk),
    ]


def test_only_who_guides_closes_it(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    case.accesses.create(user=cast.tariq, why="covers", starts_at=timezone.now())
    tariq = browser_of(cast.tariq)

    assert tariq.post(reverse("close_case", args=[case.pk])).status_code == 403
    assert "Close this case" not in tariq.get(reverse("case", args=[case.pk])).content.decode()
