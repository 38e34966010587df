"""Answers with the plain bytes of sealed objects, whole or a range, without ever holding all of them.

The caller has decided that this person may have them. Nothing is handed to a proxy or a signed address, so that a
decision that changes counts from the next request on.
"""

import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from media_pipeline import vault

PartOfWhole = tuple[str, int, int]
"""Object name, the place of its first byte in the whole, and its size."""

_RANGE = re.compile(r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<suffix>\d{1,18}))", re.ASCII)


class RangeNotSatisfiable(Exception):
    """The range that was asked for lies beyond the end."""


def answer_object(
    request: HttpRequest, *, name: str, key: bytes, size: int, content_type: str, filename: str | None = None
) -> HttpResponseBase:
    """One sealed object, `size` plain bytes; with a `filename` it is saved and not shown."""
    return answer_parts(
        request, parts=[(name, 0, size)], total=size, key=key, content_type=content_type, filename=filename
    )


def answer_parts(
    request: HttpRequest,
    *,
    parts: Sequence[PartOfWhole],
    total: int,
    key: bytes,
    content_type: str,
    filename: str | None = None,
) -> HttpResponseBase:
    """Sealed objects in order, as one file of `total` plain bytes.

    We hand out no validators, so the condition of an If-Range never holds and the whole is answered.
    """
    try:
        asked = None if "If-Range" in request.headers else asked_range(request.headers.get("Range", ""), total)
    except RangeNotSatisfiable:
        return _dressed(_beyond_the_end(total), content_type, filename)
    start, stop = asked or (0, total)
    try:
        body = _primed(_plain(parts, key=key, start=start, stop=stop))
    except vault.StorageDown:
        return _storage_is_away()
    answer = _body_answer(request, body)
    answer["Content-Length"] = str(stop - start)
    if asked:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer["Content-Range"] = f"bytes {start}-{stop - 1}/{total}"
    return _dressed(answer, content_type, filename)


def asked_range(header: str, total: int) -> tuple[int, int] | None:
    """[start, stop) of a single range. None, meaning the whole, where there is none or one we do not understand.

    Several ranges at once are among those: RFC 9110 lets a server answer them with the whole.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None:
        return None
    if found["suffix"]:
        start, stop = max(0, total - int(found["suffix"])), total
    else:
        start = int(found["first"])
        stop = min(int(found["last"]) + 1, total) if found["last"] else total
        if found["last"] and int(found["last"]) < start:
            return None
    if start >= stop:
        raise RangeNotSatisfiable
    return start, stop


def _plain(parts: Sequence[PartOfWhole], *, key: bytes, start: int, stop: int) -> Iterator[bytes]:
    for name, begin, size in parts:
        if begin < stop and begin + size > start:
            inside = {"start": max(0, start - begin), "stop": min(size, stop - begin)}
            yield from vault.open_range(name, key=key, size=size, **inside)


def _primed(body: Iterator[bytes]) -> Iterator[bytes]:
    """Unseal the first frame now: a broken seal has to be an error, not a good status with too few bytes behind it."""
    first = next(body, b"")
    return chain([first], body)


def _body_answer(request: HttpRequest, body: Iterator[bytes]) -> HttpResponseBase:
    return HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(body)


def _beyond_the_end(total: int) -> HttpResponse:
    answer = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
    answer["Content-Range"] = f"bytes */{total}"
    return answer


def _storage_is_away() -> HttpResponse:
    answer = HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer["Retry-After"] = "5"
    return answer


def _dressed(answer: HttpResponseBase, content_type: str, filename: str | None) -> HttpResponseBase:
    answer["Content-Type"] = content_type
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    if filename and (disposition := content_disposition_header(as_attachment=True, filename=filename)):
        answer["Content-Disposition"] = disposition
    return answer
