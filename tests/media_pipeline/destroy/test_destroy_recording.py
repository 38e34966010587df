import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from media_pipeline import vault
from media_pipeline.keys import WrongKey, unwrap
from media_pipeline.models import Cut, CutPart, Recording, Rendition, Segment
from media_pipeline.operations.destroy import StillThere, destroy_recording, erase
from media_pipeline.operations.upload import (
    OffsetConflict,
    begin_recording,
    begin_upload,
    commit_slices,
    receive_slice,
    store_slice,
)

pytestmark = pytest.mark.django_db(transaction=True)


def objects_in(folder: Path) -> set[str]:
    films = folder / "films"
    return {str(path.relative_to(films)) for path in films.rglob("*") if path.is_file()}


@pytest.fixture
def recording() -> Recording:
    """Everything that storage can hold of a film."""
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    begin_upload(recording=recording, length=3, largest=9, quota=9)
    receive_slice(recording_id=recording.pk, offset=0, plain=b"abc")
    recording.refresh_from_db()
    key = unwrap(recording.key_ring, recording.wrapped_key)

    def stored() -> str:
        return vault.put(os.urandom(10), key=key)

    recording.poster_object, recording.scrub_object, recording.peaks_object = stored(), stored(), stored()
    recording.save()
    rendition = Rendition.objects.create(
        recording=recording, name="hi", profile=1, init_object=stored(), init_size=10, codec="avc1.64001f", timescale=1
    )
    Segment.objects.create(rendition=rendition, number=1, start=0, duration=1, size=10, object_name=stored())
    cut = Cut.objects.create(recording=recording, wrapped_key=recording.wrapped_key, start_frame=0, end_frame=9)
    CutPart.objects.create(cut=cut, start=0, size=10, object_name=stored())
    return recording


def test_nothing_of_the_film_is_left_in_storage(recording: Recording, tmp_path: Path) -> None:
    before = objects_in(tmp_path)

    destroyed = destroy_recording(recording=recording)

    assert set(destroyed) == before
    assert len(destroyed) == 7
    assert objects_in(tmp_path) == set()


def test_its_keys_are_gone_and_its_row_stays(recording: Recording) -> None:
    destroy_recording(recording=recording)

    recording.refresh_from_db()
    assert recording.state == "destroyed"
    with pytest.raises(WrongKey):
        unwrap(recording.key_ring, recording.wrapped_key)
    assert bytes(recording.cuts.get().wrapped_key) == b""
    assert not recording.jobs.filter(state__in=["waiting", "running"]).exists()


def test_destroying_it_again_does_no_harm(recording: Recording) -> None:
    destroy_recording(recording=recording)

    assert destroy_recording(recording=recording) == []


def test_another_film_of_the_same_case_stays(recording: Recording) -> None:
    other = begin_recording(key_ring=recording.key_ring, owner_id=uuid4())
    begin_upload(recording=other, length=3, largest=9, quota=9)
    receive_slice(recording_id=other.pk, offset=0, plain=b"xyz")

    destroy_recording(recording=recording)

    part = other.parts.get()
    assert vault.get(part.object_name, key=unwrap(other.key_ring, other.wrapped_key), size=3) == b"xyz"


def test_nothing_is_deleted_if_the_callers_transaction_fails(recording: Recording, tmp_path: Path) -> None:
    before = objects_in(tmp_path)

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
    assert objects_in(tmp_path) == before


def test_an_object_that_the_storage_still_lists_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    name = vault.put(b"film", key=bytes(32))
    monkeypatch.setattr(vault, "remove", lambda names: None)

    with pytest.raises(StillThere, match=name):
        erase([name])


def test_bytes_that_are_on_their_way_come_too_late(recording: Recording, tmp_path: Path) -> None:
    late = begin_recording(key_ring=recording.key_ring, owner_id=uuid4())
    begin_upload(recording=late, length=3, largest=9, quota=9)
    on_its_way = store_slice(recording=late, plain=b"abc")
    before = objects_in(tmp_path)

    destroy_recording(recording=late)

    with pytest.raises(OffsetConflict):
        commit_slices(recording=late, offset=0, slices=[on_its_way])
    assert objects_in(tmp_path) == before - {on_its_way.object_name}
