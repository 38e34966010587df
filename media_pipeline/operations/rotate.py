"""New keys in old ones' place, a step at a time. Whoever goes through the steps may be killed between any two."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from media_pipeline.keys import rotation
from media_pipeline.keys.rotation import Progress
from vig.audit.models import Event
from vig.audit.operations import Thing, record_event

from .rings import key_ring

MASTER_KEY = Thing("media_pipeline.masterkey", "master")


def rotate_master_key() -> Iterator[Progress]:
    """Every ring goes under the master key that wraps. Raises NothingToRotate."""
    to = rotation.begin_master()
    yield from rotation.rewrap_rings()
    _record_once("media.master_key_rotated", subject=MASTER_KEY, to=to)
    rotation.finish_master()


def rotate_ring(*, ring: UUID) -> Iterator[Progress]:
    """Every key on the ring goes under a new key of the ring. Raises RingDestroyed."""
    to = rotation.begin_ring(ring)
    yield from rotation.rewrap_keys(ring)
    _record_once("media.ring_rotated", subject=key_ring(ring), to=to)
    rotation.finish_ring(ring)


@transaction.atomic
def _record_once(name: str, *, subject: Thing, to: str) -> None:
    """Before the old key goes, so that no change is without its event; going on after a kill makes no second one."""
    of_subject = Event.objects.filter(name=name, subject_kind=subject.kind, subject_id=subject.id)
    last = of_subject.order_by("at").last()
    if last is None or last.facts["to"] != to:
        record_event(name, actor=None, subject=subject, to=to)
