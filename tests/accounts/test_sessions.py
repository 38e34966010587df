"""How long a session lasts, by the server's clock."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Film
from tests.cast import PASSWORD, Cast
from vig.accounts.models import User
from vig.accounts.signing_in.sessions import sweep_sessions
from vig.audit.models import Event

MINUTE = 60
HOUR = 60 * MINUTE
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"


def is_in(browser: Client) -> bool:
    return browser.get(reverse("my_cases")).status_code == 200


def ended() -> list[str]:
    return list(Event.objects.filter(name="accounts.session_ended").values_list("facts__why", flat=True))


def test_ends_after_half_an_hour_without_doing_anything(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(29 * MINUTE)
    assert is_in(mira)
    clock.shift(29 * MINUTE)
    assert is_in(mira)

    clock.shift(30 * MINUTE)

    assert not is_in(mira)
    assert mira.get(reverse("api:cases")).status_code == 401
    assert ended() == ["idle"]


def test_ends_after_twelve_hours_whatever_is_done(mira: Client, clock: time_machine.Traveller) -> None:
    for _ in range(12 * 3 - 1):
        clock.shift(20 * MINUTE)
        assert is_in(mira)

    clock.shift(20 * MINUTE)

    assert not is_in(mira)
    assert ended() == ["too_long"]


def test_an_ended_session_does_not_come_back(mira: Client, clock: time_machine.Traveller) -> None:
    cookie = mira.cookies[configured.SESSION_COOKIE_NAME].value
    clock.shift(HOUR)
    assert not is_in(mira)
    clock.shift(-HOUR)

    mira.cookies[configured.SESSION_COOKIE_NAME] = cookie

    assert not is_in(mira)


def test_says_why_and_comes_back_to_the_page(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(HOUR)

    wall = mira.get(reverse("open_case"))

    assert wall["Location"] == "/account/login/?next=/cases/open/"
    assert "nothing was done here for half an hour" in mira.get(wall["Location"]).content.decode()


def test_comes_back_to_the_page_on_which_a_form_stood(mira: Client, film: Film, clock: time_machine.Traveller) -> None:
    page = reverse("case", args=[film.cycle.case_id])
    form = reverse("add_cycle", args=[film.cycle.case_id])
    clock.shift(HOUR)

    there = mira.post(form, headers={"Referer": f"http://testserver{page}?tab=2"})
    elsewhere = mira.post(form, headers={"Referer": "https://evil.example/cases/"})

    assert there["Location"] == f"/account/login/?next={page}%3Ftab%3D2"
    assert elsewhere["Location"] == f"/account/login/?next={form}"


@pytest.mark.parametrize("asked_by_itself", ["the page", "a script"])
def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(
    asked_by_itself: str, mira: Client, film: Film, clock: time_machine.Traveller
) -> None:
    for _ in range(5):
        clock.shift(5 * MINUTE)
        if asked_by_itself == "the page":
            answer = mira.get(reverse("film_progress", args=[film.pk]))
        else:
            answer = mira.get(reverse("api:film", args=[film.pk]), headers={"VIG-Asks-By-Itself": "yes"})
        assert answer.status_code == 200

    clock.shift(5 * MINUTE)

    assert not is_in(mira)


def test_an_upload_under_way_keeps_going_and_goes_on_after_a_new_sign_in(
    mira: Client, film: Film, clock: time_machine.Traveller
) -> None:
    begin = reverse("api:begin_upload", args=[film.pk])
    begun = mira.post(begin, b"", content_type=BYTES, headers=TUS | {"Upload-Length": "30"})
    upload = begun["Location"].removeprefix("http://testserver")

    def send(browser: Client, offset: int) -> int:
        headers = TUS | {"Upload-Offset": str(offset)}
        return browser.patch(upload, b"x", content_type=BYTES, headers=headers).status_code

    for slices in range(26):
        clock.shift(27 * MINUTE)  # a slow line: nothing else is done all day
        assert send(mira, slices) == 204
    clock.shift(27 * MINUTE)
    assert send(mira, 26) == 401

    again = Client()
    again.post(reverse("account_login"), {"login": "mira@example.org", "password": PASSWORD})
    arrived = int(again.head(upload, headers=TUS)["Upload-Offset"])
    assert arrived == 26
    assert send(again, arrived) == 204


def test_a_new_sign_in_begins_a_new_day(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(13 * HOUR)
    assert not is_in(mira)

    mira.post(reverse("account_login"), {"login": "mira@example.org", "password": PASSWORD})

    assert is_in(mira)


def test_showing_that_it_is_still_oneself_does_not_make_the_day_longer(
    mira: Client, clock: time_machine.Traveller
) -> None:
    for _ in range(12 * 2 - 1):
        clock.shift(29 * MINUTE)
        mira.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert is_in(mira)

    clock.shift(29 * MINUTE)
    assert is_in(mira)
    clock.shift(29 * MINUTE)
    assert not is_in(mira)


def test_one_request_a_minute_is_written_down(mira: Client, clock: time_machine.Traveller) -> None:
    seen = timezone.now()
    clock.shift(59)
    is_in(mira)
    assert UserSession.objects.get().last_seen_at == seen
    clock.shift(1)
    is_in(mira)
    assert UserSession.objects.get().last_seen_at == seen + datetime.timedelta(minutes=1)


def test_sessions_to_which_nobody_came_back_are_put_away(
    mira: Client, cast: Cast, browser_of: Callable[[User], Client], clock: time_machine.Traveller
) -> None:
    clock.shift(20 * MINUTE)
    browser_of(cast.tariq)
    clock.shift(10 * MINUTE)

    assert sweep_sessions(now=timezone.now()) == 1

    assert list(UserSession.objects.values_list("user", flat=True)) == [cast.tariq.pk]
    assert Session.objects.count() == 1
    assert ended() == ["idle"]
