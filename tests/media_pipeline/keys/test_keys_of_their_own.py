"""Films of before every recording had a key of its own on the ring."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps

from media_pipeline import keys
from media_pipeline.keys import rings
from media_pipeline.keys.wrapping import new_key, wrap
from media_pipeline.models import Cut, Recording
from media_pipeline.operations.upload import begin_recording

pytestmark = pytest.mark.django_db

migration = import_module("media_pipeline.migrations.0003_keys_of_their_own")


def test_can_be_opened_as_before_and_shredded_one_by_one() -> None:
    film = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    ring_key, plain, of_cut = rings.ring_keys(film.key_ring)[0], new_key(), new_key()
    directly = b"data key of ring " + film.key_ring.bytes
    Recording.objects.filter(pk=film.pk).update(wrapped_key=wrap(ring_key, plain, bound_to=directly))
    cut = Cut.objects.create(
        recording=film, start_frame=0, end_frame=1, wrapped_key=wrap(ring_key, of_cut, bound_to=directly)
    )

    migration.give_keys_of_their_own(apps, None)

    film.refresh_from_db()
    cut.refresh_from_db()
    assert keys.unwrap(film.key_ring, film.wrapped_key) == plain
    keys.destroy_keys(film.key_ring, [keys.id_of(film.wrapped_key)])
    assert keys.unwrap(film.key_ring, cut.wrapped_key) == of_cut


def test_a_tombstone_stays_as_it_is() -> None:
    film = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    Recording.objects.filter(pk=film.pk).update(wrapped_key=b"")

    migration.give_keys_of_their_own(apps, None)

    film.refresh_from_db()
    assert bytes(film.wrapped_key) == b""
