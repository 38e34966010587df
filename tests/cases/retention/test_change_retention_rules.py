"""A service decides for how long it keeps what. Who decides sees first what it would do."""

import re
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cases.models import Clock, Film, Hold, RetentionRule, ServiceRules, Terms
from cases.operations.close_due_films import close_due_films
from cases.policies import PROPOSED
from cases.retention_overview import consequences
from tests.cast import Cast, a_film
from tests.permissions.scene import playing_film_with_clip
from vig.accounts.models import User
from vig.audit.models import Event

from .deciding import AID, FILMED_ON, OVER_ON, at, decide

BrowserOf = Callable[[User], Client]
LONG_AGO = FILMED_ON.replace(year=2020)
URL = "change_retention_rules"


@pytest.fixture
def ada(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.ada)


def form(films_are: str = "aid", **changed: object) -> dict[str, object]:
    """What is proposed, with some of it changed: `interaction__months=3`."""
    sent: dict[str, object] = {"films_are": films_are}
    for kind, terms in PROPOSED[films_are].items():
        sent |= {
            f"{kind}-months": terms.months,
            f"{kind}-clock": terms.clock.value,
            f"{kind}-longest_months": terms.longest_months,
            f"{kind}-warn_days": terms.warn_days,
        }
    return sent | {name.replace("__", "-"): value for name, value in changed.items()}


def post(browser: Client, sent: dict[str, object]) -> str:
    return " ".join(browser.post(reverse(URL), sent, follow=True).content.decode().split())


def decide_after_seeing(browser: Client, sent: dict[str, object]) -> str:
    found = re.search(r'name="seen" value="([\d-]+)"', post(browser, sent))
    assert found
    return post(browser, sent | {"seen": found[1]})


def test_what_was_seen_and_decided_holds_at_once(ada: Client, film: Film, cast: Cast) -> None:
    shown = decide_after_seeing(ada, form("record", interaction__months=3, interaction__clock="made"))

    film.refresh_from_db()
    assert film.keep_until == OVER_ON
    assert RetentionRule.objects.filter(organisation=cast.service).count() == len(RetentionRule.Kind)
    assert ServiceRules.objects.get(organisation=cast.service).films_are == ServiceRules.FilmsAre.RECORD
    assert "This is what holds from now on" in shown


def test_nothing_is_decided_before_somebody_saw_what_it_would_do(ada: Client, film: Film) -> None:
    Film.objects.update(recorded_on=LONG_AGO)

    shown = post(ada, form())

    assert "<strong>1 film</strong> would close within minutes" in shown
    assert not RetentionRule.objects.exists()


def test_who_changes_it_after_looking_is_shown_it_anew(ada: Client, film: Film) -> None:
    Film.objects.update(recorded_on=LONG_AGO)

    shown = post(ada, form() | {"seen": "0-0"})

    assert "<strong>1 film</strong> would close within minutes" in shown
    assert not RetentionRule.objects.exists()


def test_is_one_event_with_all_that_was_decided(film: Film, cast: Cast) -> None:
    decide(cast)

    event = Event.objects.get(name="cases.retention_rules_changed")
    assert (event.actor_id, event.subject_id, event.organisation_id) == (
        cast.ada.pk,
        str(cast.service.pk),
        cast.service.pk,
    )
    assert event.facts["films_are"] == "aid"
    assert event.facts["rules"]["interaction"] == [3, "made", 12, 14]
    assert (event.facts["moved"], event.facts["opened"]) == (1, 0)


def test_more_time_opens_what_was_closed_only_because_its_time_was_over(film: Film, cast: Cast) -> None:
    decide(cast)
    with time_machine.travel(at(OVER_ON), tick=False):
        close_due_films(now=at(OVER_ON))

        decide(cast, interaction=Terms(6, Clock.MADE, longest_months=12, warn_days=14))

    film.refresh_from_db()
    assert (film.closed_at, film.destroy_at) == (None, None)


def test_another_service_keeps_its_own(film: Film, cast: Cast) -> None:
    film.cycle.case.organisation = cast.elsewhere
    film.cycle.case.save()

    decide(cast)

    film.refresh_from_db()
    assert film.keep_until is None


def test_the_most_is_not_less_than_the_months(ada: Client, film: Film) -> None:
    shown = post(ada, form(clip__months=12, clip__longest_months=6))

    assert "The most cannot be less than the months beside it" in shown


@pytest.mark.parametrize("months", [0, -1, 1201, "for ever", ""])
def test_nothing_is_kept_for_ever(months: object, ada: Client, film: Film) -> None:
    post(ada, form(interaction__longest_months=months) | {"seen": "0-0"})

    assert not RetentionRule.objects.exists()


def test_needs_a_fresh_sign_in(ada: Client) -> None:
    session = ada.session
    session["confirmed_at"] = 0
    session.save()

    answer = ada.post(reverse(URL), form())

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_the_page_says_that_a_proposal_does_nothing(ada: Client, film: Film, cast: Cast) -> None:
    page = reverse("retention_rules")
    before = ada.get(page).content.decode()
    decide(cast)

    after = ada.get(page).content.decode()

    assert "Nothing is decided yet" in before
    assert "Nothing is decided yet" not in after
    assert "3 months" in after


def test_what_it_would_do_leaves_out_what_is_held(film: Film, cast: Cast) -> None:
    Film.objects.update(recorded_on=LONG_AGO)
    playing_film_with_clip(film, cast)
    Hold.objects.create(case=film.cycle.case, why=Hold.Why.COURT, placed_by=cast.dana, placed_at=at(OVER_ON))

    would = consequences(cast.service, PROPOSED[AID])

    assert (would.films_at_once, would.films_soon, would.cuts_at_once) == (0, 0, 0)


def test_what_it_would_do_is_found_in_two_queries(
    film: Film, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        a_film(cast, film.cycle)

    with django_assert_num_queries(2):
        consequences(cast.service, PROPOSED[AID])
