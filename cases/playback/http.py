from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from drf_spectacular.utils import extend_schema

from vig.api import endpoint

PLAYLIST = "application/vnd.apple.mpegurl"
FRAGMENT = "video/mp4"
JPEG = "image/jpeg"
BYTES = "application/octet-stream"


def media_view(view: Callable[..., HttpResponseBase]) -> Any:
    """A read-only view that takes a session or a token, and answers bytes instead of JSON."""
    return extend_schema(exclude=True)(endpoint("GET")(view))


def answer_playlist(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=PLAYLIST)
