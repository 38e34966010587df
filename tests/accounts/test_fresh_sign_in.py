from typing import Any

import pytest
import time_machine
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from tests.cast import PASSWORD, Cast
from vig.accounts.operations import issue_token

pytestmark = pytest.mark.urls("tests.accounts.fresh_steps")
WHY = {"why": "She asked for it on 3 May: «all of it»"}
DONE = "POST /export/?case=7: She asked for it on 3 May: «all of it»"


def confirm(browser: Client, asked: Any, password: str = PASSWORD) -> Any:
    return browser.post(asked["Location"], {"password": password})


def test_lets_somebody_go_on_who_has_just_signed_in(mira: Client) -> None:
    assert mira.get("/export/").content.decode() == "GET /export/: nobody said"


def test_asks_after_five_minutes_and_comes_back(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(5 * 60)

    asked = mira.get("/export/?case=7")

    assert asked["Location"] == "/account/reauthenticate/?next=%2Fexport%2F%3Fcase%3D7"
    assert confirm(mira, asked)["Location"] == "/export/?case=7"
    assert mira.get("/export/?case=7").status_code == 200


def test_does_what_was_posted_once_it_is_sure(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)

    asked = mira.post("/export/?case=7", WHY)
    answer = confirm(mira, asked)

    assert answer.content.decode() == DONE


def test_does_nothing_for_a_wrong_password(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)
    asked = mira.post("/export/?case=7", WHY)

    wrong = confirm(mira, asked, "not the password")

    assert wrong.status_code == 200
    assert "Is it still you?" in wrong.content.decode()
    assert mira.get("/export/").status_code == 302


def test_what_was_posted_waits_where_nobody_can_read_it(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)

    mira.post("/export/?case=7", WHY)

    assert "asked for it" not in str(dict(mira.session))


def test_what_was_posted_is_not_done_another_time(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)
    mira.post("/export/?case=7", WHY)

    asked = mira.get("/export/?case=7")

    assert confirm(mira, asked)["Location"] == "/export/?case=7"


def test_what_was_posted_is_not_done_on_the_way_to_another_page(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)
    mira.post("/export/?case=7", WHY)

    answer = mira.post(f"{reverse('account_reauthenticate')}?next=/cases/", {"password": PASSWORD})

    assert answer["Location"] == "/cases/"


def test_what_was_posted_waits_for_a_few_minutes_only(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)
    asked = mira.post("/export/?case=7", WHY)
    clock.shift(6 * 60)

    assert confirm(mira, asked)["Location"] == "/export/?case=7"


def test_the_session_gets_a_new_name(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)
    before = mira.cookies[configured.SESSION_COOKIE_NAME].value

    confirm(mira, mira.get("/export/"))

    assert mira.cookies[configured.SESSION_COOKIE_NAME].value != before


def test_a_part_of_a_page_sends_the_whole_page(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(20 * 60)

    answer = mira.get("/export/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/?q=elm"})

    assert answer["HX-Redirect"] == "/account/reauthenticate/?next=%2Fcases%2F%3Fq%3Delm"


def test_tells_a_program_why(mira: Client, clock: time_machine.Traveller) -> None:
    assert mira.post("/api/v1/export/").json() == {"exported": True}
    clock.shift(20 * 60)

    answer = mira.post("/api/v1/export/")

    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "fresh_sign_in_needed"


def test_a_token_is_never_fresh(cast: Cast) -> None:
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(user=cast.mira)}")
    program.force_login(cast.mira, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert program.post("/api/v1/export/").status_code == 403


def test_who_has_neither_password_nor_factor_here_signs_in_anew(
    mira: Client, cast: Cast, clock: time_machine.Traveller
) -> None:
    cast.mira.set_unusable_password()
    cast.mira.save()
    mira.force_login(cast.mira, backend="allauth.account.auth_backends.AuthenticationBackend")
    clock.shift(20 * 60)

    answer = mira.get("/export/")

    assert answer.status_code == 403
    assert "Sign out, sign in again" in answer.content.decode()
