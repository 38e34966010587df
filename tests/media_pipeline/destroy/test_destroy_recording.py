from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from media_pipeline import vault
from media_pipeline.keys import WrongKey, unwrap
from media_pipeline.models import Destruction, Recording
from media_pipeline.operations.destroy import destroy_recording
from media_pipeline.operations.upload import (
    OffsetConflict,
    begin_recording,
    begin_upload,
    commit_slices,
    receive_slice,
    store_slice,
)
from tests.media_pipeline.uploaded import stored_objects

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_of_the_film_is_left_in_storage(recording: Recording, tmp_path: Path) -> None:
    before = stored_objects(tmp_path / "films")

    destroyed = destroy_recording(recording=recording)

    assert set(destroyed.object_names) == before
    assert len(destroyed.object_names) == 7
    assert stored_objects(tmp_path / "films") == set()


def test_its_keys_are_gone_and_its_row_stays(recording: Recording) -> None:
    destroy_recording(recording=recording)

    recording.refresh_from_db()
    assert recording.state == "destroyed"
    assert recording.destroyed_at is not None
    with pytest.raises(WrongKey):
        unwrap(recording.key_ring, recording.wrapped_key)
    assert bytes(recording.cuts.get().wrapped_key) == b""
    assert not recording.jobs.filter(state__in=["waiting", "running"]).exists()


def test_destroying_it_again_does_no_harm(recording: Recording) -> None:
    first = destroy_recording(recording=recording, why="consent_withdrawn")

    assert destroy_recording(recording=recording, why="deleted") == first
    assert Destruction.objects.get().why == "consent_withdrawn"


def test_another_film_of_the_same_case_stays(recording: Recording) -> None:
    other = begin_recording(key_ring=recording.key_ring, owner_id=uuid4())
    begin_upload(recording=other, length=3, largest=9, quota=9)
    receive_slice(recording_id=other.pk, offset=0, plain=b"xyz")

    destroy_recording(recording=recording)

    part = other.parts.get()
    assert vault.get(part.object_name, key=unwrap(other.key_ring, other.wrapped_key), size=3) == b"xyz"


def test_nothing_is_deleted_if_the_callers_transaction_fails(recording: Recording, tmp_path: Path) -> None:
    before = stored_objects(tmp_path / "films")

    class ChangedMind(Exception):
        pass

    @transaction.atomic
    def change_my_mind() -> None:
        destroy_recording(recording=recording)
        raise ChangedMind

    with pytest.raises(ChangedMind):
        change_my_mind()

    recording.refresh_from_db()
    assert recording.state == "processing"
    assert stored_objects(tmp_path / "films") == before


def test_bytes_that_are_on_their_way_come_too_late(recording: Recording, tmp_path: Path) -> None:
    late = begin_recording(key_ring=recording.key_ring, owner_id=uuid4())
    begin_upload(recording=late, length=3, largest=9, quota=9)
    on_its_way = store_slice(recording=late, plain=b"abc")
    before = stored_objects(tmp_path / "films")

    destroy_recording(recording=late)

    with pytest.raises(OffsetConflict):
        commit_slices(recording=late, offset=0, slices=[on_its_way])
    assert stored_objects(tmp_path / "films") == before - {on_its_way.object_name}
