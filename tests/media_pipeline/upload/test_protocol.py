"""tus 1.0 header by header, against the views; what needs a real server and lost connections is in test_web.py."""

import base64
import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.http import parse_http_date
from rest_framework.test import APIClient

from cases.models import Film
from media_pipeline.models import Recording
from media_pipeline.operations.destroy import destroy_recording
from media_pipeline.original import OriginalFilm
from media_pipeline.tus import receive
from tests.cast import Cast
from vig.accounts.operations import issue_token

BYTES = "application/offset+octet-stream"
FILM = os.urandom(1000)

Headers = Mapping[str, object]


class Uploader:
    """Somebody's program that speaks tus, word by word."""

    def __init__(self, client: Client, film: Film) -> None:
        self.client = client
        self.creation_url = f"/api/v1/films/{film.pk}/upload/"
        self.url = f"/api/v1/uploads/{film.recording_id}/"

    def send(
        self, method: str, url: str = "", body: bytes = b"", content_type: str = BYTES, says: Headers | None = None
    ) -> HttpResponse:
        said = {"Tus-Resumable": "1.0.0", **(says or {})}
        answer: Any = self.client.generic(
            method,
            url or self.url,
            body,
            content_type=content_type,
            headers={name: str(value) for name, value in said.items() if value != ""},
        )
        assert answer["Tus-Resumable"] == "1.0.0"
        return answer  # type: ignore[no-any-return]

    def create(
        self, length: object = len(FILM), body: bytes = b"", content_type: str = BYTES, says: Headers | None = None
    ) -> HttpResponse:
        return self.send("POST", self.creation_url, body, content_type, {"Upload-Length": length, **(says or {})})

    def patch(
        self, offset: object, body: bytes, content_type: str = BYTES, says: Headers | None = None
    ) -> HttpResponse:
        return self.send("PATCH", self.url, body, content_type, {"Upload-Offset": offset, **(says or {})})

    def offset(self) -> int:
        return int(self.send("HEAD")["Upload-Offset"])


@pytest.fixture
def uploader(program_of: Callable[..., APIClient], cast: Cast, film: Film) -> Uploader:
    return Uploader(program_of(cast.mira), film)


@pytest.fixture
def begun(uploader: Uploader) -> Uploader:
    assert uploader.create().status_code == 201
    return uploader


def arrived(film: Film) -> bytes:
    return OriginalFilm(Recording.objects.get(pk=film.recording_id)).read_at(0, 2**20)


def checksum(algorithm: str, body: bytes) -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, body).digest()).decode()}"


def detail(answer: HttpResponse) -> str:
    assert answer["Content-Type"] == "application/problem+json"
    return str(answer.json()["detail"])  # type: ignore[attr-defined]


def test_says_what_it_can_do(uploader: Uploader) -> None:
    answer = uploader.send("OPTIONS", says={"Tus-Resumable": ""})

    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,creation-with-upload,termination,expiration,checksum"
    assert answer["Tus-Max-Size"] == str(10 * 1024**3)
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_a_film_arrives_in_pieces(uploader: Uploader, film: Film) -> None:
    created = uploader.create()
    assert (created.status_code, created["Location"]) == (201, uploader.url)

    for start in range(0, 1000, 300):
        answer = uploader.patch(start, FILM[start : start + 300])
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(min(1000, start + 300)))
        assert ("Upload-Expires" in answer) == (start + 300 < 1000)

    assert arrived(film) == FILM
    assert Recording.objects.get(pk=film.recording_id).state == "processing"
    assert uploader.offset() == 1000


def test_the_first_bytes_may_come_with_the_creation(uploader: Uploader, film: Film) -> None:
    answer = uploader.create(body=FILM[:700])

    assert (answer.status_code, answer["Upload-Offset"]) == (201, "700")
    assert arrived(film) == FILM[:700]


def test_head_says_where_the_upload_stands_and_is_never_cached(begun: Uploader) -> None:
    begun.patch(0, FILM[:10])

    answer = begun.send("HEAD")

    assert (answer.status_code, answer["Upload-Offset"], answer["Upload-Length"]) == (200, "10", "1000")
    assert answer["Cache-Control"] == "no-store"
    expires = parse_http_date(answer["Upload-Expires"])
    assert abs(expires - (timezone.now() + timedelta(days=7)).timestamp()) < 60


