import os
from uuid import uuid4

import pytest

from media_pipeline import vault
from media_pipeline.keys import new_data_key, unwrap
from media_pipeline.models import Cut, CutPart, Recording, Rendition, Segment
from media_pipeline.operations.upload import begin_recording, begin_upload, receive_slice


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
    cut_key, wrapped = new_data_key(recording.key_ring)
    cut = Cut.objects.create(recording=recording, wrapped_key=wrapped, start_frame=0, end_frame=9)
    CutPart.objects.create(cut=cut, start=0, size=10, object_name=vault.put(os.urandom(10), key=cut_key))
    return recording
