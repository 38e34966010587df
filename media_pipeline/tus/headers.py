"""What a tus request says in its headers, or why it cannot be taken."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"
CHECKSUMS = ("sha1", "sha256")

_WHOLE_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class ProtocolError(Exception):
    """A request that does not follow the protocol; says what the status code cannot."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Checksum:
    algorithm: str
    digest: bytes

    def new(self) -> "hashlib._Hash":
        return hashlib.new(self.algorithm, usedforsecurity=False)


def check_version(headers: Mapping[str, str]) -> None:
    if headers.get("Tus-Resumable") != VERSION:
        raise ProtocolError(HTTPStatus.PRECONDITION_FAILED, f"This server speaks tus {VERSION}.")


def check_holds_bytes(headers: Mapping[str, str]) -> None:
    if not holds_bytes(headers):
        raise ProtocolError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send the bytes as {BYTES}.")


def holds_bytes(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Type") == BYTES


def upload_length(headers: Mapping[str, str]) -> int:
    if "Upload-Defer-Length" in headers:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "The length has to be known: send Upload-Length.")
    if "Upload-Concat" in headers:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "Send the film as one upload; parts are not put together here.")
    return _whole_number(headers, "Upload-Length")


def upload_offset(headers: Mapping[str, str]) -> int:
    return _whole_number(headers, "Upload-Offset")


def upload_checksum(headers: Mapping[str, str]) -> Checksum | None:
    """The sum over the body of this request, if one was sent."""
    if "Upload-Checksum" not in headers:
        return None
    algorithm, _, encoded = headers["Upload-Checksum"].partition(" ")
    if algorithm not in CHECKSUMS:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"The checksum must be one of: {', '.join(CHECKSUMS)}.")
    try:
        return Checksum(algorithm, base64.b64decode(encoded, validate=True))
    except binascii.Error:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, "The checksum must be in base64.") from None


def _whole_number(headers: Mapping[str, str], name: str) -> int:
    value = headers.get(name, "")
    if not _WHOLE_NUMBER.fullmatch(value):
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"{name} must be a whole number of bytes.")
    return int(value)
