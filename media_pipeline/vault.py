"""Sealed objects under random names in the films' storage, on a disk or in a bucket."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from media_pipeline.sealing import FRAME, Reader, sealed_offset, sealed_pieces, unseal_range
from vig.running.sweeping import NotNow

FULL = {errno.ENOSPC, errno.EDQUOT}
STORAGE_ERRORS = (OSError, BotoCoreError, ClientError)


class StorageDown(NotNow):
    """The films' storage cannot be written or read just now, or has lost an object."""


class StorageFull(StorageDown):
    """There is no space left for films."""


def put(plain: bytes | memoryview, *, key: bytes) -> str:
    """Seal and store; answers with the new object's name. After a failure nothing is left of it."""
    token = secrets.token_hex(16)
    name = f"{token[:2]}/{token}"
    pieces = sealed_pieces(plain, key=key, name=name)
    with storage_errors():
        try:
            _films().save(name, _Pieces(pieces) if _on_a_disk() else ContentFile(b"".join(pieces)))
        except STORAGE_ERRORS:
            with suppress(*STORAGE_ERRORS):
                _films().delete(name)
            raise
    return name


def get(name: str, *, key: bytes, size: int) -> bytes:
    return b"".join(open_range(name, key=key, size=size, start=0, stop=size))


def open_range(name: str, *, key: bytes, size: int, start: int, stop: int) -> Iterator[bytes]:
    """The plain bytes [start, stop) of an object that holds `size`, a frame at a time; no other frame is read."""
    with storage_errors(), _reader(name, start, stop) as read:
        yield from unseal_range(read, key=key, name=name, size=size, start=start, stop=stop)


def remove(names: Iterable[str]) -> None:
    """Delete these objects; one that is gone already does no harm."""
    with storage_errors():
        for name in names:
            _films().delete(name)


def exists(name: str) -> bool:
    with storage_errors():
        return _films().exists(name)


def listed(names: Iterable[str]) -> set[str]:
    """Those of the names that a listing of the storage still shows."""
    wanted = set(names)
    with storage_errors():
        return {name for folder in {name.partition("/")[0] for name in wanted} for name in _list(folder)} & wanted


def folders() -> Iterator[list[str]]:
    """The names of everything that is stored, a folder at a time."""
    with storage_errors():
        try:
            names, _ = _films().listdir("")
        except FileNotFoundError:  # nothing was ever stored
            return
        for folder in names:
            yield list(_list(folder))


def stored_at(name: str) -> datetime | None:
    """None if it is gone by now."""
    with storage_errors():
        try:
            return _films().get_modified_time(name)
        except FileNotFoundError:
            return None
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == HTTPStatus.NOT_FOUND:
                return None
            raise


def _list(folder: str) -> Iterator[str]:
    try:
        _, files = _films().listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{file}" for file in files)


def _films() -> Storage:
    return storages["films"]


def _on_a_disk() -> bool:
    return isinstance(_films(), FileSystemStorage)


class _Pieces(File):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Content that is written as it is being sealed: a copy less of every film."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__(None)
        self._pieces = pieces

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self._pieces


@contextmanager
def _reader(name: str, start: int, stop: int) -> Iterator[Reader]:
    try:
        path = _films().path(name)
    except NotImplementedError:
        with closing(_BucketReader(name, start, stop)) as remote:
            yield remote.read
    else:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            yield lambda offset, length: os.pread(descriptor, length, offset)
        finally:
            os.close(descriptor)


class _BucketReader:
    """Reads frames of an object in a bucket from one answer that streams, not from one request a frame."""

    def __init__(self, name: str, start: int, stop: int) -> None:
        self._object: Any = _films().open(name).obj  # type: ignore[attr-defined]  # S3File of django-storages
        self._first = 0 if start < FRAME else sealed_offset(start)
        self._end = sealed_offset(max(stop, 1) + FRAME - 1)  # an empty object has a frame too
        self._stream: Any = None
        self._position = 0

    def read(self, offset: int, length: int) -> bytes:
        if offset < self._first:
            return bytes(self._get(offset, offset + length).read())
        if self._stream is None or offset != self._position:
            self.close()
            self._stream = self._get(offset, self._end)
        piece: bytes = self._stream.read(length)
        self._position = offset + len(piece)
        return piece

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def _get(self, start: int, end: int) -> Any:
        return self._object.get(Range=f"bytes={start}-{end - 1}")["Body"]


@contextmanager
def storage_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StorageFull("There is no space left for films.") from error
        raise StorageDown(str(error)) from error
    except (BotoCoreError, ClientError) as error:
        raise StorageDown(str(error)) from error
