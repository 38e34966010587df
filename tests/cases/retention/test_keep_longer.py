"""Whoever guides a case may keep a film of it longer, for a reason and until a day, as far as the service allows."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cases.models import Film, Hold, Scope
from cases.operations.close_due_films import close_due_films
from cases.operations.keep_longer import LongerThanAnythingIsKept, MayNotKeepLonger, NotLonger, keep_longer
from cases.operations.withdraw_consent import withdraw_consent
from tests.cast import Cast, the
from vig.accounts.models import User
from vig.audit.models import Event

from .deciding import LAST_DAY, OVER_ON, at, decide

BrowserOf = Callable[[User], Client]
ONE_DAY = datetime.timedelta(days=1)
IN_MAY = datetime.date(2027, 5, 1)
WORK = Film.Longer.WORK


@pytest.fixture
def decided(film: Film, cast: Cast) -> Film:
    decide(cast)
    return film


def close(film: Film) -> None:
    with time_machine.travel(at(OVER_ON), tick=False):
        assert close_due_films(now=at(OVER_ON)) == 1


def keep(browser: Client, film: Film, **said: object) -> str:
    sent = {"until": IN_MAY.isoformat(), "why": "work"} | said
    return browser.post(reverse("keep_longer", args=[film.pk]), sent, follow=True).content.decode()


def test_its_day_moves_and_one_event_says_so(decided: Film, cast: Cast, browser_of: BrowserOf) -> None:
    keep(browser_of(cast.mira), decided)

    decided.refresh_from_db()
    assert (decided.keep_until, decided.longer_until, decided.longer_why) == (IN_MAY, IN_MAY, "work")
    event = Event.objects.get(name="cases.film_kept_longer")
    assert (event.actor_id, event.facts) == (cast.mira.pk, {"until": "2027-05-01", "why": "work"})
    assert close_due_films(now=at(OVER_ON)) == 0


def test_no_day_lies_beyond_what_the_service_allows(decided: Film, cast: Cast) -> None:
    keep_longer(film=decided, until=LAST_DAY, why=WORK, by=cast.mira)

    with pytest.raises(LongerThanAnythingIsKept):
        keep_longer(film=decided, until=LAST_DAY + ONE_DAY, why=WORK, by=cast.mira)


def test_no_day_lies_before_the_one_that_stands(decided: Film, cast: Cast) -> None:
    with pytest.raises(NotLonger):
        keep_longer(film=decided, until=OVER_ON, why=WORK, by=cast.mira)


def test_a_film_whose_time_was_over_opens_again_before_it_is_destroyed(decided: Film, cast: Cast) -> None:
    close(decided)

    with time_machine.travel(at(OVER_ON + ONE_DAY), tick=False):
        keep_longer(film=decided, until=IN_MAY, why=WORK, by=cast.mira)

    decided.refresh_from_db()
    assert (decided.closed_at, decided.closed_why, decided.destroy_at) == (None, "", None)
    assert Event.objects.filter(name="cases.film_opened_again").count() == 1


def test_says_so_where_consent_no_longer_reaches_it_and_it_stays_closed(decided: Film, cast: Cast) -> None:
    close(decided)
    consent = the(decided.cycle.case, decided.cycle.case.participants.model.Role.PERSON).consents.get()
    withdraw_consent(answer=consent.answers.get(scope=Scope.OWN_REVIEW), by=cast.mira)

    with (
        time_machine.travel(at(OVER_ON + ONE_DAY), tick=False),
        pytest.raises(MayNotKeepLonger, match="withdrew consent"),
    ):
        keep_longer(film=decided, until=IN_MAY, why=WORK, by=cast.mira)

    decided.refresh_from_db()
    assert decided.closed_why == Film.Closed.RETENTION
    assert decided.destroy_at == at(OVER_ON + 7 * ONE_DAY)


def test_only_who_guides_decides(decided: Film, cast: Cast, browser_of: BrowserOf) -> None:
    with pytest.raises(MayNotKeepLonger):
        keep_longer(film=decided, until=IN_MAY, why=WORK, by=cast.tariq)

    assert browser_of(cast.dana).get(reverse("keep_longer", args=[decided.pk])).status_code == 404


def test_the_page_says_what_is_wrong_with_a_day(decided: Film, cast: Cast, browser_of: BrowserOf) -> None:
    assert "until 1 November 2027 at most" in keep(browser_of(cast.mira), decided, until="2040-01-01")


def test_the_page_offers_no_day_where_there_is_none_left(decided: Film, cast: Cast, browser_of: BrowserOf) -> None:
    keep_longer(film=decided, until=LAST_DAY, why=WORK, by=cast.mira)

    shown = browser_of(cast.mira).get(reverse("keep_longer", args=[decided.pk])).content.decode()

    assert "cannot be kept any longer" in shown
    assert 'name="until"' not in shown


def test_nothing_can_be_moved_where_nothing_was_decided(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    answer = browser_of(cast.mira).get(reverse("keep_longer", args=[film.pk]))

    assert answer.status_code == 403
    assert "has not decided how long films are kept" in answer.content.decode()


def test_the_film_says_until_when_it_is_kept_and_the_same_while_it_is_held(
    decided: Film, cast: Cast, browser_of: BrowserOf
) -> None:
    """The page is looked at together with the family, and a hold may be because of whoever looks at it."""
    browser = browser_of(cast.mira)
    before = browser.get(reverse("film", args=[decided.pk])).content.decode()
    Hold.objects.create(case=decided.cycle.case, why=Hold.Why.SAFEGUARDING, placed_by=cast.dana, placed_at=at(OVER_ON))

    after = browser.get(reverse("film", args=[decided.pk])).content.decode()

    for shown in (before, after):
        assert "Kept until 1 February 2027" in " ".join(shown.split())
        assert "held" not in shown.lower()
