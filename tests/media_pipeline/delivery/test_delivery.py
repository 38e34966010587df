import os
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from media_pipeline import vault
from media_pipeline.delivery import answer_object, answer_parts
from media_pipeline.sealing import FRAME, SALT, TAG, SealBroken

KEY = bytes(range(32))
PLAIN = os.urandom(2 * FRAME + 100)


@pytest.fixture
def name() -> str:
    return vault.put(PLAIN, key=KEY)


def answer(name: str, *, method: str = "GET", **more: Any) -> HttpResponseBase:
    headers = {f"HTTP_{key.upper()}": value for key, value in more.items() if key in {"range", "if_range"}}
    request = RequestFactory().generic(method, "/", **headers)
    return answer_object(
        request, name=name, key=KEY, size=len(PLAIN), content_type="video/mp4", filename=more.get("filename")
    )


def bytes_of(answered: HttpResponseBase) -> bytes:
    return answered.getvalue() if isinstance(answered, StreamingHttpResponse) else bytes(answered.content)  # type: ignore[attr-defined]


def test_answers_the_whole_and_keeps_it_out_of_every_cache(name: str) -> None:
    answered = answer(name)

    assert answered.status_code == 200
    assert bytes_of(answered) == PLAIN
    assert answered["Content-Length"] == str(len(PLAIN))
    assert answered["Content-Type"] == "video/mp4"
    assert answered["Accept-Ranges"] == "bytes"
    assert answered["Cache-Control"] == "no-store"
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in answered


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=0-0", 0, 1),
        (f"bytes={FRAME - 1}-{FRAME}", FRAME - 1, FRAME + 1),
        (f"bytes={FRAME}-", FRAME, len(PLAIN)),
        ("bytes=-5", len(PLAIN) - 5, len(PLAIN)),
        ("bytes=-99999999", 0, len(PLAIN)),
        ("bytes=3-99999999", 3, len(PLAIN)),
    ],
)
def test_answers_a_range(name: str, asked: str, start: int, stop: int) -> None:
    answered = answer(name, range=asked)

    assert answered.status_code == 206
    assert bytes_of(answered) == PLAIN[start:stop]
    assert answered["Content-Range"] == f"bytes {start}-{stop - 1}/{len(PLAIN)}"
    assert answered["Content-Length"] == str(stop - start)
    assert answered["Cache-Control"] == "no-store"


@pytest.mark.parametrize("asked", [f"bytes={len(PLAIN)}-", "bytes=9999999999-", "bytes=-0"])
def test_a_range_beyond_the_end_is_416(name: str, asked: str) -> None:
    answered = answer(name, range=asked)

    assert answered.status_code == 416
    assert answered["Content-Range"] == f"bytes */{len(PLAIN)}"
    assert bytes_of(answered) == b""


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,3-4", "bytes=5-2", "bytes=a-b", "lines=0-1", "bytes=-", "bytes=" + "9" * 5000 + "-"]
)
def test_a_range_that_it_does_not_understand_gets_the_whole(name: str, asked: str) -> None:
    answered = answer(name, range=asked)

    assert answered.status_code == 200
    assert bytes_of(answered) == PLAIN


def test_an_if_range_gets_the_whole_because_no_validator_was_ever_handed_out(name: str) -> None:
    answered = answer(name, range="bytes=0-1", if_range='"some etag"')

    assert (answered.status_code, bytes_of(answered)) == (200, PLAIN)


def test_a_head_says_the_same_without_the_bytes(name: str) -> None:
    whole, part = answer(name, method="HEAD"), answer(name, method="HEAD", range="bytes=0-9")

    assert (whole.status_code, whole["Content-Length"], bytes_of(whole)) == (200, str(len(PLAIN)), b"")
    assert (part.status_code, part["Content-Length"], bytes_of(part)) == (206, "10", b"")


def test_a_download_is_named(name: str) -> None:
    assert answer(name, filename="moment 1.mp4")["Content-Disposition"] == 'attachment; filename="moment 1.mp4"'
    assert "\n" not in answer(name, filename="a\r\nSet-Cookie: b.mp4")["Content-Disposition"]


def test_a_broken_seal_is_an_error_and_not_a_short_film(name: str, settings: Any) -> None:
    path: Path = settings.STORAGES["films"]["OPTIONS"]["location"] / name
    sealed = bytearray(path.read_bytes())
    sealed[SALT + 7] ^= 1
    path.write_bytes(sealed)

    with pytest.raises(SealBroken):
        answer(name)


def test_a_seal_broken_further_on_never_gives_a_wrong_byte(name: str, settings: Any) -> None:
    path: Path = settings.STORAGES["films"]["OPTIONS"]["location"] / name
    sealed = bytearray(path.read_bytes())
    sealed[SALT + FRAME + TAG + 7] ^= 1
    path.write_bytes(sealed)

    pieces = iter(answer(name))

    assert next(pieces) == PLAIN[:FRAME]
    with pytest.raises(SealBroken):
        next(pieces)


def test_a_lost_object_is_503_and_may_be_tried_again(name: str) -> None:
    vault.remove([name])

    answered = answer(name)

    assert answered.status_code == 503
    assert answered["Retry-After"] == "5"


@pytest.mark.parametrize(("start", "stop"), [(0, 900), (299, 301), (300, 600), (899, 900), (150, 750)])
def test_parts_are_answered_as_one_file(start: int, stop: int) -> None:
    plain = os.urandom(900)
    parts = [(vault.put(plain[place : place + 300], key=KEY), place, 300) for place in (0, 300, 600)]
    request = RequestFactory().get("/", HTTP_RANGE=f"bytes={start}-{stop - 1}")

    answered = answer_parts(request, parts=parts, total=900, key=KEY, content_type="video/mp4")

    assert bytes_of(answered) == plain[start:stop]
    assert answered["Content-Range"] == f"bytes {start}-{stop - 1}/900"


def test_nothing_to_answer_is_answered() -> None:
    request = RequestFactory().get("/")

    answered = answer_parts(request, parts=[], total=0, key=KEY, content_type="video/mp4")

    assert (answered.status_code, bytes_of(answered), answered["Content-Length"]) == (200, b"", "0")
    assert isinstance(answered, HttpResponse | StreamingHttpResponse)
