from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection

from media_pipeline.models import Recording
from media_pipeline.operations.upload import (
    EmptyFilm,
    FilmArrived,
    FilmTooLarge,
    QuotaExceeded,
    UploadUnderWay,
    begin_recording,
    begin_upload,
    receive_slice,
)

SERVICE = UUID("00000000-0000-4000-8000-00000000000a")


def a_recording(owner: UUID = SERVICE) -> Recording:
    return begin_recording(key_ring=uuid4(), owner_id=owner)


def begin(recording: Recording, length: int, *, quota: int = 1000) -> Recording:
    return begin_upload(recording=recording, length=length, largest=800, quota=quota)


@pytest.mark.django_db
def test_waits_for_the_first_byte() -> None:
    recording = begin(a_recording(), 500)

    assert (recording.state, recording.offset, recording.length) == ("uploading", 0, 500)
    assert recording.upload_expires_at is not None


@pytest.mark.django_db
def test_refuses_an_empty_film() -> None:
    with pytest.raises(EmptyFilm, match="This file is empty"):
        begin(a_recording(), 0)


@pytest.mark.django_db
def test_refuses_a_film_that_is_too_large() -> None:
    with pytest.raises(FilmTooLarge, match="two parts"):
        begin(a_recording(), 801)


@pytest.mark.django_db
def test_refuses_what_the_services_quota_has_no_room_for() -> None:
    begin(a_recording(), 800)

    with pytest.raises(QuotaExceeded, match="Delete films that are no longer needed"):
        begin(a_recording(), 201)

    assert begin(a_recording(), 200).length == 200


@pytest.mark.django_db
def test_another_services_films_do_not_count() -> None:
    begin(a_recording(uuid4()), 800)

    assert begin(a_recording(), 800).state == "uploading"


@pytest.mark.django_db
def test_may_be_repeated_until_the_first_byte_is_here() -> None:
    recording = begin(a_recording(), 800)

    assert begin(recording, 700).length == 700
    receive_slice(recording_id=recording.pk, offset=0, plain=b"first")
    with pytest.raises(UploadUnderWay):
        begin(recording, 700)


@pytest.mark.django_db
def test_is_refused_with_the_right_reason_once_the_film_is_here() -> None:
    recording = begin(a_recording(), 5)
    receive_slice(recording_id=recording.pk, offset=0, plain=b"whole")

    with pytest.raises(FilmArrived):
        begin(recording, 700)


def _begin_in_a_thread(recording: Recording) -> bool:
    try:
        begin(recording, 300)
    except QuotaExceeded:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
def test_uploads_that_begin_at_once_never_exceed_the_quota() -> None:
    recordings = [a_recording() for _ in range(8)]

    with ThreadPoolExecutor(8) as at_once:
        begun = list(at_once.map(_begin_in_a_thread, recordings))

    assert sum(begun) == 3
    assert Recording.objects.promised_bytes(owner_id=SERVICE) == 900
