"""The list of sessions on one's own page, and ending them: by hand, by a new password, by being put at rest."""

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from vig.accounts.models import User
from vig.accounts.operations import end_sessions
from vig.accounts.signing_in.devices import device_of
from vig.audit.models import Event

NEW = "six green kites fly"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def phone(cast: Cast) -> Client:
    """Mira's other browser."""
    return signed_in(Client(headers={"user-agent": FIREFOX}), "mira@example.org")


def signed_in(browser: Client, email: str) -> Client:
    browser.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert is_in(browser)
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(reverse("my_cases")).status_code == 200


def ended() -> list[tuple[str, object]]:
    return list(Event.objects.filter(name="accounts.session_ended").values_list("facts__why", "actor"))


def row_of(browser: Client) -> UserSession:
    return UserSession.objects.get(session_key=browser.session.session_key)


def test_the_list_says_which_device_and_which_is_this(mira: Client, phone: Client) -> None:
    page = mira.get(reverse("account")).content.decode()

    assert "Firefox on Linux" in page
    assert page.count("this one") == 1
    assert page.count("Last seen") == 2


def test_one_can_be_ended(mira: Client, phone: Client, cast: Cast) -> None:
    mira.post(reverse("end_session", args=[row_of(phone).pk]))

    assert not is_in(phone)
    assert is_in(mira)
    assert ended() == [("by_its_owner", cast.mira.pk)]


def test_nobody_ends_somebody_elses(phone: Client, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    answer = browser_of(cast.tariq).post(reverse("end_session", args=[row_of(phone).pk]))

    assert answer.status_code == 404
    assert is_in(phone)


def test_all_can_be_ended_this_one_too(mira: Client, phone: Client, cast: Cast) -> None:
    other = signed_in(Client(), "tariq@example.org")

    mira.post(reverse("end_sessions"))

    assert not is_in(phone)
    assert not is_in(mira)
    assert is_in(other)
    assert ended() == [("by_its_owner", cast.mira.pk)]  # signing out here is an event of its own


def test_a_new_password_ends_all_others_at_once(mira: Client, phone: Client, cast: Cast) -> None:
    mira.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert not is_in(phone)
    assert is_in(mira)
    assert ended() == [("password_changed", cast.mira.pk)]
    assert Event.objects.filter(name="accounts.password_changed").count() == 1
    assert [sent.subject for sent in mail.outbox] == ["Your password was changed"]


def test_a_password_chosen_by_mail_ends_all(mira: Client, phone: Client) -> None:
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "mira@example.org"})
    link = str(mail.outbox[0].body).split("http://testserver")[1].split()[0]
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    mail.outbox.clear()

    browser.post(form, {"password1": NEW, "password2": NEW})

    assert not is_in(phone)
    assert not is_in(mira)
    assert [why for why, _ in ended()] == ["password_changed"] * 2
    assert [sent.subject for sent in mail.outbox] == ["Your password was chosen anew"]


def test_somebody_put_at_rest_is_out_at_once(mira: Client, phone: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.mira.pk).update(is_active=False)

    assert not is_in(mira)
    assert not is_in(phone)


def test_an_administrators_act_is_written_under_their_name(mira: Client, phone: Client, cast: Cast) -> None:
    assert end_sessions(user=cast.mira, why="deactivated", by=cast.ada) == 2

    assert not is_in(mira)
    assert ended() == [("deactivated", cast.ada.pk)] * 2


def test_signing_out_takes_it_off_the_list(mira: Client, phone: Client) -> None:
    phone.post(reverse("account_logout"))

    assert mira.get(reverse("account")).content.decode().count("Last seen") == 1
    assert ended() == []


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Mobile Safari/604",
         "Safari on an iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)  # fmt: skip
def test_devices_are_called_what_people_call_them(user_agent: str, words: str) -> None:
    assert device_of(user_agent) == words
