"""The end of a film or a cut: its keys and every object of it are gone, and a listing of the storage shows it.

It is closed in the caller's transaction. Keys and objects go once that is committed; what fails then, or is killed,
leaves the destruction open, and the sweeper completes it.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import ShredLogBroken, destroy_keys, id_of
from media_pipeline.models import (
    Cut,
    CutPart,
    Destruction,
    Part,
    Recording,
    Rendition,
    ResealedObject,
    Resealing,
    Segment,
)
from media_pipeline.querysets import DestructionQuerySet
from vig.audit.operations import record_event

from .jobs import stop_jobs

logger = logging.getLogger(__name__)

DELETED = "deleted"
NO_LONGER_KEPT = "The film of this clip is no longer kept."
LONGEST_FAULT = 500

AT_ONCE = timedelta(seconds=20)
"""For so long whoever asked for a destruction is probably at it."""


class StillThere(Exception):
    """Objects that were deleted and that the storage still lists."""


@transaction.atomic
def destroy_recording(*, recording: Recording, why: str = DELETED, by: AbstractBaseUser | None = None) -> Destruction:
    """Nobody can play it from here on; its row stays as a tombstone. `why` is a code.

    Harmless when repeated: the first destruction stands.
    """
    now = timezone.now()
    stop_jobs(recording=recording)  # first, as workers do: whatever they commit is in before the names are read
    recording = Recording.objects.select_for_update().get(pk=recording.pk)
    if begun := recording.destructions.filter(cut_id=None).first():
        return begun
    cuts = list(recording.cuts.all())
    destruction = Destruction.objects.create(
        recording=recording,
        why=why,
        by_id=by.pk if by else None,
        asked_at=now,
        sha256=recording.sha256,
        bytes=recording.offset,
        created_at=recording.created_at,
        uploaded_at=recording.uploaded_at,
        object_names=object_names(recording),
        key_ids=_key_ids(recording, *cuts, *recording.resealings.all()),
    )
    _leave_a_tombstone(recording, now)
    transaction.on_commit(partial(_complete_or_leave_open, destruction.pk))
    return destruction


@transaction.atomic
def destroy_cut(cut: Cut, *, why: str = DELETED, by: AbstractBaseUser | None = None) -> Destruction:
    """A cut alone: its rows go with the caller's transaction. A worker that is at it loses its job."""
    parts = list(cut.parts.all())
    destruction = Destruction.objects.create(
        recording_id=cut.recording_id,
        cut_id=cut.pk,
        why=why,
        by_id=by.pk if by else None,
        asked_at=timezone.now(),
        bytes=sum(part.size for part in parts),
        created_at=cut.created_at,
        object_names=[part.object_name for part in parts],
        key_ids=_key_ids(cut),
    )
    cut.delete()
    transaction.on_commit(partial(_complete_or_leave_open, destruction.pk))
    return destruction


def complete_destruction(destruction_id: UUID) -> None:
    """Shred the keys, delete the objects, have the storage's listing show it. Goes on from wherever it was left.

    Raises StillThere or StorageDown; the destruction then stays open.
    """
    destruction = Destruction.objects.select_related("recording").get(pk=destruction_id)
    this_one = Destruction.objects.open().filter(pk=destruction_id)
    _shred_keys(destruction, this_one)
    _list_before(destruction, this_one)
    vault.remove(destruction.object_names)
    left = sorted(vault.listed(destruction.object_names))
    this_one.update(listed_after_at=timezone.now(), present_after=left)
    if left:
        raise StillThere(", ".join(left))
    _prove(destruction, this_one)


def complete_open_destructions(*, now: datetime) -> int:
    """For the sweeper. Answers how many were proved; what cannot be yet is tried again the next time."""
    waiting = list(Destruction.objects.open().filter(asked_at__lt=now - AT_ONCE).values_list("pk", flat=True))
    return sum(_complete_or_leave_open(destruction_id) for destruction_id in waiting)


def object_names(recording: Recording) -> list[str]:
    """Everything in storage that belongs to a recording."""
    beside = Recording.objects.values_list("poster_object", "scrub_object", "peaks_object").get(pk=recording.pk)
    sealed_twice = ResealedObject.objects.filter(resealing__recording=recording).values_list("old_name", "new_name")
    names = [
        *filter(None, beside),
        *chain.from_iterable(sealed_twice),
        *Part.objects.filter(recording=recording).values_list("object_name", flat=True),
        *Rendition.objects.filter(recording=recording).values_list("init_object", flat=True),
        *Segment.objects.filter(rendition__recording=recording).values_list("object_name", flat=True),
        *CutPart.objects.filter(cut__recording=recording).values_list("object_name", flat=True),
    ]
    return list(dict.fromkeys(names))


def _leave_a_tombstone(recording: Recording, now: datetime) -> None:
    Recording.objects.filter(pk=recording.pk).update(
        state=Recording.State.DESTROYED,
        destroyed_at=now,
        wrapped_key=b"",
        upload_expires_at=None,
        poster_object="",
        scrub_object="",
        peaks_object="",
    )
    recording.cuts.update(state=Cut.State.FAILED, wrapped_key=b"", size=None, failure_message=NO_LONGER_KEPT)
    CutPart.objects.filter(cut__recording=recording).delete()
    recording.resealings.all().delete()
    recording.renditions.all().delete()
    recording.parts.all().delete()


def _key_ids(*locked: Recording | Cut | Resealing) -> list[str]:
    """Of before a change of the data key too: it may still be there."""
    now = {id_of(one.wrapped_key) for one in locked if one.wrapped_key}
    return sorted(map(str, now | {one.old_key_id for one in locked if isinstance(one, Resealing)}))


def _complete_or_leave_open(destruction_id: UUID) -> bool:
    """Whether it is proved. Whoever asked is not told of a storage that is away: the film is closed all the same."""
    try:
        complete_destruction(destruction_id)
    except (StillThere, ShredLogBroken, vault.StorageDown, OSError) as fault:
        logger.warning("Destruction %s stays open, the sweeper goes on with it: %s", destruction_id, fault)
        Destruction.objects.open().filter(pk=destruction_id).update(fault=str(fault)[:LONGEST_FAULT])
        return False
    return True


def _shred_keys(destruction: Destruction, this_one: DestructionQuerySet) -> None:
    """First of all: from here on no copy of the objects can be read, wherever it lies."""
    destroy_keys(destruction.recording.key_ring, map(UUID, destruction.key_ids))
    this_one.filter(keys_destroyed_at=None).update(keys_destroyed_at=timezone.now())


def _list_before(destruction: Destruction, this_one: DestructionQuerySet) -> None:
    """Only the first listing counts: a later one shows less."""
    if destruction.listed_before_at is None:
        present = sorted(vault.listed(destruction.object_names))
        this_one.filter(listed_before_at=None).update(present_before=present, listed_before_at=timezone.now())


@transaction.atomic
def _prove(destruction: Destruction, this_one: DestructionQuerySet) -> None:
    """Two who complete it at once prove it once."""
    if this_one.filter(present_after=[]).update(proved_at=timezone.now(), fault=""):
        record_event(
            "media.cut_destroyed" if destruction.cut_id else "media.recording_destroyed",
            actor=None,
            subject=destruction,
            recording=str(destruction.recording_id),
            why=destruction.why,
            objects=len(destruction.object_names),
            keys=len(destruction.key_ids),
        )
