"""Data stewards keep a film, or all films of a case, from being destroyed. They see no film for it."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Film, Hold
from cases.operations.delete_film import delete_film
from cases.operations.destroy_film import FilmIsHeld
from cases.operations.holding import FilmIsGone
from cases.operations.lift_hold import lift_hold
from cases.operations.place_hold import place_hold
from tests.cast import Cast, a_case, a_cycle, a_film
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


def in_a_month() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=30)


@pytest.fixture
def dana(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.dana)


def place(browser: Client, kept: object, **said: object) -> str:
    sent = {"kept": str(kept), "why": "complaint", "review_on": in_a_month().isoformat()} | said
    return browser.post(reverse("place_hold"), sent, follow=True).content.decode()


def test_a_case_is_kept_by_its_pseudonym_with_films_to_come(dana: Client, film: Film, cast: Cast) -> None:
    place(dana, "alder 101")

    later = a_film(cast, film.cycle)
    for each in (film, later):
        with pytest.raises(FilmIsHeld):
            delete_film(film=each, by=cast.mira)
    hold = Hold.objects.get()
    assert (hold.case, hold.film, hold.why, hold.placed_by) == (film.cycle.case, None, "complaint", cast.dana)
    assert (hold.review_on, hold.family_told) == (in_a_month(), False)


def test_one_film_is_kept_by_its_number(dana: Client, film: Film, cast: Cast) -> None:
    another = a_film(cast, film.cycle)

    place(dana, film.pk, why="court")

    with pytest.raises(FilmIsHeld):
        delete_film(film=film, by=cast.mira)
    delete_film(film=another, by=cast.mira)


def test_is_one_event_without_names(dana: Client, film: Film, cast: Cast) -> None:
    place(dana, film.pk, why="court")

    event = Event.objects.get(name="cases.hold_placed")
    assert (event.actor_id, event.subject_id) == (cast.dana.pk, str(Hold.objects.get().pk))
    assert event.case_id == film.cycle.case_id
    assert event.facts == {"film": str(film.pk), "why": "court"}


def test_the_page_lists_what_stands(dana: Client, film: Film) -> None:
    shown = place(dana, film.pk, why="safeguarding")

    assert "Interaction of Alder 101, filmed on 1 November 2026" in " ".join(shown.split())
    assert "A safeguarding concern" in shown
    assert "Not shown to the family" in shown


def test_nothing_of_another_service_is_found(dana: Client, case: Case, cast: Cast) -> None:
    theirs = a_case(cast, pseudonym="Cedar 103")
    film = a_film(cast, a_cycle(cast, theirs))
    Case.objects.filter(pk=theirs.pk).update(organisation=cast.elsewhere)

    answers = [place(dana, kept) for kept in ("Cedar 103", film.pk, "Nobody 1")]

    assert all("There is no case of this pseudonym" in answer for answer in answers)
    assert not Hold.objects.exists()


def test_needs_a_day_to_come_on_which_somebody_looks_again(dana: Client, case: Case) -> None:
    assert "Choose a day to come" in place(dana, case.pseudonym, review_on=timezone.localdate().isoformat())

    assert not Hold.objects.exists()


def test_the_same_reason_twice_is_one_hold(dana: Client, case: Case) -> None:
    place(dana, case.pseudonym)

    assert "kept for the same reason already" in place(dana, case.pseudonym)

    assert Hold.objects.count() == 1


def test_a_film_that_is_gone_cannot_be_kept(film: Film, cast: Cast) -> None:
    stale = Film.objects.with_case().get(pk=film.pk)
    delete_film(film=film, by=cast.mira)

    with pytest.raises(FilmIsGone):
        place_hold(case=stale.cycle.case, film=stale, why=Hold.Why.COURT, review_on=in_a_month(), by=cast.dana)


def test_needs_a_fresh_sign_in(dana: Client, case: Case) -> None:
    session = dana.session
    session["confirmed_at"] = 0
    session.save()

    answer = dana.get(reverse("place_hold"))

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_lifted_it_lets_the_film_go_and_is_noted_once(dana: Client, film: Film, cast: Cast) -> None:
    place(dana, film.pk)
    hold = Hold.objects.get()

    dana.post(reverse("lift_hold", args=[hold.pk]))
    assert lift_hold(hold=hold, by=cast.dana) is False

    delete_film(film=film, by=cast.mira)
    assert Event.objects.filter(name="cases.hold_lifted").count() == 1
    assert "Nothing is held" in dana.get(reverse("holds")).content.decode()
