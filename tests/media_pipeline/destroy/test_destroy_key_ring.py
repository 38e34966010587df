from uuid import uuid4

import pytest

from media_pipeline.keys import RingDestroyed, new_data_key, rings, unwrap
from media_pipeline.models import Recording
from media_pipeline.operations.rings import destroy_key_ring
from media_pipeline.operations.upload import begin_recording
from vig.audit.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_film_of_the_case_and_its_ring_are_gone(recording: Recording) -> None:
    begin_recording(key_ring=recording.key_ring, owner_id=uuid4())

    destroyed = destroy_key_ring(ring=recording.key_ring, why="retention")

    assert set(Recording.objects.values_list("state", flat=True)) == {"destroyed"}
    assert len(destroyed) == 2
    assert not rings.ring_path(recording.key_ring).exists()
    for one in destroyed:
        one.refresh_from_db()
        assert (one.why, one.proved_at is not None) == ("retention", True)
    with pytest.raises(RingDestroyed):
        unwrap(recording.key_ring, recording.wrapped_key)
    with pytest.raises(RingDestroyed):
        new_data_key(recording.key_ring)


def test_a_ring_leaves_an_event_when_it_is_made_and_when_it_ends(recording: Recording) -> None:
    begin_recording(key_ring=recording.key_ring, owner_id=uuid4())
    destroy_key_ring(ring=recording.key_ring)

    of_ring = Event.objects.filter(subject_id=str(recording.key_ring)).order_by("at")
    assert [event.name for event in of_ring] == ["media.ring_created", "media.ring_destroyed"]
    assert of_ring[1].facts == {"why": "deleted", "films": 2}
