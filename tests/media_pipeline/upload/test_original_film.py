import os
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_pipeline.models import Recording
from media_pipeline.operations.upload import begin_recording, begin_upload, receive_slice
from media_pipeline.original import OriginalFilm
from media_pipeline.sealing import FRAME

PARTS = [FRAME + 3, 1, 2 * FRAME, FRAME - 1]
FILM = os.urandom(sum(PARTS))


@pytest.fixture
def recording(db: None) -> Recording:
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    begin_upload(recording=recording, length=len(FILM), largest=2**30, quota=2**30)
    offset = 0
    for size in PARTS:
        offset = receive_slice(recording_id=recording.pk, offset=offset, plain=FILM[offset : offset + size])
    return recording


PLACES = st.integers(0, len(FILM) + 5)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reads=st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=20))
def test_reads_what_arrived_at_any_place_in_any_order(recording: Recording, reads: list[tuple[int, int]]) -> None:
    film = OriginalFilm(recording)

    assert film.size == len(FILM)
    for offset, length in reads:
        assert film.read_at(offset, length) == FILM[offset : offset + length]


def test_reads_without_the_database_once_it_is_made(recording: Recording, django_assert_num_queries: object) -> None:
    film = OriginalFilm(recording)

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert film.read_at(0, len(FILM)) == FILM
