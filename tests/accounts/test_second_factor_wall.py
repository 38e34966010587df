"""Outside demo mode nobody gets anywhere with a password alone."""

import base64
import json
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from pytest_django import Settings
from rest_framework.test import APIClient

from tests.accounts.authenticator_app import code_of, set_up_app
from tests.cast import NAMES, PASSWORD, Cast
from tests.permissions.matrix import OPEN, ROWS, Row
from vig.accounts.models import User
from vig.accounts.operations import issue_token
from vig.accounts.signing_in.second_factor import REACHABLE_WITHOUT

SOME = {"UUIDConverter": "11111111-1111-4111-8111-111111111111", "IntConverter": 1}
WALLED = [row for row in ROWS if row.name not in REACHABLE_WITHOUT]


@pytest.fixture(autouse=True)
def real_families(settings: Settings) -> None:
    settings.DEMO = False
    settings.VIG_AUDIT_KEY = base64.b64encode(bytes(32)).decode()


def arguments_of(
    resolver: URLResolver, prefix: str = "", outer: dict[str, object] | None = None
) -> Iterator[tuple[str, dict[str, object]]]:
    """Each URL's name, with arguments of a thing that is not there: the wall stands before anybody looks for it."""
    for pattern in resolver.url_patterns:
        converters = getattr(pattern.pattern, "converters", {})
        arguments = (outer or {}) | {name: SOME.get(type(kind).__name__, "hi") for name, kind in converters.items()}
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from arguments_of(pattern, inner, arguments)
        else:
            yield f"{prefix}{pattern.name}", arguments


def sent_to_the_wall(browser: Client, row: Row, address: str) -> bool:
    answer = getattr(browser, row.method)(address)
    if address.startswith(("/api/", "/media/")):
        told = row.method == "head" or answer.json().get("code") == "second_factor_needed"
        return bool(answer.status_code == 403 and told)
    return bool(answer.status_code == 302 and answer["Location"].startswith(reverse("second_factor")))


def test_no_page_api_or_film_opens_to_anybody_with_a_password_alone(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    arguments = dict(arguments_of(get_resolver()))
    addresses = [(row, reverse(row.name, kwargs=arguments[row.name])) for row in WALLED]
    for name in NAMES:
        browser = browser_of(cast[name])
        passed = [
            f"{row.method} {row.name}" for row, address in addresses if not sent_to_the_wall(browser, row, address)
        ]
        assert not passed, f"{name} got past the wall"


def test_the_wall_has_no_more_doors_than_it_needs() -> None:
    known = {row.name for row in ROWS} | set(OPEN)

    assert known >= REACHABLE_WITHOUT
    assert all("mfa" in name or "account" in name or name in {"second_factor", "healthz", "readyz", "metrics"}
               for name in REACHABLE_WITHOUT)  # fmt: skip


def test_it_says_kindly_what_to_do(mira: Client) -> None:
    page = mira.get(reverse("my_cases"), follow=True).content.decode()

    assert "One more step before your cases" in page
    assert reverse("mfa_activate_totp") in page
    assert reverse("mfa_add_webauthn") in page
    assert reverse("account_logout") in page


def test_setting_up_an_app_opens_the_cases(mira: Client) -> None:
    set_up_app(mira)

    assert mira.get(reverse("my_cases")).status_code == 200
    assert mira.get(reverse("api:cases")).status_code == 200


def test_an_older_session_shows_the_factor_too(mira: Client, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    elsewhere = browser_of(cast.mira)
    secret = set_up_app(mira)

    asked = elsewhere.get(reverse("my_cases"))
    assert asked["Location"] == f"{reverse('mfa_reauthenticate')}?next={reverse('my_cases').replace('/', '%2F')}"
    assert elsewhere.get(reverse("api:cases")).json()["code"] == "second_factor_needed"

    elsewhere.post(asked["Location"], {"code": code_of(secret, steps=1)})
    assert elsewhere.get(reverse("my_cases")).status_code == 200


def test_who_removes_the_last_factor_stands_before_the_wall_again(mira: Client) -> None:
    set_up_app(mira)

    mira.post(reverse("mfa_deactivate_totp"))

    assert mira.get(reverse("my_cases"))["Location"].startswith(reverse("second_factor"))


def test_recovery_codes_alone_are_no_second_factor(mira: Client, cast: Cast) -> None:
    codes = Authenticator.Type.RECOVERY_CODES
    Authenticator.objects.create(user=cast.mira, type=codes, data={"seed": "", "used_mask": 0})

    assert mira.get(reverse("my_cases"))["Location"].startswith(reverse("second_factor"))


def test_a_part_of_a_page_sends_the_whole_page(mira: Client) -> None:
    answer = mira.get(reverse("my_cases"), headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == reverse("second_factor")


def test_a_token_works_only_for_somebody_with_a_second_factor(mira: Client, cast: Cast) -> None:
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(user=cast.mira)}")

    refused = program.get(reverse("api:cases"))
    set_up_app(mira)

    assert refused.status_code == 403
    assert "second factor" in json.loads(refused.content)["detail"]
    assert program.get(reverse("api:cases")).status_code == 200


def test_in_demo_mode_it_is_left_to_the_person(settings: Settings, cast: Cast) -> None:
    settings.DEMO = True
    browser = Client()

    browser.post(reverse("account_login"), {"login": "mira@example.org", "password": PASSWORD})

    assert browser.get(reverse("my_cases")).status_code == 200
