"""Bytes of a film arrive: each slice is sealed, stored and counted as soon as it is complete."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http import HTTPStatus

from django.utils import timezone

from media_pipeline.models import Recording
from media_pipeline.operations.upload import (
    LARGEST_SLICE,
    OffsetConflict,
    StoredSlice,
    commit_slices,
    discard_slices,
    store_slice,
)

from .body import Body
from .headers import Checksum, ProtocolError

CHECKSUM_MISMATCH = 460


def check_there(recording: Recording) -> None:
    """404 where no upload has begun, 410 where it is over for good."""
    if recording.state == Recording.State.WAITING:
        raise ProtocolError(HTTPStatus.NOT_FOUND, "No upload has begun here.")
    if recording.state == Recording.State.DESTROYED:
        raise ProtocolError(HTTPStatus.GONE, "This film is no longer kept.")
    if recording.upload_expires_at is not None and recording.upload_expires_at <= timezone.now():
        raise ProtocolError(HTTPStatus.GONE, "This upload waited too long for its next byte. Choose the film again.")


def receive(body: Body, *, recording: Recording, offset: int, checksum: Checksum | None) -> int:
    """Take the body in at `offset`; answers with the new offset. What arrived before an error is kept.

    With a checksum all of it counts or none, and only then.
    """
    if offset != recording.offset:
        raise OffsetConflict
    if body.left is not None and body.left > _room(recording, offset):
        raise _beyond_length()
    if checksum is None:
        return _receive_slices(body, recording, offset)
    return _receive_checked(body, recording, offset, checksum)


def _receive_slices(body: Body, recording: Recording, offset: int) -> int:
    with closing(_slices(body, room=_room(recording, offset))) as slices:
        for plain in slices:
            stored = store_slice(recording=recording, plain=plain)
            offset = commit_slices(recording=recording, offset=offset, slices=[stored])
    return offset


def _receive_checked(body: Body, recording: Recording, offset: int, checksum: Checksum) -> int:
    staged: list[StoredSlice] = []
    try:
        end = _stage(body, recording, offset, checksum, staged)
    except BaseException:
        discard_slices(slices=staged)
        raise
    return commit_slices(recording=recording, offset=offset, slices=staged) if staged else end


def _stage(body: Body, recording: Recording, offset: int, checksum: Checksum, staged: list[StoredSlice]) -> int:
    so_far = checksum.new()
    with closing(_slices(body, room=_room(recording, offset))) as slices:
        for plain in slices:
            so_far.update(plain)
            staged.append(store_slice(recording=recording, plain=plain))
            offset += len(plain)
    if body.lost or so_far.digest() != checksum.digest:
        raise ProtocolError(CHECKSUM_MISMATCH, "The checksum does not match what arrived, so none of it was kept.")
    return offset


def _slices(body: Body, *, room: int) -> Generator[bytes]:
    """Each slice arrives while the one before it is sealed and stored.

    Close it before anybody else reads the body: the next slice may be on its way.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="upload") as reader:
        coming = reader.submit(_next_slice, body, room=room)
        while plain := coming.result():
            room -= len(plain)
            coming = reader.submit(_next_slice, body, room=room)
            yield plain


def _next_slice(body: Body, *, room: int) -> bytes:
    """Empty at the end of the body. The last slice of a film counts only if really nothing follows it."""
    plain = body.read(min(LARGEST_SLICE, room))
    if len(plain) == room and body.read(1):
        raise _beyond_length()
    return plain


def _room(recording: Recording, offset: int) -> int:
    return (recording.length or 0) - offset


def _beyond_length() -> ProtocolError:
    return ProtocolError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "These are more bytes than Upload-Length announced.")
