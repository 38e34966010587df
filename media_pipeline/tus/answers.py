"""How the protocol answers: where the upload stands, or a problem that says what to do."""

from http import HTTPStatus

from django.conf import settings
from django.utils.http import http_date
from rest_framework.response import Response

from media_pipeline.keys import KeyDestroyed, RingDestroyed
from media_pipeline.models import Recording
from media_pipeline.operations.upload import (
    EmptyFilm,
    FilmArrived,
    FilmTooLarge,
    OffsetConflict,
    QuotaExceeded,
    UploadUnderWay,
)
from media_pipeline.vault import StorageDown, StorageFull
from vig.api import PROBLEM

from .headers import CHECKSUMS, VERSION, ProtocolError
from .receive import CHECKSUM_MISMATCH

EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum"

REFUSALS: dict[type[Exception], tuple[int, str]] = {
    EmptyFilm: (HTTPStatus.UNPROCESSABLE_ENTITY, ""),
    FilmTooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ""),
    QuotaExceeded: (HTTPStatus.INSUFFICIENT_STORAGE, ""),
    UploadUnderWay: (HTTPStatus.CONFLICT, ""),
    FilmArrived: (HTTPStatus.CONFLICT, ""),
    OffsetConflict: (
        HTTPStatus.CONFLICT,
        "These bytes do not go on where the upload stands. Ask for the offset and continue there.",
    ),
    RingDestroyed: (HTTPStatus.GONE, "This film is no longer kept."),
    KeyDestroyed: (HTTPStatus.GONE, "This film is no longer kept."),
    StorageFull: (
        HTTPStatus.INSUFFICIENT_STORAGE,
        "There is no space left for films. What arrived is safe: ask an administrator for room, then continue here.",
    ),
    StorageDown: (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Films cannot be stored just now. What arrived is safe: continue this upload in a few minutes.",
    ),
}
"""The status for what an operation refused, and the sentence where the exception carries none for people."""


def abilities() -> Response:
    return Response(
        status=HTTPStatus.NO_CONTENT,
        headers={
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(settings.VIG_LARGEST_FILM_BYTES),
            "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
        },
    )


def created(recording: Recording, *, url: str, offset: int) -> Response:
    headers = {"Location": url, "Upload-Offset": str(offset), **_expires(recording)}
    return Response(status=HTTPStatus.CREATED, headers=headers)


def standing(recording: Recording) -> Response:
    """Where an upload stands."""
    return Response(
        status=HTTPStatus.OK,
        headers={
            "Upload-Offset": str(recording.offset),
            "Upload-Length": str(recording.length),
            "Cache-Control": "no-store",
            **_expires(recording),
        },
    )


def received(recording: Recording, *, offset: int) -> Response:
    return Response(status=HTTPStatus.NO_CONTENT, headers={"Upload-Offset": str(offset), **_expires(recording)})


def ended() -> Response:
    return Response(status=HTTPStatus.NO_CONTENT)


def refusal(error: Exception) -> Response | None:
    """The answer to what the protocol or an operation refused; None if it was something else."""
    if isinstance(error, ProtocolError):
        return _problem(error.status, str(error))
    status, sentence = REFUSALS.get(type(error), (0, ""))
    return _problem(status, sentence or str(error)) if status else None


def _problem(status: int, sentence: str) -> Response:
    title = "Checksum Mismatch" if status == CHECKSUM_MISMATCH else HTTPStatus(status).phrase
    answer = Response(
        {"type": "about:blank", "title": title, "status": status, "detail": sentence},
        status=status,
        content_type=PROBLEM,
    )
    answer.reason_phrase = title
    if status == HTTPStatus.PRECONDITION_FAILED:
        answer["Tus-Version"] = VERSION
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer["Retry-After"] = "30"
    return answer


def _expires(recording: Recording) -> dict[str, str]:
    """When an unfinished upload will be forgotten."""
    if recording.upload_expires_at is None:
        return {}
    return {"Upload-Expires": http_date(recording.upload_expires_at.timestamp())}
