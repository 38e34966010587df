"""What a stylesheet and a script carry, fresh from the machine and once more from a browser's memory."""

import re

import pytest
import requests

from tests.services.platform import Platform

pytestmark = pytest.mark.services

CLOSED = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture(scope="module", params=["main.css", "main.js"])
def address(request: pytest.FixtureRequest, platform: Platform) -> str:
    """As the page of signing in names it."""
    name, kind = request.param.split(".")
    found = re.search(rf'"(/static/{name}\.[0-9a-f]+\.{kind})"', requests.get(f"{platform.url}/", timeout=10).text)
    assert found
    return platform.url + found[1]


def test_is_kept_by_its_browser_and_embedded_by_nobody_else(address: str) -> None:
    answer = requests.get(address, timeout=10)

    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in CLOSED} == CLOSED
    assert "immutable" in answer.headers["Cache-Control"]


def test_so_does_the_answer_that_nothing_has_changed(address: str) -> None:
    written = requests.get(address, timeout=10).headers["Last-Modified"]

    answer = requests.get(address, headers={"If-Modified-Since": written}, timeout=10)

    assert answer.status_code == 304
    assert {name: answer.headers.get(name) for name in CLOSED} == CLOSED


def test_another_site_gets_none(address: str) -> None:
    answer = requests.get(address, headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, timeout=10)

    assert answer.status_code == 403
