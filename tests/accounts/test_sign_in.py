import re

import pytest
from django.conf import settings as configured
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.cast import PASSWORD, Cast
from vig.accounts.models import User


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post(reverse("account_login"), {"login": email, "password": password}).status_code


def test_opens_my_cases_with_email_and_password(cast: Cast) -> None:
    client = Client()

    answer = client.post(reverse("account_login"), {"login": "MIRA@example.org", "password": PASSWORD})

    assert answer["Location"] == reverse("my_cases")
    assert client.get(reverse("my_cases")).status_code == 200


def test_goes_where_one_was_sent_from(cast: Cast) -> None:
    client = Client()
    wall = client.get(reverse("open_case"))

    answer = client.post(wall["Location"], {"login": "mira@example.org", "password": PASSWORD})

    assert answer["Location"] == reverse("open_case")


def test_answers_a_wrong_password_and_an_unknown_address_alike(cast: Cast) -> None:
    def answer(email: str) -> str:
        page = Client().post(reverse("account_login"), {"login": email, "password": "not the password"})
        return re.sub(r'value="[^"]*"', "", page.content.decode())

    assert answer("mira@example.org") == answer("unknown@example.org")


def test_too_many_wrong_passwords_close_the_door_for_that_address_only(cast: Cast) -> None:
    for _ in range(5):
        sign_in(Client(), "mira@example.org", "not the password")

    assert sign_in(Client(), "mira@example.org") == 200
    assert sign_in(Client(), "tariq@example.org") == 302


def test_somebody_who_left_cannot_sign_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.mira.pk).update(is_active=False)
    client = Client()

    sign_in(client, "mira@example.org")

    assert client.get(reverse("my_cases")).status_code == 302


def test_signing_out_ends_the_session(cast: Cast) -> None:
    client = Client()
    sign_in(client, "mira@example.org")
    cookie = client.cookies[configured.SESSION_COOKIE_NAME].value

    client.post(reverse("account_logout"))

    client.cookies[configured.SESSION_COOKIE_NAME] = cookie
    assert client.get(reverse("my_cases")).status_code == 302


def test_the_session_gets_a_new_name_at_sign_in(cast: Cast) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = True
    session.save()
    client.cookies[configured.SESSION_COOKIE_NAME] = before = str(session.session_key)

    sign_in(client, "mira@example.org")

    assert client.cookies[configured.SESSION_COOKIE_NAME].value != before


def test_nobody_signs_up_by_themselves(cast: Cast) -> None:
    Client().post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})

    assert not User.objects.filter(email="new@example.org").exists()


def test_a_forgotten_password_is_made_new_by_mail(cast: Cast) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "mira@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[0].body))
    assert link
    form = client.get(link[1], follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": "six green kites fly", "password2": "six green kites fly"})

    assert sign_in(Client(), "mira@example.org", "six green kites fly") == 302


def test_asking_for_an_unknown_address_looks_the_same(cast: Cast) -> None:
    known = Client().post(reverse("account_reset_password"), {"email": "mira@example.org"})
    unknown = Client().post(reverse("account_reset_password"), {"email": "unknown@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("password", ["elevenchars", "password1234", "mira@example.org"])
def test_refuses_a_password_that_is_short_common_or_ones_own_name(password: str, cast: Cast) -> None:
    client = Client()
    sign_in(client, "mira@example.org")

    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )

    assert answer.status_code == 200
    assert sign_in(Client(), "mira@example.org") == 302


def test_passwords_are_kept_as_argon2(settings: Settings, db: None) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    user = User.objects.create_user(email="new@example.org", name="New", password=PASSWORD)

    assert identify_hasher(user.password).algorithm == "argon2"