def test_the_name_of_the_file_is_not_kept(uploader: Uploader, film: Film, tmp_path: Path) -> None:
    secret = base64.b64encode(b"Little Alder at home.mp4").decode()

    assert uploader.create(body=FILM, says={"Upload-Metadata": f"filename {secret}"}).status_code == 201

    assert not any(
        "Alder at home" in str(value) for value in Recording.objects.values().get(pk=film.recording_id).items()
    )
    assert "Upload-Metadata" not in uploader.send("HEAD")


@pytest.mark.parametrize("version", ["", "0.2.2", "1.0.1"])
@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_another_version_is_412(begun: Uploader, method: str, version: str) -> None:
    answer = begun.send(method, says={"Tus-Resumable": version})

    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert begun.offset() == 0


@pytest.mark.parametrize("length", ["", "-1", "1.5", "many", "１０", "9" * 5000])
def test_a_length_that_is_none_is_400(uploader: Uploader, length: str) -> None:
    answer = uploader.create(length)

    assert answer.status_code == 400
    assert detail(answer) == "Upload-Length must be a whole number of bytes."


def test_a_length_that_comes_later_is_400(uploader: Uploader) -> None:
    assert uploader.create("", says={"Upload-Defer-Length": "1"}).status_code == 400


def test_partial_uploads_that_would_be_joined_are_400(uploader: Uploader) -> None:
    assert uploader.create(says={"Upload-Concat": "partial"}).status_code == 400


def test_an_empty_film_is_422(uploader: Uploader) -> None:
    answer = uploader.create(0)

    assert answer.status_code == 422
    assert "This file is empty" in detail(answer)


def test_a_film_that_is_too_large_is_413(uploader: Uploader, settings: Any) -> None:
    settings.VIG_LARGEST_FILM_BYTES = 999

    answer = uploader.create()

    assert answer.status_code == 413
    assert "two parts" in detail(answer)


def test_a_film_beyond_the_quota_is_507_and_may_be_begun_when_there_is_room(uploader: Uploader, cast: Cast) -> None:
    type(cast.service).objects.filter(pk=cast.service.pk).update(film_quota_bytes=999)
    answer = uploader.create()
    assert answer.status_code == 507
    assert "ask an administrator for more space" in detail(answer)

    type(cast.service).objects.filter(pk=cast.service.pk).update(film_quota_bytes=1000)
    assert uploader.create().status_code == 201


def test_a_second_film_on_top_of_one_that_is_arriving_is_409(begun: Uploader) -> None:
    begun.patch(0, FILM[:10])

    assert begun.create(500).status_code == 409
    assert begun.offset() == 10


@pytest.mark.parametrize(
    "content_type", ["", "video/mp4", "application/octet-stream", "multipart/form-data; boundary=x"]
)
def test_another_content_type_is_415_and_keeps_nothing(begun: Uploader, content_type: str) -> None:
    assert begun.patch(0, FILM, content_type=content_type).status_code == 415
    assert begun.create(body=FILM, content_type=content_type).status_code == 415

    assert begun.offset() == 0


@pytest.mark.parametrize("offset", ["", "-1", "x"])
def test_an_offset_that_is_none_is_400(begun: Uploader, offset: str) -> None:
    assert begun.patch(offset, FILM).status_code == 400


@pytest.mark.parametrize("offset", [0, 9, 11, 1000, 10**17])
def test_another_offset_is_409_and_keeps_nothing(begun: Uploader, film: Film, offset: int) -> None:
    begun.patch(0, FILM[:10])

    assert begun.patch(offset, FILM[10:20]).status_code == 409

    assert arrived(film) == FILM[:10]


def test_more_bytes_than_announced_are_413_and_keep_nothing(begun: Uploader) -> None:
    assert begun.patch(0, FILM + b"!").status_code == 413
    assert begun.offset() == 0


def test_more_bytes_after_the_end_are_413(begun: Uploader, film: Film) -> None:
    begun.patch(0, FILM)

    assert begun.patch(1000, b"!").status_code == 413
    assert begun.patch(1000, b"").status_code == 204
    assert arrived(film) == FILM


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_right_checksum_is_taken(begun: Uploader, film: Film, algorithm: str) -> None:
    answer = begun.patch(0, FILM, says={"Upload-Checksum": checksum(algorithm, FILM)})

    assert answer.status_code == 204
    assert arrived(film) == FILM


