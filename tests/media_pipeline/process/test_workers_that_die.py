import random
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from media_pipeline.models import Job, Recording, Segment
from media_pipeline.operations.cut import ask_for_cut
from media_pipeline.operations.destroy import object_names
from media_pipeline.operations.sweep import KEEP_ORPHANS, remove_orphans, sweep
from tests.films import make_film, read_barcodes
from tests.media_pipeline.messages import take_all_messages
from tests.media_pipeline.uploaded import cut_bytes, processing_job, rendition_bytes, stored_objects, upload_film
from tests.media_pipeline.workers import a_worker
from tests.services.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 14


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    take_all_messages()
    return upload_film(make_film(tmp_path / "film.mp4", seconds=SECONDS, frame_rate="25", size="640x360"))


def segments_of(recording: Recording) -> int:
    return Segment.objects.filter(rendition__recording=recording).count()


def state_of(recording: Recording) -> str:
    recording.refresh_from_db()
    return recording.state


def let_half_a_minute_pass() -> None:
    """The dead renew no lease; the sweeper comes by afterwards."""
    Job.objects.filter(state=Job.State.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep(now=timezone.now())


def test_every_frame_is_there_after_three_workers_were_killed_at_any_moment(
    recording: Recording, tmp_path: Path
) -> None:
    moments = sorted(random.sample(range(1, 3 * SECONDS - 12), 3))
    print(f"killed after {moments} segments")
    for attempt, moment in enumerate(moments, start=1):
        with a_worker("films", folder=tmp_path) as worker:
            wait_until(lambda attempt=attempt: processing_job(recording).attempt == attempt)  # type: ignore[misc]
            wait_until(lambda moment=moment: segments_of(recording) >= moment)  # type: ignore[misc]
            worker.kill()
            worker.wait()
        let_half_a_minute_pass()

    with a_worker("films", folder=tmp_path):
        wait_until(lambda: state_of(recording) == Recording.State.READY, seconds=120)

    assert read_barcodes(rendition_bytes(recording, "hi")) == list(range(25 * SECONDS))
    assert read_barcodes(rendition_bytes(recording, "lo")) == list(range(25 * SECONDS))
    assert processing_job(recording).attempt == 4
    remove_orphans(now=timezone.now() + KEEP_ORPHANS * 1.1)
    assert stored_objects(tmp_path / "films") == set(object_names(recording))


def test_a_worker_that_is_asked_to_stop_lets_go_and_the_next_goes_on_where_it_was(
    recording: Recording, tmp_path: Path
) -> None:
    with a_worker("films", folder=tmp_path) as worker:
        wait_until(lambda: segments_of(recording) >= 5)
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=20)

    job = processing_job(recording)
    kept = segments_of(recording)
    assert (job.state, job.attempts_left) == (Job.State.WAITING, Job.ATTEMPTS)
    assert 5 <= kept < 3 * SECONDS
    sweep(now=timezone.now())
    with a_worker("films", folder=tmp_path):
        wait_until(lambda: state_of(recording) == Recording.State.READY, seconds=120)
    assert read_barcodes(rendition_bytes(recording, "hi")) == list(range(25 * SECONDS))


def test_clips_that_are_asked_for_while_the_film_is_made_are_cut_by_themselves(
    recording: Recording, tmp_path: Path
) -> None:
    early = ask_for_cut(recording=recording, start_frame=30, end_frame=70)
    late = ask_for_cut(recording=recording, start_frame=25 * SECONDS - 40, end_frame=25 * SECONDS)

    with a_worker("clips", folder=tmp_path), a_worker("films", folder=tmp_path):
        for cut in (early, late):
            wait_until(lambda cut=cut: cut.refresh_from_db() or cut.state == "ready", seconds=120)  # type: ignore[misc]

    assert read_barcodes(cut_bytes(early)) == list(range(30, 70))
    assert read_barcodes(cut_bytes(late)) == list(range(25 * SECONDS - 40, 25 * SECONDS))
