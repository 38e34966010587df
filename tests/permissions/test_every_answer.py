"""What every answer carries, also an error and a piece of film."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Film
from tests.cast import Cast

CLOSED = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/account/login/", "/cases/", "/nothing-here/", "/api/v1/cases/", "/healthz"])
def test_is_kept_nowhere_and_framed_by_nobody(path: str, cast: Cast) -> None:
    answer = Client().get(path)

    assert {name: answer.headers.get(name) for name in CLOSED} == CLOSED
    assert "no-store" in answer.headers["Cache-Control"]
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_piece_of_film_too(film: Film, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.mira, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get(reverse("film_segment", args=[film.pk, "hi", 0]))

    assert {name: answer.headers.get(name) for name in CLOSED} == CLOSED
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_change_without_the_token_of_the_page_is_refused(film: Film, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.mira, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.post(reverse("delete_film", args=[film.pk]))
    program = client.post(reverse("api:clips", args=[film.pk]), {}, content_type="application/json")
    upload = client.patch(reverse("api:upload", args=[film.recording_id]), b"", headers={"Tus-Resumable": "1.0.0"})

    assert [page.status_code, program.status_code, upload.status_code] == [403, 403, 403]
    assert Film.objects.filter(pk=film.pk).exists()
