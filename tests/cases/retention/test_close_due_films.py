"""On the day that a film's time is over it closes by itself; the days of grace later it is destroyed. Holds stop it."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.utils.module_loading import import_string

from cases.models import Case, Clock, Film, Hold, Share, Terms, Tombstone
from cases.operations.clocks import set_every_clock
from cases.operations.close_due_films import close_due_films
from tests.cast import Cast, a_film
from tests.permissions.scene import playing_film_with_clip, share_with_sam
from vig.audit.models import Event

from .deciding import OVER_ON, at, decide

ONE_DAY = datetime.timedelta(days=1)


def sweep(day: datetime.date = OVER_ON) -> int:
    with time_machine.travel(at(day), tick=False):
        path, _ = settings.SWEEPS["films whose time is over"]
        closed = import_string(path)(now=at(day))
    assert isinstance(closed, int)
    return closed


def test_it_closes_on_the_day_and_is_destroyed_after_the_days_of_grace(film: Film, cast: Cast) -> None:
    decide(cast)

    assert sweep(OVER_ON - ONE_DAY) == 0
    assert sweep() == 1

    film.refresh_from_db()
    assert (film.closed_at, film.closed_why) == (at(OVER_ON), Film.Closed.RETENTION)
    assert film.destroy_at == at(OVER_ON + 7 * ONE_DAY)
    event = Event.objects.get(name="cases.film_closed")
    assert (event.actor_id, event.facts["why"]) == (None, "retention")


def test_it_leaves_a_tombstone_that_says_why(film: Film, cast: Cast) -> None:
    decide(cast)
    sweep()
    path, _ = settings.SWEEPS["films that are due"]

    assert import_string(path)(now=at(OVER_ON + 7 * ONE_DAY)) == 1

    assert Tombstone.objects.get(film=film.pk).why == Tombstone.Why.RETENTION


def test_a_second_round_finds_nothing_left_to_do(film: Film, cast: Cast) -> None:
    decide(cast)
    sweep()

    assert sweep() == 0

    assert Event.objects.filter(name="cases.film_closed").count() == 1


def test_nothing_ends_where_the_service_has_not_decided(film: Film) -> None:
    set_every_clock(now=at(OVER_ON))

    assert sweep(OVER_ON + 4000 * ONE_DAY) == 0

    film.refresh_from_db()
    assert (film.keep_until, film.closed_at) == (None, None)


@pytest.mark.parametrize("of_all_the_case", [False, True])
def test_a_hold_stops_it_until_it_is_lifted(of_all_the_case: bool, film: Film, cast: Cast) -> None:
    decide(cast)
    hold = Hold.objects.create(
        case=film.cycle.case,
        film=None if of_all_the_case else film,
        why=Hold.Why.COURT,
        placed_by=cast.dana,
        placed_at=at(OVER_ON - ONE_DAY),
    )

    assert sweep(OVER_ON + 10 * ONE_DAY) == 0

    Hold.objects.filter(pk=hold.pk).update(lifted_at=at(OVER_ON), lifted_by=cast.dana)
    assert sweep(OVER_ON + 10 * ONE_DAY) == 1


def test_what_was_shared_of_it_ends(film: Film, cast: Cast) -> None:
    share = share_with_sam(playing_film_with_clip(film, cast), cast)
    Share.objects.filter(pk=share.pk).update(ends_at=at(OVER_ON + 100 * ONE_DAY))
    decide(cast)

    sweep()

    share.refresh_from_db()
    assert share.ended_at == at(OVER_ON)


def test_no_film_that_closed_stays_without_an_end(film: Film, cast: Cast) -> None:
    another = a_film(cast, film.cycle)
    decide(cast)

    sweep()

    closed = Film.objects.exclude(closed_at=None)
    assert {one.pk for one in closed} == {film.pk, another.pk}
    assert not closed.filter(destroy_at=None).exists()


def test_a_clock_that_moved_unnoticed_is_set_before_anything_closes(film: Film, cast: Cast) -> None:
    decide(cast)
    Film.objects.filter(pk=film.pk).update(recorded_on=datetime.date(2026, 12, 1))

    assert sweep() == 0

    film.refresh_from_db()
    assert (film.keep_until, film.closed_at) == (datetime.date(2027, 3, 1), None)


def test_a_film_that_is_added_has_its_day_at_once(film: Film, cast: Cast) -> None:
    decide(cast)

    assert a_film(cast, film.cycle).pk in Film.objects.filter(keep_until=OVER_ON).values_list("pk", flat=True)


def test_the_hourly_round_sets_every_clock_anew(film: Film, cast: Cast) -> None:
    decide(cast, interaction=Terms(2, Clock.CASE_CLOSED, longest_months=12, warn_days=14))
    Case.objects.update(closed_on=datetime.date(2026, 12, 10))
    path, _ = settings.SWEEPS["clocks of films"]

    assert import_string(path)(now=at(OVER_ON)) == 1

    film.refresh_from_db()
    assert film.keep_until == datetime.date(2027, 2, 10)
    assert close_due_films(now=at(OVER_ON)) == 0
