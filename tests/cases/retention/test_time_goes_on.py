"""A film that closed when its time was over, and has more of it after all, whatever gave it that: it is not lost."""

import datetime

import pytest
import time_machine

from cases.models import Clock, Correction, Film, Participant, Restriction, Scope, Terms
from cases.operations.add_film import add_film
from cases.operations.clocks import set_every_clock
from cases.operations.close_due_films import close_due_films
from cases.operations.correct_film import correct_film
from cases.operations.destroy_film import destroy_due_films
from cases.operations.lift_restriction import lift_restriction
from cases.operations.restrict_films import restrict_films
from cases.operations.withdraw_consent import withdraw_consent
from tests.cases.asking_for_a_copy import RESTRICTION, ask
from tests.cast import Cast, consent_to, the

from .deciding import FILMED_ON, OVER_ON, at, decide

ONE_DAY = datetime.timedelta(days=1)
THE_NEXT_DAY = OVER_ON + ONE_DAY
AFTER_THE_GRACE = OVER_ON + 8 * ONE_DAY
MISTAKE = Correction.MISTAKE


@pytest.fixture
def closed(film: Film, cast: Cast) -> Film:
    decide(cast)
    with time_machine.travel(at(OVER_ON), tick=False):
        close_due_films(now=at(OVER_ON))
    film.refresh_from_db()
    assert film.closed_why == Film.Closed.RETENTION
    return film


def more_time(film: Film) -> None:
    """By a way that opens nothing."""
    Film.objects.filter(pk=film.pk).update(longer_until=OVER_ON + 60 * ONE_DAY, longer_why="work")


def is_open(film: Film) -> bool:
    film.refresh_from_db()
    return (film.closed_at, film.closed_why, film.destroy_at) == (None, "", None)


def test_opens_when_the_day_of_filming_was_written_down_wrongly(closed: Film, cast: Cast) -> None:
    with time_machine.travel(at(THE_NEXT_DAY), tick=False):
        correct_film(film=closed, kind=closed.kind, recorded_on=FILMED_ON + 60 * ONE_DAY, why=MISTAKE, by=cast.mira)

    assert is_open(closed)


def test_is_looked_at_once_more_before_it_would_be_destroyed(closed: Film) -> None:
    more_time(closed)

    assert destroy_due_films(now=at(AFTER_THE_GRACE)) == 0

    assert is_open(closed)


def test_opens_by_itself_within_the_hour(closed: Film) -> None:
    more_time(closed)

    set_every_clock(now=at(THE_NEXT_DAY))

    assert is_open(closed)


def test_opens_with_the_consent_that_it_waited_for(closed: Film, cast: Cast) -> None:
    person = the(closed.cycle.case, Participant.Role.PERSON)
    withdraw_consent(answer=person.consents.get().answers.get(scope=Scope.OWN_REVIEW), by=cast.mira)
    more_time(closed)
    set_every_clock(now=at(THE_NEXT_DAY))
    assert not is_open(closed)

    with time_machine.travel(at(THE_NEXT_DAY), tick=False):
        consent_to(closed.cycle.case, Scope.OWN_REVIEW, by=cast.mira)

    assert is_open(closed)


def test_opens_when_a_restriction_ends_that_was_placed_meanwhile(closed: Film, cast: Cast) -> None:
    request = ask(closed.cycle.case, cast, kind=RESTRICTION)
    restrict_films(request=request, films=[closed], by=cast.dana)
    more_time(closed)

    with time_machine.travel(at(THE_NEXT_DAY), tick=False):
        lift_restriction(restriction=closed.restrictions.get(), why=Restriction.Lifted.SETTLED, by=cast.dana)

    assert is_open(closed)


def test_goes_all_the_same_where_nothing_gave_it_time(closed: Film) -> None:
    assert destroy_due_films(now=at(AFTER_THE_GRACE)) == 1


def test_a_review_that_was_none_begins_no_clock(film: Film, cast: Cast) -> None:
    decide(cast, interaction=Terms(1, Clock.REVIEWED, longest_months=12, warn_days=14))
    consent_to(film.cycle.case, Scope.REVIEW_FILMING, by=cast.mira)
    review = add_film(cycle=film.cycle, kind=Film.Kind.SHARED_REVIEW, recorded_on=FILMED_ON + ONE_DAY, by=cast.mira)
    film.refresh_from_db()
    began = film.keep_until

    correct_film(film=review, kind=Film.Kind.INTERACTION, recorded_on=review.recorded_on, why=MISTAKE, by=cast.mira)

    film.refresh_from_db()
    film.cycle.refresh_from_db()
    assert film.cycle.reviewed_on is None
    assert film.keep_until is not None
    assert began is not None
    assert film.keep_until > began
