"""Every film of a service for its data steward: consents and clock, no picture and no name."""

import csv
import datetime
import io
from collections.abc import Callable, Iterable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Appearance, Case, Consent, Film, Hold, Participant, Scope
from cases.operations.close_due_films import close_due_films
from cases.operations.delete_film import delete_film
from cases.operations.name_lead import name_lead
from cases.operations.raise_concern import raise_concern
from cases.operations.withdraw_consent import withdraw_consent
from cases.register import found_in_register, lapsing, rows_of
from tests.cast import Cast, a_case, a_cycle, a_film, the
from vig.accounts.models import User
from vig.audit.models import Event

from .deciding import OVER_ON, at, decide

BrowserOf = Callable[[User], Client]
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def dana(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.dana)


def read(browser: Client, **asked: str) -> str:
    answer = browser.get(reverse("register"), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def found(cast: Cast, state: str) -> set[object]:
    return {row[0] for row in found_in_register(cast.service, state=state)}


def hold(film: Film, cast: Cast) -> Hold:
    return Hold.objects.create(
        case=film.cycle.case, film=film, why=Hold.Why.COURT, placed_by=cast.dana, placed_at=at(OVER_ON)
    )


def test_says_of_each_film_its_consents_and_its_clock(film: Film, cast: Cast, dana: Client) -> None:
    decide(cast)

    shown = read(dana)

    assert "Alder 101, cycle 1" in shown
    assert "2 people, all live" in shown
    assert "Kept until 1 February 2027" in shown


def test_names_nobody_and_shows_no_picture(film: Film, cast: Cast, dana: Client) -> None:
    shown = read(dana)

    assert "Little Alder" not in shown
    assert "Mother Alder" not in shown
    assert "poster" not in shown


def test_says_of_whom_consent_is_lacking(film: Film, cast: Cast, dana: Client) -> None:
    mother = the(film.cycle.case, Participant.Role.PARTNER)
    withdraw_consent(answer=mother.consents.get().answers.get(scope=Scope.OWN_REVIEW), by=cast.mira)
    unsaid = a_film_without_people(cast, film)

    shown = read(dana)

    assert "Lacking for 1 of 2" in shown
    assert "Nobody said who is in it" in shown
    assert found(cast, "lacking") == {film.pk}
    assert found(cast, "unsaid") == {unsaid.pk}


def a_film_without_people(cast: Cast, film: Film) -> Film:
    """Of another case, as everybody in this one was not asked again."""
    another = a_film(cast, a_cycle(cast, a_case(cast, pseudonym="Birch 102")))
    Appearance.objects.filter(film=another).delete()
    return another


def test_counts_people_and_not_how_often_they_come_into_the_picture(film: Film, cast: Cast) -> None:
    Appearance.objects.filter(film=film).delete()
    somebody = the(film.cycle.case, Participant.Role.PERSON)
    for start in (0, 50):
        Appearance.objects.create(film=film, participant=somebody, start_frame=start, end_frame=start + 10)

    [row] = rows_of(found_in_register(cast.service))

    assert (row.people, row.lacking) == (1, 0)


def test_a_film_that_is_held_says_so(film: Film, cast: Cast, dana: Client) -> None:
    decide(cast)
    hold(film, cast)

    assert '<span class="chip">Held</span>' in read(dana)
    assert found(cast, "held") == {film.pk}


def test_what_is_held_for_a_concern_looks_as_if_it_were_not(film: Film, cast: Cast, dana: Client) -> None:
    decide(cast)
    before = read(dana)
    name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)
    raise_concern(case=film.cycle.case, film=film, words="A worry", keep_it=True, by=cast.mira)

    assert "Held</span>" not in before + read(dana)
    assert found(cast, "held") == set()


def test_a_film_that_closed_says_when_it_goes(film: Film, cast: Cast, dana: Client) -> None:
    decide(cast)
    with time_machine.travel(at(OVER_ON), tick=False):
        close_due_films(now=at(OVER_ON))

    assert "Its time is over, to be destroyed on 8 February 2027" in read(dana)
    assert found(cast, "closed") == {film.pk}
    assert found(cast, "open") == set()


def test_what_is_gone_stands_in_it_too_and_last(film: Film, cast: Cast, dana: Client) -> None:
    gone = delete_film(film=a_film(cast, film.cycle), by=cast.mira)

    rows = rows_of(found_in_register(cast.service))

    assert [(row.film, row.tombstone) for row in rows] == [(film.pk, None), (gone.film, gone)]
    assert reverse("destruction_certificate", args=[gone.case_id, gone.pk]) in read(dana, state="destroyed")


