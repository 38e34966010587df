from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from media_pipeline.models import Job, Part, Recording
from media_pipeline.operations.upload import (
    OffsetConflict,
    begin_recording,
    begin_upload,
    end_upload,
    receive_slice,
)
from media_pipeline.original import OriginalFilm


def uploading(length: int) -> Recording:
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    return begin_upload(recording=recording, length=length, largest=2**30, quota=2**30)


def files_in(folder: Path) -> list[Path]:
    return [path for path in (folder / "films").rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_moves_the_offset_and_keeps_the_bytes() -> None:
    recording = uploading(6)

    assert receive_slice(recording_id=recording.pk, offset=0, plain=b"abc") == 3

    recording.refresh_from_db()
    assert (recording.offset, recording.state) == (3, "uploading")
    assert OriginalFilm(recording).read_at(0, 10) == b"abc"


@pytest.mark.django_db
def test_the_last_byte_sends_the_film_on_its_way() -> None:
    recording = uploading(6)

    receive_slice(recording_id=recording.pk, offset=0, plain=b"abc")
    receive_slice(recording_id=recording.pk, offset=3, plain=b"def")

    recording.refresh_from_db()
    assert recording.state == "processing"
    assert recording.uploaded_at is not None
    assert recording.upload_expires_at is None
    assert recording.jobs.get().kind == Job.Kind.PROCESS_RECORDING


@pytest.mark.django_db
@pytest.mark.parametrize("offset", [2, 4, 6])
def test_refuses_another_place_and_keeps_nothing_of_it(tmp_path: Path, offset: int) -> None:
    recording = uploading(6)
    receive_slice(recording_id=recording.pk, offset=0, plain=b"abc")

    with pytest.raises(OffsetConflict):
        receive_slice(recording_id=recording.pk, offset=offset, plain=b"d")

    assert len(files_in(tmp_path)) == recording.parts.count() == 1


@pytest.mark.django_db
def test_refuses_bytes_beyond_the_end(tmp_path: Path) -> None:
    recording = uploading(6)

    with pytest.raises(OffsetConflict):
        receive_slice(recording_id=recording.pk, offset=0, plain=b"1234567")

    assert not files_in(tmp_path)


@pytest.mark.django_db
def test_refuses_bytes_that_come_too_late() -> None:
    recording = uploading(6)
    Recording.objects.update(upload_expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(OffsetConflict):
        receive_slice(recording_id=recording.pk, offset=0, plain=b"abc")


def _race(recording_id: UUID) -> bool:
    try:
        receive_slice(recording_id=recording_id, offset=0, plain=b"abc")
    except OffsetConflict:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_place_one_is_kept(tmp_path: Path) -> None:
    recording = uploading(6)

    with ThreadPoolExecutor(8) as at_once:
        kept = list(at_once.map(_race, [recording.pk] * 8))

    assert sum(kept) == 1
    assert Part.objects.count() == len(files_in(tmp_path)) == 1


@pytest.mark.django_db(transaction=True)
def test_ending_an_upload_forgets_what_arrived_and_lets_another_begin(tmp_path: Path) -> None:
    recording = uploading(6)
    receive_slice(recording_id=recording.pk, offset=0, plain=b"abc")

    assert end_upload(recording=recording)

    recording.refresh_from_db()
    assert (recording.state, recording.offset, recording.length) == ("waiting", 0, None)
    assert not files_in(tmp_path)
    assert begin_upload(recording=recording, length=3, largest=9, quota=9).state == "uploading"
    receive_slice(recording_id=recording.pk, offset=0, plain=b"xyz")
    assert OriginalFilm(recording).read_at(0, 3) == b"xyz"


@pytest.mark.django_db
def test_a_film_that_has_arrived_is_not_forgotten() -> None:
    recording = uploading(3)
    receive_slice(recording_id=recording.pk, offset=0, plain=b"abc")

    assert not end_upload(recording=recording)

    assert OriginalFilm(recording).read_at(0, 3) == b"abc"
