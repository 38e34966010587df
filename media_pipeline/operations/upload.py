"""A film arrives, a slice at a time. No locks: who moves the offset first has it, everybody else starts again there."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import accumulate
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import has_ring, new_data_key, unwrap
from media_pipeline.models import Job, Part, Recording
from media_pipeline.operations.jobs import enqueue
from media_pipeline.signals import upload_finished
from vig.audit.operations import Thing, record_event

LARGEST_SLICE = 4 * 1024**2
LIFETIME = timedelta(days=7)
"""How long an upload waits for its next byte."""

GIGABYTE = 1024**3


class EmptyFilm(Exception):
    def __init__(self) -> None:
        super().__init__("This file is empty. Choose the film again; if it stays empty, copy it from the camera anew.")


class FilmTooLarge(Exception):
    def __init__(self, largest: int) -> None:
        super().__init__(
            f"This film is larger than {largest / GIGABYTE:.3g} GB, the most that can be taken. "
            "Film in a lower quality or in two parts, and choose those."
        )


class QuotaExceeded(Exception):
    def __init__(self, left: int) -> None:
        super().__init__(
            f"Your service has {max(0, left) / GIGABYTE:.2f} GB left for films, and this film needs more. "
            "Delete films that are no longer needed, or ask an administrator for more space; then choose it again."
        )


class UploadUnderWay(Exception):
    def __init__(self) -> None:
        super().__init__("A film is on its way here already. Continue that upload, or cancel it first.")


class FilmArrived(Exception):
    def __init__(self) -> None:
        super().__init__("The film is here already. Add another film to the cycle for another file.")


class OffsetConflict(Exception):
    """Somebody else moved the offset, or the upload is over: nothing of this slice was kept."""


@dataclass(frozen=True)
class StoredSlice:
    object_name: str
    size: int


@transaction.atomic
def begin_recording(*, key_ring: UUID, owner_id: UUID) -> Recording:
    if not has_ring(key_ring):
        record_event("media.ring_created", actor=None, subject=Thing("media_pipeline.keyring", str(key_ring)))
    _, wrapped = new_data_key(key_ring)
    return Recording.objects.create(key_ring=key_ring, wrapped_key=wrapped, owner_id=owner_id)


@transaction.atomic
def begin_upload(*, recording: Recording, length: int, largest: int, quota: int) -> Recording:
    """Promise room for a film of `length` bytes. Repeating it before the first byte arrived does no harm."""
    if length == 0:
        raise EmptyFilm
    if length > largest:
        raise FilmTooLarge(largest)
    _one_promise_at_a_time(recording.owner_id)
    _refuse_beyond_quota(recording, length=length, quota=quota)
    still_empty = Recording.objects.filter(pk=recording.pk, state__in=["waiting", "uploading"], offset=0)
    expires = timezone.now() + LIFETIME
    if not still_empty.update(state=Recording.State.UPLOADING, length=length, upload_expires_at=expires):
        recording.refresh_from_db()
        raise UploadUnderWay if recording.state == Recording.State.UPLOADING else FilmArrived
    recording.refresh_from_db()
    return recording


def receive_slice(*, recording_id: UUID, offset: int, plain: bytes) -> int:
    """Keep these bytes at `offset`; answers with the new offset. Raises OffsetConflict."""
    recording = Recording.objects.get(pk=recording_id)
    return commit_slices(recording=recording, offset=offset, slices=[store_slice(recording=recording, plain=plain)])


def store_slice(*, recording: Recording, plain: bytes) -> StoredSlice:
    """Seal and store, without yet counting it to the film."""
    key = unwrap(recording.key_ring, recording.wrapped_key)
    return StoredSlice(object_name=vault.put(plain, key=key), size=len(plain))


def commit_slices(*, recording: Recording, offset: int, slices: Sequence[StoredSlice]) -> int:
    """Count stored slices to the film, all or none; with the last byte the film goes on to be made ready."""
    end = offset + sum(stored.size for stored in slices)
    try:
        with _full_database_is_full_storage(), transaction.atomic():
            _advance(recording, offset=offset, end=end)
            _write_parts(recording, offset=offset, slices=slices)
            if end == recording.length:
                finish_upload(recording=recording)
    except (OffsetConflict, vault.StorageFull):
        discard_slices(slices=slices)
        raise
    return end


def discard_slices(*, slices: Sequence[StoredSlice]) -> None:
    vault.remove([stored.object_name for stored in slices])


def finish_upload(*, recording: Recording) -> None:
    """All bytes are here: queue the film, in the transaction that committed the last of them."""
    Recording.objects.filter(pk=recording.pk).update(
        state=Recording.State.PROCESSING, uploaded_at=timezone.now(), upload_expires_at=None
    )
    upload_finished.send(Recording, recording=recording)
    enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=recording)


@transaction.atomic
def end_upload(*, recording: Recording) -> bool:
    """Forget what arrived, so that another file can be chosen. False if no upload was under way."""
    unfinished = Recording.objects.filter(pk=recording.pk, state=Recording.State.UPLOADING)
    if not unfinished.update(state=Recording.State.WAITING, offset=0, length=None, upload_expires_at=None):
        return False
    names = list(recording.parts.values_list("object_name", flat=True))
    recording.parts.all().delete()
    transaction.on_commit(partial(vault.remove, names))
    return True


def _one_promise_at_a_time(owner_id: UUID | None) -> None:
    """Two uploads that begin at once must not both take the last room. SQLite's transactions are in turn already."""
    if connection.vendor == "postgresql" and owner_id is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(owner_id.bytes[:8], signed=True)])


def _refuse_beyond_quota(recording: Recording, *, length: int, quota: int) -> None:
    if recording.owner_id is None:
        return
    left = quota - Recording.objects.exclude(pk=recording.pk).promised_bytes(owner_id=recording.owner_id)
    if length > left:
        raise QuotaExceeded(left)


def _advance(recording: Recording, *, offset: int, end: int) -> None:
    """Move the offset if it is still where we found it, in the upload that we know: another may have begun since."""
    now = timezone.now()
    ours = Recording.objects.filter(
        pk=recording.pk,
        state=Recording.State.UPLOADING,
        length=recording.length,
        length__gte=end,
        offset=offset,
        upload_expires_at__gt=now,
    )
    if not ours.update(offset=end, upload_expires_at=now + LIFETIME):
        raise OffsetConflict


def _write_parts(recording: Recording, *, offset: int, slices: Sequence[StoredSlice]) -> None:
    starts = accumulate((stored.size for stored in slices), initial=offset)
    Part.objects.bulk_create(
        Part(recording=recording, start=start, size=stored.size, object_name=stored.object_name)
        for start, stored in zip(starts, slices, strict=False)
    )


@contextmanager
def _full_database_is_full_storage() -> Iterator[None]:
    """The database usually lies on the same disk as the films and notices first that it is full."""
    try:
        yield
    except OperationalError as error:
        cause = error.__cause__
        if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", "") == "53100":
            raise vault.StorageFull("There is no space left for the database.") from error
        raise
