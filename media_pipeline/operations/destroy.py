"""The end of a film: its key and every object of it are gone, and a listing of the storage shows it."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from media_pipeline import vault
from media_pipeline.models import Cut, CutPart, Part, Recording, Rendition, Segment

from .jobs import stop_jobs

NO_LONGER_KEPT = "The film of this clip is no longer kept."


class StillThere(Exception):
    """Objects that were deleted and that the storage still lists."""


@transaction.atomic
def destroy_recording(*, recording: Recording) -> list[str]:
    """Nobody can play it from here on; its row stays as a tombstone. Answers with the names of its objects.

    They are deleted, and the storage's listing is asked for each of them, once the caller's transaction is committed;
    raises StillThere or StorageDown then, and the sweeper deletes what is left. Harmless when repeated.
    """
    names = object_names(recording)
    stop_jobs(recording=recording)
    Recording.objects.filter(pk=recording.pk).update(
        state=Recording.State.DESTROYED,
        wrapped_key=b"",
        upload_expires_at=None,
        poster_object="",
        scrub_object="",
        peaks_object="",
    )
    recording.cuts.update(state=Cut.State.FAILED, wrapped_key=b"", size=None, failure_message=NO_LONGER_KEPT)
    CutPart.objects.filter(cut__recording=recording).delete()
    recording.renditions.all().delete()
    recording.parts.all().delete()
    transaction.on_commit(partial(erase, names))
    return names


def object_names(recording: Recording) -> list[str]:
    """Everything in storage that belongs to a recording."""
    beside = Recording.objects.values_list("poster_object", "scrub_object", "peaks_object").get(pk=recording.pk)
    return [
        *filter(None, beside),
        *Part.objects.filter(recording=recording).values_list("object_name", flat=True),
        *Rendition.objects.filter(recording=recording).values_list("init_object", flat=True),
        *Segment.objects.filter(rendition__recording=recording).values_list("object_name", flat=True),
        *CutPart.objects.filter(cut__recording=recording).values_list("object_name", flat=True),
    ]


def erase(names: Sequence[str]) -> None:
    """Delete objects and have the storage's own listing confirm it."""
    vault.remove(names)
    if left := vault.listed(names):
        raise StillThere(", ".join(sorted(left)))
