"""Signing in with an authenticator app or a recovery code after the password."""

import re
from collections.abc import Callable

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.authenticator_app import PERIOD, code_of, recovery_codes_of, set_up_app
from tests.cast import PASSWORD, Cast
from vig.accounts.models import User
from vig.audit.models import Event


@pytest.fixture
def secret(mira: Client, clock: time_machine.Traveller) -> str:
    """Mira has an app; its next code is a new one."""
    secret = set_up_app(mira)
    clock.shift(2 * PERIOD)
    return secret


def after_the_password(email: str = "mira@example.org") -> Client:
    browser = Client()
    answer = browser.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    return browser


def second_step(code: str) -> bool:
    """Whether it lets in."""
    browser = after_the_password()
    browser.post(reverse("mfa_authenticate"), {"code": code})
    return browser.get(reverse("my_cases")).status_code == 200


def test_the_password_alone_opens_nothing(secret: str) -> None:
    browser = after_the_password()

    assert browser.get(reverse("my_cases")).status_code == 302
    assert browser.get(reverse("api:cases")).status_code == 401


def test_a_code_of_the_app_opens_the_cases(secret: str) -> None:
    assert second_step(code_of(secret))


def test_a_code_may_be_typed_as_it_is_shown(secret: str) -> None:
    code = code_of(secret)

    assert second_step(f"{code[:3]} {code[3:]}")


@pytest.mark.parametrize("late", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(secret: str, late: int) -> None:
    assert second_step(code_of(secret, steps=late))


def test_an_old_code_does_not(secret: str) -> None:
    assert not second_step(code_of(secret, steps=-2))


def test_a_code_works_once(secret: str) -> None:
    code = code_of(secret)
    assert second_step(code)

    assert not second_step(code)


def test_a_wrong_code_and_a_used_one_are_an_event_each_about_the_account(secret: str, cast: Cast) -> None:
    code = code_of(secret)
    second_step(code)

    for wrong in ("000000", code):
        second_step(wrong)

    failed = Event.objects.filter(name="accounts.second_factor_failed")
    assert [(event.actor, event.subject_id) for event in failed] == [(None, str(cast.mira.pk))] * 2


def test_a_code_works_once_while_it_would_still_be_valid(secret: str, clock: time_machine.Traveller) -> None:
    code = code_of(secret, steps=1)
    assert second_step(code)
    clock.shift(PERIOD + PERIOD - 1)

    assert code == code_of(secret)
    assert not second_step(code)


def test_the_code_of_the_set_up_is_used_up(mira: Client) -> None:
    secret = set_up_app(mira)

    assert not second_step(code_of(secret))


def test_a_recovery_code_works_once(secret: str, mira: Client) -> None:
    first, second, *_ = recovery_codes_of(mira)

    assert second_step(first)
    assert not second_step(first)
    assert second_step(second)


def test_guessing_codes_is_stopped(secret: str) -> None:
    for guess in range(5):
        second_step(f"{guess:06}")

    assert not second_step(code_of(secret))


def test_a_new_password_does_not_replace_the_second_step(secret: str) -> None:
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "mira@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert link
    form = browser.get(link[1], follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": "six green kites fly", "password2": "six green kites fly"})

    browser.post(reverse("account_login"), {"login": "mira@example.org", "password": "six green kites fly"})

    assert browser.get(reverse("my_cases")).status_code == 302
    assert browser.get(reverse("api:cases")).status_code == 401


def test_another_person_signs_in_as_before(secret: str, cast: Cast) -> None:
    answer = Client().post(reverse("account_login"), {"login": "tariq@example.org", "password": PASSWORD})

    assert answer["Location"] == reverse("my_cases")


def test_the_secret_is_not_in_the_database(secret: str, mira: Client) -> None:
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert not any(code in kept for code in recovery_codes_of(mira))


def test_who_has_a_second_factor_shows_it_instead_of_the_password(
    secret: str, mira: Client, clock: time_machine.Traveller
) -> None:
    clock.shift(20 * 60)

    asked = mira.get(reverse("mfa_deactivate_totp"))

    assert asked["Location"].startswith(reverse("mfa_reauthenticate"))
    password = mira.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert password["Location"].startswith(reverse("mfa_reauthenticate"))
    assert mira.get(reverse("mfa_deactivate_totp")).status_code == 302
    mira.post(asked["Location"], {"code": code_of(secret)})
    assert mira.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_another_persons_passkey_is_not_there(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    data = {"name": "Blue key", "credential": {}}
    key = Authenticator.objects.create(user=cast.mira, type=Authenticator.Type.WEBAUTHN, data=data)
    tariq = browser_of(cast.tariq)

    answers = [
        tariq.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code,
        tariq.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Mine"}).status_code,
    ]

    assert answers == [404, 404]
    assert Authenticator.objects.get(pk=key.pk).data["name"] == "Blue key"
