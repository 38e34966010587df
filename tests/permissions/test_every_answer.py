"""What every answer carries, also an error and a piece of film."""

from collections.abc import Mapping

import pytest
from django.conf import settings as platform_settings
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast

from .asking import Asking
from .matrix import OPEN, ROWS, Row, tus

CLOSED = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def missing_from(headers: Mapping[str, str]) -> list[str]:
    """Which of what every answer carries is not there."""
    policy, kind = headers.get("Content-Security-Policy", ""), headers.get("Content-Type", "")
    referrer = "same-origin" if kind.startswith("text/html") else "no-referrer"
    carried = {
        **{name: headers.get(name) == value for name, value in CLOSED.items()},
        "no-store": "no-store" in headers.get("Cache-Control", ""),
        "a policy": "default-src 'none'" in policy and "unsafe" not in policy,
        "no frame": "frame-ancestors 'none'" in policy,
        f"referrer {referrer}": headers.get("Referrer-Policy") == referrer,
    }
    return [name for name, there in carried.items() if not there]


@pytest.mark.once
@pytest.mark.parametrize("who", ["mira", "ada", "nobody"])
def test_is_kept_nowhere_and_framed_by_nobody(who: str, asking: Asking) -> None:
    lacking = {f"{row.method} {row.name}": missing_from(asking(row, who).headers) for row in ROWS}

    assert not {name: missing for name, missing in lacking.items() if missing}


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (Row("film_segment", "segment", headers={"Range": "bytes=0-1"}), 206),
        (Row("film_segment", "segment", headers={"Range": "bytes=99-"}), 416),
        (Row("download_clip", "clip", headers={"Range": "bytes=0-1"}), 206),
        (Row("film_segment", "segment", method="put"), 405),
        (Row("my_cases", method="delete"), 405),
        (Row("my_cases", headers={"Sec-Fetch-Site": "cross-site"}), 403),
        (Row("film_segment", "segment", headers={"Sec-Fetch-Site": "cross-site"}), 403),
        (Row("my_cases", headers={"Host": "elsewhere.example"}), 400),
        (Row("api:cases", headers={"Host": "elsewhere.example"}), 400),
        (tus("api:upload", "recording", method="patch"), 400),
        (Row("api:cases", method="post", sent={"path": "none of them"}), 422),
    ],
    ids=lambda value: value if isinstance(value, int) else f"{value.method} {value.name}",
)
def test_also_a_piece_and_a_refusal(row: Row, status: int, asking: Asking) -> None:
    answer = asking(row, "mira")

    assert answer.status_code == status
    assert not missing_from(answer.headers)


@pytest.mark.parametrize("name", [name for name in OPEN if OPEN[name] == (200,)])
def test_also_what_is_open_to_all(name: str, asking: Asking) -> None:
    assert not missing_from(asking(Row(name), "nobody").headers)


@pytest.mark.parametrize("path", ["/nothing-here/", "/api/v1/nothing-here/", "/media/nothing-here", "/cases/%00/"])
def test_also_where_nothing_is(path: str, cast: Cast) -> None:
    answer = Client().get(path)

    assert answer.status_code == 404
    assert not missing_from(answer.headers)


@pytest.mark.parametrize("path", ["/readyz", "/api/v1/schema/"])
def test_also_when_it_is_our_fault(path: str, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a sentence with a secret in it")

    monkeypatch.setattr("vig.running.readiness.faults", broken)
    monkeypatch.setattr("drf_spectacular.views.SpectacularAPIView.get", broken)
    client = Client(raise_request_exception=False)
    client.force_login(cast.mira, backend=platform_settings.AUTHENTICATION_BACKENDS[-1])

    answer = client.get(path)

    assert answer.status_code == 500
    assert not missing_from(answer.headers)
    assert b"secret" not in answer.content


def test_leads_to_https_and_stays_there(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 2 * 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True

    plain, secure = Client().get("/account/login/"), Client().get("/healthz", secure=True)

    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/account/login/")
    assert not missing_from(plain.headers)
    assert secure["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