def test_what_is_due_next_comes_first(film: Film, cast: Cast) -> None:
    sooner = a_film(cast, film.cycle)
    Film.objects.filter(pk=sooner.pk).update(keep_until=OVER_ON)

    assert [row.film for row in rows_of(found_in_register(cast.service))] == [sooner.pk, film.pk]


def test_one_case_is_found_by_its_pseudonym(film: Film, cast: Cast, dana: Client) -> None:
    assert "1 film" in read(dana, case="alder")
    assert "Nothing was found" in read(dana, case="Cedar")


def test_holds_nothing_of_another_service(film: Film, cast: Cast, dana: Client) -> None:
    Case.objects.update(organisation=cast.elsewhere)

    shown = read(dana)

    assert str(film.pk) not in shown
    assert "Alder" not in shown


def test_says_what_lapses_within_thirty_days(film: Film, cast: Cast, dana: Client) -> None:
    mother = the(film.cycle.case, Participant.Role.PARTNER)
    decide(cast)
    Consent.objects.filter(participant=mother).update(until_on=OVER_ON)
    with time_machine.travel(at(OVER_ON - 20 * ONE_DAY), tick=False):
        soon = lapsing(cast.service)
    with time_machine.travel(at(OVER_ON - 40 * ONE_DAY), tick=False):
        later = lapsing(cast.service)

    assert (soon.films, [(one.case, one.whose, one.on) for one in soon.consents]) == (
        1,
        [("Alder 101", "Partner", OVER_ON)],
    )
    assert (later.films, later.consents) == (0, [])


def test_a_child_who_is_old_enough_to_be_asked_is_among_what_lapses(film: Film, cast: Cast) -> None:
    child = the(film.cycle.case, Participant.Role.PERSON)
    Consent.objects.filter(participant=child).update(ask_again_on=OVER_ON, until_on=OVER_ON + 5 * ONE_DAY)

    with time_machine.travel(at(OVER_ON - 20 * ONE_DAY), tick=False):
        [one] = lapsing(cast.service).consents

    assert (one.whose, one.on, one.asks_again) == ("Person", OVER_ON, True)


def test_costs_the_same_however_many_there_are(film: Film, cast: Cast, dana: Client) -> None:
    delete_film(film=a_film(cast, film.cycle), by=cast.mira)
    read(dana)  # what the process keeps from then on
    few = queries(dana)
    for _ in range(5):
        another = a_film(cast, film.cycle)
        hold(another, cast)
        delete_film(film=a_film(cast, film.cycle), by=cast.mira)

    assert queries(dana) == few


def queries(browser: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(browser)
    return len(captured)


def export(browser: Client, **asked: object) -> list[dict[str, str]]:
    answer = browser.post(reverse("export_register"), asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.csv"')
    body: Iterable[bytes] = answer.streaming_content  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(b"".join(body).decode("utf-8-sig"))))


def test_goes_into_a_spreadsheet_and_the_audit_says_so(film: Film, cast: Cast, dana: Client) -> None:
    decide(cast)
    gone = delete_film(film=a_film(cast, film.cycle), by=cast.mira)

    first, second = export(dana)

    assert (first["Film (id)"], first["Kept until"], first["Held"]) == (str(film.pk), "2027-02-01", "no")
    assert (first["People in it"], first["Of whom consent is lacking"]) == ("2", "0")
    assert (second["Film (id)"], second["Why destroyed"]) == (str(gone.film), "Deleted by the practitioner")
    event = Event.objects.get(name="cases.register_exported")
    assert (event.actor_id, event.facts["rows"]) == (cast.dana.pk, 2)


def test_what_was_searched_for_is_what_goes_out(film: Film, cast: Cast, dana: Client) -> None:
    assert export(dana, state="destroyed") == []
    assert len(export(dana, case="Alder")) == 1


def test_the_audit_keeps_no_pseudonym_that_was_searched_for(film: Film, dana: Client) -> None:
    export(dana, case="Alder")

    assert Event.objects.get(name="cases.register_exported").facts["asked_for"] == {"case": "one"}


def test_a_pseudonym_is_never_run_as_a_formula(film: Film, dana: Client) -> None:
    Case.objects.update(pseudonym="=1+1")

    assert export(dana)[0]["Case"] == "'=1+1"


def test_needs_a_fresh_sign_in_to_be_taken_along(film: Film, dana: Client) -> None:
    session = dana.session
    session["confirmed_at"] = 0
    session.save()

    answer = dana.post(reverse("export_register"))

    assert answer.status_code == 302
    assert not Event.objects.filter(name="cases.register_exported").exists()
