from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from media_pipeline import vault
from media_pipeline.keys import unwrap
from media_pipeline.models import Job, Recording
from media_pipeline.operations.claims import claim
from media_pipeline.operations.cut import ask_for_cut, cut_clip
from media_pipeline.operations.jobs import enqueue
from media_pipeline.operations.process import process_recording
from media_pipeline.operations.sweep import KEEP_ORPHANS, PATIENCE, remove_orphans, sweep
from media_pipeline.operations.upload import LIFETIME, begin_recording, begin_upload, receive_slice
from tests.films import make_film
from tests.media_pipeline.messages import take_all_messages, take_messages
from tests.media_pipeline.uploaded import a_recording, processing_job, stored_objects, upload_film

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def an_empty_queue() -> None:
    take_all_messages()


@pytest.fixture
def job() -> Job:
    job = enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=a_recording())
    take_all_messages()
    return job


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def test_leaves_a_message_its_time(job: Job, now: datetime) -> None:
    sweep(now=now)

    assert take_messages("films") == []


def test_sends_a_lost_message_again_but_not_each_time(job: Job, now: datetime) -> None:
    sweep(now=now + PATIENCE * 1.1)
    sweep(now=now + PATIENCE * 1.2)

    assert take_messages("films") == [("media_pipeline.tasks.process_recording", {"job_id": str(job.pk)})]


def test_sends_a_job_again_whose_worker_died(job: Job, now: datetime) -> None:
    claim(job.pk, worker="one")
    sweep(now=now)
    assert take_messages("films") == []

    sweep(now=now + timedelta(seconds=31))

    assert len(take_messages("films")) == 1


def test_sends_a_job_when_its_back_off_is_over(job: Job, now: datetime) -> None:
    held = claim(job.pk, worker="one")
    assert held is not None
    held.retry_later(fault="the disk is away")

    sweep(now=now + timedelta(seconds=5))
    assert take_messages("films") == []
    sweep(now=now + timedelta(seconds=15))
    assert len(take_messages("films")) == 1


def test_gives_up_a_job_that_every_worker_died_over(job: Job, now: datetime) -> None:
    Job.objects.filter(pk=job.pk).update(attempts_left=1)
    claim(job.pk, worker="one")

    assert sweep(now=now + timedelta(seconds=31)).jobs_given_up == 1
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_ends_an_upload_that_nobody_goes_on_with(now: datetime, tmp_path: Path) -> None:
    recording = begin_recording(key_ring=uuid4(), owner_id=uuid4())
    begin_upload(recording=recording, length=10, largest=100, quota=100)
    receive_slice(recording_id=recording.pk, offset=0, plain=b"12345")

    sweep(now=now + LIFETIME / 2)
    assert stored_objects(tmp_path / "films")
    sweep(now=now + LIFETIME * 1.1)

    recording.refresh_from_db()
    assert (recording.state, recording.offset) == (Recording.State.WAITING, 0)
    assert not stored_objects(tmp_path / "films")


def test_removes_what_belongs_to_nothing_and_only_that(tmp_path: Path) -> None:
    recording = upload_film(make_film(tmp_path / "film.mp4", seconds=1, frame_rate="25", size="320x240"))
    process_recording(processing_job(recording).pk)
    cut = ask_for_cut(recording=recording, start_frame=3, end_frame=9)
    cut_clip(Job.objects.get(cut=cut).pk)
    belonging = stored_objects(tmp_path / "films")
    orphan = vault.put(b"left by a worker that died", key=unwrap(recording.key_ring, recording.wrapped_key))

    removed = remove_orphans(now=timezone.now() + KEEP_ORPHANS * 1.1)

    assert removed == 1
    assert stored_objects(tmp_path / "films") == belonging
    assert orphan not in belonging


def test_leaves_alone_what_may_be_on_its_way_to_a_row(tmp_path: Path) -> None:
    vault.put(b"just stored", key=bytes(32))

    assert remove_orphans(now=timezone.now() + KEEP_ORPHANS * 0.9) == 0
    assert len(stored_objects(tmp_path / "films")) == 1


def test_finds_nothing_where_nothing_was_ever_stored() -> None:
    assert remove_orphans(now=timezone.now()) == 0


def test_the_command_sweeps_once(job: Job, capsys: pytest.CaptureFixture[str]) -> None:
    Job.objects.update(sent_at=timezone.now() - PATIENCE * 2)

    call_command("sweep")

    assert "jobs_sent=1" in capsys.readouterr().out
    assert len(take_messages("films")) == 1
