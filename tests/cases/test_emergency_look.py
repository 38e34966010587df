"""The only way for who answers for a service to see a film: two people, a reason, a few hours; the guide is told."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from cases.models import Case, EmergencyLook, Film
from cases.operations.ask_emergency_look import AskedAlready, CannotLook, ask_emergency_look
from cases.operations.confirm_emergency_look import CannotConfirm, confirm_emergency_look
from cases.operations.end_emergency_look import end_emergency_look
from cases.operations.watch_film import watch_film
from cases.policies import can_watch
from cases.policies.emergency import ASKER_LEFT, NO_LONGER_WAITS, SEES_IT_ALREADY, TAKES_TWO
from tests.cases.playing import make_playable
from tests.cast import LONG_AGO, Cast
from vig.accounts.fresh import CONFIRMED_AT
from vig.accounts.models import Role, User
from vig.accounts.operations import add_member, end_role
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
HOUR = datetime.timedelta(hours=1)
SAID = {"why": "nobody", "words": "Nobody answers the telephone."}


def ask(case: Case, by: User) -> EmergencyLook:
    return ask_emergency_look(case=case, why=EmergencyLook.Why.DANGER, words="A neighbour rang.", by=by)


def told(user: User) -> list[str]:
    return sorted(user.notices.values_list("kind", flat=True))


def watches(browser: Client, film: Film) -> int:
    return browser.get(reverse("film_segment", args=[film.pk, "hi", 0])).status_code


@pytest.fixture
def playing(film: Film) -> Film:
    return make_playable(film, seconds=2)


def test_two_people_open_one_case_for_four_hours(playing: Film, case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    ada, dana = browser_of(cast.ada), browser_of(cast.dana)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ada.post(reverse("ask_emergency_look"), {"reference": "alder 101", **SAID})
        assert watches(ada, playing) == 404
        dana.post(reverse("confirm_emergency_look", args=[EmergencyLook.objects.get().pk]))
        assert watches(ada, playing) == 200
        assert watches(dana, playing) == 404

        clock.shift(4 * HOUR)
        ada, dana = browser_of(cast.ada), browser_of(cast.dana)
        assert watches(ada, playing) == 404
        assert EmergencyLook.objects.get().state == "over"


def test_whoever_guides_the_case_is_told_at_the_request_and_at_the_start(case: Case, cast: Cast) -> None:
    look = ask(case, cast.ada)
    assert told(cast.mira) == ["cases.emergency_look_asked"]
    assert told(cast.dana) == ["cases.emergency_look_waits"]

    confirm_emergency_look(look=look, by=cast.dana)

    assert told(cast.mira) == ["cases.emergency_look_asked", "cases.emergency_look_began"]
    assert all(cast.mira.notices.values_list("urgent", flat=True))
    assert told(cast.ada) == ["cases.emergency_look_confirmed"]
    assert not told(cast.otis) + told(cast.sam)


def test_nobody_confirms_what_they_asked_for_themselves(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    look = ask(case, cast.ada)

    answer = browser_of(cast.ada).post(reverse("confirm_emergency_look", args=[look.pk]))

    assert (answer.status_code, TAKES_TWO in answer.content.decode()) == (403, True)
    with pytest.raises(CannotConfirm):
        confirm_emergency_look(look=look, by=cast.ada)


def test_administrators_of_another_service_neither_ask_nor_know(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    other = add_member(
        organisation=cast.elsewhere, email="o@example.org", name="O", role=Role.ADMINISTRATOR, starts_on=LONG_AGO
    )
    look = ask(case, cast.ada)
    browser = browser_of(other)

    page = browser.post(reverse("ask_emergency_look"), {"reference": "Alder 101", **SAID}).content.decode()

    assert "There is no case of this reference in your service." in page
    assert browser.get(reverse("emergency_look", args=[look.pk])).status_code == 404
    assert browser.post(reverse("confirm_emergency_look", args=[look.pk])).status_code == 404


def test_it_lapses_after_a_day_and_not_before(case: Case, cast: Cast) -> None:
    look = ask(case, cast.ada)

    with time_machine.travel(look.asked_at + 24 * HOUR), pytest.raises(CannotConfirm, match=NO_LONGER_WAITS):
        confirm_emergency_look(look=look, by=cast.dana)

    with time_machine.travel(look.asked_at + 23 * HOUR):
        assert confirm_emergency_look(look=look, by=cast.dana).state == "running"


def test_it_begins_once_only(case: Case, cast: Cast) -> None:
    look = confirm_emergency_look(look=ask(case, cast.ada), by=cast.dana)

    with pytest.raises(CannotConfirm):
        confirm_emergency_look(look=look, by=cast.dana)

    assert case.accesses.filter(why="emergency").count() == 1


def test_whoever_left_meanwhile_gets_nothing(case: Case, cast: Cast) -> None:
    look = ask(case, cast.dana)
    another = add_member(
        organisation=cast.service, email="b@example.org", name="B", role=Role.ADMINISTRATOR, starts_on=LONG_AGO
    )
    end_role(membership=cast.dana.memberships.get(), by=another)

    with pytest.raises(CannotConfirm, match=ASKER_LEFT):
        confirm_emergency_look(look=look, by=another)


@pytest.mark.parametrize("who", ["ada", "dana", "mira", "third"])
def test_whoever_guides_or_answers_for_the_service_ends_it_at_once(
    who: str, playing: Film, case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    third = add_member(
        organisation=cast.service, email="third@example.org", name="Third", role=Role.DATA_STEWARD, starts_on=LONG_AGO
    )
    person = third if who == "third" else cast[who]
    look = confirm_emergency_look(look=ask(case, cast.ada), by=cast.dana)
    assert can_watch(cast.ada, playing)

    browser_of(person).post(reverse("end_emergency_look", args=[look.pk]))

    assert not can_watch(cast.ada, playing)
    look.refresh_from_db()
    assert (look.state, look.ended_by) == ("over", person)


def test_what_was_turned_down_cannot_begin(case: Case, cast: Cast) -> None:
    look = ask(case, cast.ada)

    end_emergency_look(look=look, by=cast.mira)

    with pytest.raises(CannotConfirm):
        confirm_emergency_look(look=look, by=cast.dana)
    assert not end_emergency_look(look=look, by=cast.mira)
    assert "cases.emergency_look_ended" in told(cast.ada)


def test_is_asked_for_once_at_a_time_and_not_by_who_sees_the_case(case: Case, cast: Cast) -> None:
    ask(case, cast.ada)
    add_member(
        organisation=cast.service, email=cast.mira.email, name="Mira", role=Role.ADMINISTRATOR, starts_on=LONG_AGO
    )

    with pytest.raises(AskedAlready):
        ask(case, cast.ada)
    with pytest.raises(CannotLook, match=SEES_IT_ALREADY):
        ask(case, cast.mira)


@pytest.mark.parametrize("step", ["ask", "confirm"])
def test_both_steps_need_a_fresh_sign_in(step: str, case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    look = ask(case, cast.ada)
    browser = browser_of(cast.dana)
    session = browser.session
    session[CONFIRMED_AT] = 0
    session.save()
    url = reverse("ask_emergency_look") if step == "ask" else reverse("confirm_emergency_look", args=[look.pk])

    answer = browser.post(url, {"reference": "Alder 101", **SAID})

    assert "reauthenticate" in answer["Location"]
    assert EmergencyLook.objects.get().state == "waiting"


def test_the_words_are_for_those_who_decide_and_never_in_the_audit(
    case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    look = confirm_emergency_look(look=ask(case, cast.ada), by=cast.dana)
    end_emergency_look(look=look, by=cast.mira)
    url = reverse("emergency_look", args=[look.pk])

    assert "A neighbour rang." in browser_of(cast.dana).get(url).content.decode()
    assert "A neighbour rang." not in browser_of(cast.mira).get(url).content.decode()
    events = Event.objects.filter(name__startswith="cases.emergency_look").order_by("at")
    assert [(event.name.rpartition("_")[2], event.actor_id, event.case_id) for event in events] == [
        ("asked", cast.ada.pk, case.pk),
        ("confirmed", cast.dana.pk, case.pk),
        ("ended", cast.mira.pk, case.pk),
    ]
    assert "neighbour" not in str([event.facts for event in events])


def test_the_family_sees_who_looked_and_as_what(playing: Film, case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    confirm_emergency_look(look=ask(case, cast.ada), by=cast.dana)
    watch_film(film=playing, by=cast.ada)

    page = browser_of(cast.mira).get(reverse("who_watched", args=[case.pk])).content.decode()

    assert "Administrator, Riverside Family Service" in page
    assert "Emergency look" in page


def test_a_program_gets_no_more_than_the_pages_show(
    playing: Film, case: Case, cast: Cast, program_of: Callable[[User], APIClient]
) -> None:
    confirm_emergency_look(look=ask(case, cast.ada), by=cast.dana)
    ada = program_of(cast.ada)

    for name in ("api:shares_of_film", "api:people_in_film"):
        assert ada.get(reverse(name, args=[playing.pk])).status_code == 403


def test_the_case_says_for_how_long_and_whoever_looks_changes_nothing(
    case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    confirm_emergency_look(look=ask(case, cast.ada), by=cast.dana)
    ada = browser_of(cast.ada)

    assert "in an emergency, until" in " ".join(ada.get(reverse("case", args=[case.pk])).content.decode().split())
    assert ada.post(reverse("add_cycle", args=[case.pk])).status_code == 403
