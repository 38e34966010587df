"""A ring of keys (one a case) as the audit trail knows it, and its end."""

from functools import partial
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from media_pipeline.keys import destroy_ring
from media_pipeline.models import Bundle, Destruction, Recording
from vig.audit.operations import Thing, record_event

from .bundles import destroy_bundle
from .destroy import DELETED, destroy_recording


def key_ring(ring: UUID) -> Thing:
    return Thing("media_pipeline.keyring", str(ring))


@transaction.atomic
def destroy_key_ring(*, ring: UUID, why: str = DELETED, by: AbstractBaseUser | None = None) -> list[Destruction]:
    """Every film whose keys are on the ring, and then the ring: nothing can be locked with it again.

    Answers with the destructions of the films.
    """
    films = Recording.objects.filter(key_ring=ring).order_by("created_at")
    destroyed = [destroy_recording(recording=film, why=why, by=by) for film in films]
    for bundle in Bundle.objects.filter(key_ring=ring):
        destroy_bundle(bundle=bundle)
    record_event("media.ring_destroyed", actor=by, subject=key_ring(ring), why=why, films=len(destroyed))
    transaction.on_commit(partial(destroy_ring, ring))
    return destroyed
