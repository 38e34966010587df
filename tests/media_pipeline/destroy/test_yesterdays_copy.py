"""Yesterday's database and films come back, the keys are today's: what was destroyed since cannot be read."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from media_pipeline import vault
from media_pipeline.keys import KeyDestroyed, unwrap
from media_pipeline.models import Recording
from media_pipeline.operations.destroy import destroy_recording
from media_pipeline.operations.upload import begin_recording, begin_upload, receive_slice
from tests.media_pipeline.uploaded import stored_objects

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_destroyed_film_stays_shut_and_others_of_the_case_open(recording: Recording, tmp_path: Path) -> None:
    other = begin_recording(key_ring=recording.key_ring, owner_id=uuid4())
    begin_upload(recording=other, length=3, largest=9, quota=9)
    receive_slice(recording_id=other.pk, offset=0, plain=b"xyz")
    copied_rows = {one.pk: (bytes(one.wrapped_key), one.parts.get().object_name) for one in (recording, other)}
    shutil.copytree(tmp_path / "films", tmp_path / "yesterday")

    destroy_recording(recording=recording)

    shutil.rmtree(tmp_path / "films")
    shutil.copytree(tmp_path / "yesterday", tmp_path / "films")
    wrapped, name = copied_rows[recording.pk]
    assert name in stored_objects(tmp_path / "films")
    with pytest.raises(KeyDestroyed):
        unwrap(recording.key_ring, wrapped)
    wrapped, name = copied_rows[other.pk]
    assert vault.get(name, key=unwrap(other.key_ring, wrapped), size=3) == b"xyz"
