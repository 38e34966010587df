from collections.abc import Callable

from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from vig.accounts.models import User

FORGET = '"cache", "storage"'


def test_has_the_browser_forget_what_it_holds(mira: Client) -> None:
    answer = mira.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == FORGET
    assert answer["Location"] == reverse("account_login")
    assert answer.cookies[configured.SESSION_COOKIE_NAME].value == ""


def test_everywhere_too(mira: Client) -> None:
    assert mira.post(reverse("end_sessions"))["Clear-Site-Data"] == FORGET


def test_keeps_the_colours_that_somebody_chose(mira: Client) -> None:
    mira.cookies["vig_theme"] = "dark"

    page = mira.post(reverse("account_logout"), follow=True)

    assert 'data-theme="dark"' in page.content.decode()


def test_asks_first(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    browser = browser_of(cast.mira)

    answer = browser.get(reverse("account_logout"))

    assert "Clear-Site-Data" not in answer.headers
    assert browser.get(reverse("my_cases")).status_code == 200


def test_says_so_on_the_page_after_it(mira: Client) -> None:
    page = mira.post(reverse("account_logout"), follow=True)

    assert "You are signed out." in page.content.decode()
