"""A film under a new data key, while it plays.

Every object is sealed anew under a new name, one after another and before anybody reads it; then names and data key
change places in one transaction, so that nobody ever has to know two keys. What was before goes a day later: somebody
may be reading it, and a backup may be copying it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import id_of, new_data_key, retire_keys, unwrap
from media_pipeline.keys.rotation import Progress
from media_pipeline.models import Job, Part, Recording, Rendition, ResealedObject, Resealing, Segment
from vig.audit.operations import record_event

from .objects import BESIDE

KEEP_OLD = timedelta(days=1)
ROWS_A_QUERY = 500

Sized = dict[str, int]
"""Objects of a film by name, with their plain bytes."""


class FilmAtWork(Exception):
    """The film is still arriving or being made ready, or is destroyed: it cannot be sealed anew now."""


def reseal_recording(*, recording_id: UUID) -> Iterator[Progress]:
    """One object a step. Killed between any two, the next call goes on. Raises FilmAtWork or StorageDown."""
    resealing = _begin(recording_id)
    try:
        while True:
            yield from _seal_anew(resealing)
            if _swap(resealing):
                return
    except vault.StorageDown as fault:
        if not Resealing.objects.filter(pk=resealing.pk).exists():
            raise FilmAtWork from fault
        raise


def forget_old_seals(*, now: datetime) -> int:
    """For the sweeper: the old data keys go, and every object under them. Answers how many films that were."""
    due = Resealing.objects.filter(swapped_at__lt=now - KEEP_OLD).select_related("recording")
    for resealing in due:
        retire_keys(resealing.recording.key_ring, [resealing.old_key_id])
        vault.remove(resealing.objects_resealed.values_list("old_name", flat=True))
        resealing.delete()
    return len(due)


@transaction.atomic
def _begin(recording_id: UUID) -> Resealing:
    recording = _at_rest(recording_id)
    begun = recording.resealings.filter(swapped_at=None).first()
    if begun:
        return begun
    _, wrapped = new_data_key(recording.key_ring)
    return Resealing.objects.create(
        recording=recording, wrapped_key=wrapped, old_key_id=id_of(recording.wrapped_key), begun_at=timezone.now()
    )


def _seal_anew(resealing: Resealing) -> Iterator[Progress]:
    recording = Recording.objects.get(pk=resealing.recording_id)
    if not recording.wrapped_key:
        raise FilmAtWork
    old, new = (unwrap(recording.key_ring, key) for key in (recording.wrapped_key, resealing.wrapped_key))
    done = set(resealing.objects_resealed.values_list("old_name", flat=True))
    objects = _objects_of(recording)
    for number, (name, size) in enumerate(objects.items(), start=1):
        if name not in done:
            _seal_one(resealing, name, vault.get(name, key=old, size=size), new)
        yield Progress(number, len(objects))


def _seal_one(resealing: Resealing, name: str, plain: bytes, key: bytes) -> None:
    sealed = vault.put(plain, key=key)
    try:
        ResealedObject.objects.create(resealing=resealing, old_name=name, new_name=sealed)
    except IntegrityError as gone:  # the film was destroyed meanwhile, or somebody else is at it too
        vault.remove([sealed])
        raise FilmAtWork from gone


@transaction.atomic
def _swap(resealing: Resealing) -> bool:
    """All or nothing. False where the film got objects meanwhile that are not sealed anew yet."""
    recording = _at_rest(resealing.recording_id)
    names = dict(resealing.objects_resealed.values_list("old_name", "new_name"))
    if not _objects_of(recording).keys() <= names.keys():
        return False
    for rows, field in (
        (Part.objects.filter(recording=recording), "object_name"),
        (Rendition.objects.filter(recording=recording), "init_object"),
        (Segment.objects.filter(rendition__recording=recording), "object_name"),
    ):
        _rename(rows, field, names)
    for field in BESIDE:
        setattr(recording, field, names.get(getattr(recording, field), ""))
    recording.wrapped_key = resealing.wrapped_key
    recording.save(update_fields=["wrapped_key", *BESIDE])
    Resealing.objects.filter(pk=resealing.pk).update(swapped_at=timezone.now())
    record_event("media.data_key_rotated", actor=None, subject=recording, objects=len(names))
    return True


def _at_rest(recording_id: UUID) -> Recording:
    """Held by this transaction: nobody adds anything to it meanwhile. Raises FilmAtWork."""
    recording = Recording.objects.select_for_update().get(pk=recording_id)
    at_work = Job.objects.open().filter(recording=recording, kind=Job.Kind.PROCESS_RECORDING).exists()
    if at_work or recording.state not in {Recording.State.READY, Recording.State.FAILED}:
        raise FilmAtWork
    return recording


def _objects_of(recording: Recording) -> Sized:
    segments = Segment.objects.filter(rendition__recording=recording)
    beside = (
        (getattr(recording, f"{what}_object"), getattr(recording, f"{what}_size"))
        for what in ("poster", "peaks", "scrub")
    )
    return {
        **dict(recording.parts.values_list("object_name", "size")),
        **dict(recording.renditions.values_list("init_object", "init_size")),
        **dict(segments.values_list("object_name", "size")),
        **{name: size for name, size in beside if name},
    }


def _rename(rows: "models.QuerySet[models.Model]", field: str, names: dict[str, str]) -> None:
    found = list(rows)
    for row in found:
        setattr(row, field, names[getattr(row, field)])
    rows.model._default_manager.bulk_update(found, [field], batch_size=ROWS_A_QUERY)
