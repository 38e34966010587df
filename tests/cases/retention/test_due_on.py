"""When the time of a film is over. Pure: a film, its cycle, its case and the rules decide, and no database."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case, Clock, Cycle, Film, RetentionRule, ServiceRules, Terms, months_after
from cases.policies import PROPOSED, due_on, longest

DAY = datetime.date(2026, 11, 1)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
maybe = st.none() | days


@st.composite
def some_terms(draw: st.DrawFn) -> Terms:
    months = draw(st.integers(1, 600))
    return Terms(months, draw(st.sampled_from(Clock)), draw(st.integers(months, 1200)), draw(st.integers(0, 90)))


@st.composite
def some_film(draw: st.DrawFn) -> Film:
    return a_film(draw(days), reviewed_on=draw(maybe), closed_on=draw(maybe), longer_until=draw(maybe))


def a_film(
    recorded_on: datetime.date = DAY,
    *,
    reviewed_on: datetime.date | None = None,
    closed_on: datetime.date | None = None,
    longer_until: datetime.date | None = None,
) -> Film:
    cycle = Cycle(case=Case(closed_on=closed_on), reviewed_on=reviewed_on)
    return Film(cycle=cycle, kind="interaction", recorded_on=recorded_on, longer_until=longer_until)


def rules(clock: Clock, months: int = 2, longest_months: int = 12) -> dict[str, Terms]:
    return {"interaction": Terms(months, clock, longest_months, warn_days=14)}


@given(some_film(), some_terms())
def test_is_never_before_its_months_are_over_nor_after_the_longest(film: Film, terms: Terms) -> None:
    due = due_on(film, {"interaction": terms})

    assert due is not None
    assert months_after(film.recorded_on, terms.months) <= due <= months_after(film.recorded_on, terms.longest_months)
    assert due <= (longest(film, {"interaction": terms}) or due)


@given(some_film(), some_terms(), days)
def test_keeping_it_longer_never_brings_the_day_forward(film: Film, terms: Terms, until: datetime.date) -> None:
    film.longer_until = None
    before = due_on(film, {"interaction": terms})
    film.longer_until = until

    after = due_on(film, {"interaction": terms})

    assert before
    assert after
    assert before <= after


@given(days, st.integers(0, 1200), st.integers(0, 1200))
def test_more_months_are_never_less_time(day: datetime.date, few: int, more: int) -> None:
    assert months_after(day, few) <= months_after(day, few + more)


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert months_after(datetime.date(2027, 1, 31), 1) == datetime.date(2027, 2, 28)
    assert months_after(datetime.date(2026, 11, 30), 14) == datetime.date(2028, 1, 30)


@pytest.mark.parametrize(
    ("clock", "begun", "due"),
    [
        (Clock.MADE, {}, datetime.date(2027, 1, 1)),
        (Clock.REVIEWED, {"reviewed_on": datetime.date(2026, 11, 10)}, datetime.date(2027, 1, 10)),
        (Clock.CASE_CLOSED, {"closed_on": datetime.date(2027, 3, 5)}, datetime.date(2027, 5, 5)),
    ],
)
def test_counts_from_its_clock(clock: Clock, begun: dict[str, datetime.date], due: datetime.date) -> None:
    assert due_on(a_film(**begun), rules(clock)) == due


@pytest.mark.parametrize("clock", [Clock.REVIEWED, Clock.CASE_CLOSED])
def test_a_clock_that_never_begins_keeps_nothing_for_ever(clock: Clock) -> None:
    assert due_on(a_film(), rules(clock)) == datetime.date(2027, 11, 1)


def test_a_film_of_after_the_review_counts_from_its_own_day() -> None:
    assert due_on(a_film(reviewed_on=DAY - datetime.timedelta(days=90)), rules(Clock.REVIEWED)) == datetime.date(
        2027, 1, 1
    )


def test_nothing_is_due_where_nothing_was_decided() -> None:
    assert due_on(a_film(), {}) is None


@pytest.mark.parametrize("films_are", ServiceRules.FilmsAre.values)
def test_something_is_proposed_for_every_kind_and_a_record_is_kept_no_shorter_than_an_aid(films_are: str) -> None:
    proposed = PROPOSED[films_are]

    assert set(proposed) == set(RetentionRule.Kind.values)
    assert all(1 <= terms.months <= terms.longest_months for terms in proposed.values())
    assert all(terms.months >= PROPOSED["aid"][kind].months for kind, terms in PROPOSED["record"].items())
