"""Put right what was left lying: jobs nobody works on, uploads nobody goes on with, destructions that are still open,
objects that belong to nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.db import transaction

from media_pipeline import vault
from media_pipeline.models import BundlePart, CutPart, Job, Part, Recording, Rendition, ResealedObject, Segment
from vig.audit.operations import record_event

from .bundles import complete_destroyed_bundles
from .claims import give_up_exhausted
from .destroy import complete_open_destructions
from .jobs import wake
from .objects import BESIDE
from .upload import end_upload

PATIENCE = timedelta(seconds=60)
"""How long a message may lie in the queue before it counts as lost. A second one does no harm: one claim wins."""

KEEP_ORPHANS = timedelta(days=1)
"""Far longer than anything takes from storing an object to committing the row that names it."""

NAMES_A_QUERY = 500


@dataclass(frozen=True)
class Swept:
    jobs_sent: int
    jobs_given_up: int
    uploads_ended: int
    destructions_proved: int
    bundles_removed: int


def sweep(*, now: datetime) -> Swept:
    """Cheap enough for every few seconds, and safe beside other sweepers."""
    return Swept(
        jobs_given_up=give_up_exhausted(now=now),
        jobs_sent=_send_again(now),
        uploads_ended=_end_expired_uploads(now),
        destructions_proved=complete_open_destructions(now=now),
        bundles_removed=complete_destroyed_bundles(),
    )


def _send_again(now: datetime) -> int:
    unanswered = Job.objects.unanswered(now, patience=PATIENCE)
    sent = 0
    for job in unanswered:
        if unanswered.filter(pk=job.pk).update(sent_at=now):
            wake(job_id=job.pk, kind=job.kind)
            sent += 1
    return sent


def _end_expired_uploads(now: datetime) -> int:
    return sum(_end_expired_upload(recording) for recording in Recording.objects.expired_uploads(now))


@transaction.atomic
def _end_expired_upload(recording: Recording) -> bool:
    ended = end_upload(recording=recording)
    if ended:
        record_event("media.upload_expired", actor=None, subject=recording, bytes=recording.offset)
    return ended


def remove_orphans(*, now: datetime) -> int:
    """Objects that no row names and that are too old to be on their way to one. Lists the whole vault."""
    removed = 0
    for names in vault.folders():
        orphans = [name for name in _without_a_row(names) if _is_old(name, now)]
        vault.remove(orphans)
        removed += len(orphans)
    return removed


def _is_old(name: str, now: datetime) -> bool:
    stored_at = vault.stored_at(name)
    return stored_at is not None and stored_at < now - KEEP_ORPHANS


def _without_a_row(names: list[str]) -> Iterator[str]:
    """The rows are asked after the listing, so that whatever was committed until then is found."""
    rest = iter(names)
    while some := set(islice(rest, NAMES_A_QUERY)):
        yield from some - _with_a_row(some)


def _with_a_row(names: set[str]) -> set[str]:
    found = set(Part.objects.filter(object_name__in=names).values_list("object_name", flat=True))
    found.update(Segment.objects.filter(object_name__in=names).values_list("object_name", flat=True))
    found.update(BundlePart.objects.filter(object_name__in=names).values_list("object_name", flat=True))
    found.update(CutPart.objects.filter(object_name__in=names).values_list("object_name", flat=True))
    found.update(Rendition.objects.filter(init_object__in=names).values_list("init_object", flat=True))
    for label in settings.SEALED_ELSEWHERE:
        elsewhere = apps.get_model(label)._default_manager.filter(object_name__in=names)
        found.update(elsewhere.values_list("object_name", flat=True))
    for field in ("old_name", "new_name"):
        found.update(ResealedObject.objects.filter(**{f"{field}__in": names}).values_list(field, flat=True))
    for field in BESIDE:
        found.update(Recording.objects.filter(**{f"{field}__in": names}).values_list(field, flat=True))
    return found
