from collections.abc import Callable
from pathlib import Path

import pytest

from media_pipeline import vault
from media_pipeline.engine.fragments import Fragment
from media_pipeline.models import Job, Recording, Segment
from media_pipeline.operations.jobs import cancel_job, retry_processing
from media_pipeline.operations.process import process_recording
from media_pipeline.operations.storing import FilmStore
from tests.films import make_film, read_barcodes
from tests.media_pipeline.uploaded import processing_job, rendition_bytes, stored_objects, upload_film

pytestmark = pytest.mark.django_db(transaction=True)

FRAMES = 100


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    return upload_film(make_film(tmp_path / "film.mp4", seconds=4, frame_rate="25", size="320x240"))


@pytest.fixture
def before_segment(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], object]], None]:
    """Let something happen once, just before the segment that would be the n-th is stored."""

    def arrange(number: int, happening: Callable[[], object]) -> None:
        store = FilmStore.fragment
        arrived = iter(range(10_000))

        def interrupted(self: FilmStore, rendition: str, fragment: Fragment) -> None:
            if next(arrived) == number:
                happening()
            store(self, rendition, fragment)

        monkeypatch.setattr(FilmStore, "fragment", interrupted)

    return arrange


Arrange = Callable[[int, Callable[[], object]], None]


def is_whole(recording: Recording) -> bool:
    recording.refresh_from_db()
    return recording.state == Recording.State.READY and all(
        read_barcodes(rendition_bytes(recording, name)) == list(range(FRAMES)) for name in ("hi", "lo")
    )


def fail_with(error: Exception) -> None:
    raise error


def test_nothing_is_stored_after_it_was_cancelled(
    recording: Recording, before_segment: Arrange, tmp_path: Path
) -> None:
    before_segment(4, lambda: cancel_job(recording=recording))

    process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    assert (recording.state, recording.failure_code) == (Recording.State.FAILED, "cancelled")
    assert Segment.objects.count() == 4
    in_rows = 4 + recording.renditions.count() + recording.parts.count() + bool(recording.poster_object)
    assert len(stored_objects(tmp_path / "films")) == in_rows + bool(recording.peaks_object)


def test_trying_again_goes_on_from_what_was_stored(recording: Recording, before_segment: Arrange) -> None:
    before_segment(6, lambda: cancel_job(recording=recording))
    process_recording(processing_job(recording).pk)
    kept = set(Segment.objects.values_list("object_name", flat=True))

    recording.refresh_from_db()
    process_recording(retry_processing(recording=recording).pk)

    assert is_whole(recording)
    assert kept < set(Segment.objects.values_list("object_name", flat=True))


def test_a_full_disk_is_tried_again_and_not_blamed_on_the_film(recording: Recording, before_segment: Arrange) -> None:
    before_segment(5, lambda: fail_with(vault.StorageFull("There is no space left for films.")))
    with pytest.raises(vault.StorageFull):
        process_recording(processing_job(recording).pk)

    recording.refresh_from_db()
    job = processing_job(recording)
    assert (recording.state, job.state) == (Recording.State.PROCESSING, Job.State.WAITING)
    Job.objects.update(not_before=None)
    process_recording(job.pk)
    assert is_whole(recording)


def test_a_film_is_playable_before_it_is_ready(recording: Recording, before_segment: Arrange) -> None:
    seen: list[bool] = []
    before_segment(0, lambda: seen.append(Recording.objects.exclude(playable_at=None).exists()))
    before_segment(9, lambda: seen.append(Recording.objects.exclude(playable_at=None).exists()))

    process_recording(processing_job(recording).pk)

    assert seen == [False, True]


def test_starts_over_when_the_encoder_is_another_than_yesterday(
    recording: Recording, before_segment: Arrange, tmp_path: Path
) -> None:
    before_segment(6, lambda: cancel_job(recording=recording))
    process_recording(processing_job(recording).pk)
    recording.renditions.update(profile=0)
    old = set(Segment.objects.values_list("object_name", flat=True))

    recording.refresh_from_db()
    process_recording(retry_processing(recording=recording).pk)

    assert is_whole(recording)
    assert not old & stored_objects(tmp_path / "films")


def test_a_second_message_for_the_same_job_does_nothing(recording: Recording) -> None:
    process_recording(processing_job(recording).pk)
    before = set(Segment.objects.values_list("object_name", flat=True))

    process_recording(processing_job(recording).pk)

    assert set(Segment.objects.values_list("object_name", flat=True)) == before
