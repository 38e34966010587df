import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from vig.accounts.models import User

LONG = "the heron stands in the reeds " * 6


@pytest.mark.parametrize(
    "password",
    [
        "six green kites",
        "Zwölf Löwen im Garten",
        "一只苍鹭站在芦苇丛中等待着",
        "k9#Vt2!mQx7z",
        "no capitals and no digits at all",
        LONG[:64],
        LONG[:180],
    ],
)
def test_takes(password: str) -> None:
    validate_password(password, User(email="mira@example.org", name="Mira Okafor"))


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "password1234",
        "Password2026!",
        "P4$$w0rd-2026",
        "sunshine-sunshine",
        "12 monkey 345 monkey",
        "qwertyuiop12",
        "1234567890ab",
        "abcdefghijkl",
        "aaaaaaaaaaaaaa",
        "vig-demo-2026",
        "Video Interaction Guidance",
        "mira@example.org",
        "MiraOkafor2026",
        "dancingqueen",
        "weareafamily",
        "IlOveJonasBrothers",
        LONG + "and waits for the fish to come",
    ],
)
def test_refuses(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(email="mira@example.org", name="Mira Okafor"))


def test_a_long_one_signs_in(mira: Client, cast: Cast) -> None:
    new = LONG[:200].strip()
    mira.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    answer = Client().post(reverse("account_login"), {"login": "mira@example.org", "password": new})

    assert answer["Location"] == reverse("my_cases")


def test_a_browser_may_fill_it_in_and_paste_it(mira: Client) -> None:
    page = mira.get(reverse("account_change_password")).content.decode()

    assert 'autocomplete="current-password"' in page
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page
    assert "maxlength" not in page


def test_says_in_words_what_to_do(mira: Client) -> None:
    answer = mira.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "Password2026!", "password2": "Password2026!"},
    )

    assert "Take three or four words of your own." in answer.content.decode()
