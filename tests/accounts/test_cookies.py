"""Cookies as they are outside demo mode: settings read anew, in a process of their own."""

import json
import os
import subprocess
import sys

import pytest

from tests.services.platform import PROJECT

PRODUCTION = {
    "VIG_DEMO": "no",
    "VIG_SECRET_KEY": "x" * 25 + "yz" * 20,
    "VIG_HOSTS": "vig.example.org",
    "VIG_URL": "https://vig.example.org",
    "VIG_MAIL_HOST": "mail.example.org",
}
ASK = """
import json
from vig import settings
print(json.dumps({name: value for name, value in vars(settings).items()
                  if "COOKIE" in name and name.isupper()}))
"""


@pytest.fixture(scope="module")
def cookies() -> dict[str, object]:
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=PROJECT,
        env=os.environ | PRODUCTION,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(told.stdout))


def test_belong_to_this_host_alone(cookies: dict[str, object]) -> None:
    names = [cookies[f"{cookie}_COOKIE_NAME"] for cookie in ("SESSION", "CSRF", "MESSAGE")]

    assert names == ["__Host-session", "__Host-csrf", "__Host-messages"]
    assert not any("PATH" in name or "DOMAIN" in name for name in cookies)  # Django's: / and none


def test_travel_over_https_only(cookies: dict[str, object]) -> None:
    assert cookies["SESSION_COOKIE_SECURE"] is True
    assert cookies["CSRF_COOKIE_SECURE"] is True


def test_no_script_reads_the_session(cookies: dict[str, object]) -> None:
    assert cookies["SESSION_COOKIE_HTTPONLY"] is True


def test_no_other_site_sends_them_along(cookies: dict[str, object]) -> None:
    assert cookies["SESSION_COOKIE_SAMESITE"] in {"Lax", "Strict"}
    assert cookies["CSRF_COOKIE_SAMESITE"] in {"Lax", "Strict"}