def test_a_wrong_checksum_is_460_and_keeps_nothing_of_any_slice(
    begun: Uploader, film: Film, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "LARGEST_SLICE", 100)
    begun.patch(0, FILM[:10])

    answer = begun.patch(10, FILM[10:900], says={"Upload-Checksum": checksum("sha256", FILM)})

    assert answer.status_code == 460
    assert answer.reason_phrase == "Checksum Mismatch"
    assert begun.offset() == 10
    assert len([path for path in (tmp_path / "films").rglob("*") if path.is_file()]) == 1
    assert begun.patch(10, FILM[10:], says={"Upload-Checksum": checksum("sha1", FILM[10:])}).status_code == 204
    assert arrived(film) == FILM


@pytest.mark.parametrize("said", ["md5 1B2M2Y8AsgTpgAmY7PhCfg==", "SHA1", "sha1 not base64!", "?"])
def test_a_checksum_that_it_does_not_understand_is_400(begun: Uploader, said: str) -> None:
    assert begun.patch(0, FILM, says={"Upload-Checksum": said}).status_code == 400
    assert begun.offset() == 0


def test_the_method_is_not_taken_from_a_header(begun: Uploader) -> None:
    assert begun.send("POST", says={"X-HTTP-Method-Override": "DELETE"}).status_code == 405
    assert begun.offset() == 0


def test_an_upload_that_is_ended_is_gone_and_another_may_begin(begun: Uploader) -> None:
    begun.patch(0, FILM[:10])

    assert begun.send("DELETE").status_code == 204

    assert begun.send("HEAD").status_code == 404
    assert begun.create(500).status_code == 201
    assert begun.offset() == 0


def test_a_film_that_has_arrived_is_not_ended_here(begun: Uploader, film: Film) -> None:
    begun.patch(0, FILM)

    assert begun.send("DELETE").status_code == 409
    assert arrived(film) == FILM


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_an_upload_that_has_not_begun_is_404(uploader: Uploader, method: str) -> None:
    assert uploader.send(method, says={"Upload-Offset": "0"}).status_code == 404


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_an_upload_that_expired_or_was_destroyed_is_410(begun: Uploader, film: Film, method: str) -> None:
    Recording.objects.update(upload_expires_at=timezone.now() - timedelta(seconds=1))
    assert begun.send(method, says={"Upload-Offset": "0"}).status_code == 410

    destroy_recording(recording=film.recording)
    assert begun.send(method, says={"Upload-Offset": "0"}).status_code == 410


@pytest.mark.parametrize("name", ["otis", "eva", "ada", "dana"])
def test_somebody_elses_upload_is_404(
    begun: Uploader, cast: Cast, film: Film, name: str, program_of: Callable[..., APIClient]
) -> None:
    stranger = Uploader(program_of(cast[name]), film)

    for method in ("HEAD", "PATCH", "DELETE"):
        assert (
            stranger.send(method, body=FILM if method == "PATCH" else b"", says={"Upload-Offset": "0"}).status_code
            == 404
        )
    assert stranger.create().status_code == 404
    assert begun.offset() == 0


def test_nobody_is_401(begun: Uploader, film: Film) -> None:
    nobody = Uploader(Client(), film)

    assert nobody.patch(0, FILM).status_code == 401
    assert nobody.create().status_code == 401
    assert begun.offset() == 0


def test_a_browser_needs_its_csrf_token(begun: Uploader, cast: Cast, film: Film) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.mira, backend="allauth.account.auth_backends.AuthenticationBackend")
    in_browser = Uploader(browser, film)
    browser.cookies["vig_csrf"] = token = "a" * 32

    assert in_browser.patch(0, FILM).status_code == 403
    assert in_browser.create().status_code == 403
    assert begun.offset() == 0
    assert in_browser.patch(0, FILM[:10], says={"X-CSRFToken": token}).status_code == 204


def test_a_program_needs_only_its_token(cast: Cast, film: Film) -> None:
    program = Uploader(Client(enforce_csrf_checks=True), film)
    said = {"Authorization": f"Token {issue_token(user=cast.mira)}"}

    assert program.create(says=said).status_code == 201
    assert program.patch(0, FILM, says=said).status_code == 204
