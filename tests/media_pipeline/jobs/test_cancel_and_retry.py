import pytest

from media_pipeline.models import Job, Recording
from media_pipeline.operations.claims import LeaseLost, claim
from media_pipeline.operations.jobs import NothingToRetry, cancel_job, enqueue, retry_processing
from tests.media_pipeline.uploaded import a_recording, processing_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording() -> Recording:
    recording = a_recording()
    enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=recording)
    return recording


def test_cancelling_tells_the_person_at_once(recording: Recording) -> None:
    assert cancel_job(recording=recording)

    recording.refresh_from_db()
    assert (recording.state, recording.failure_code) == (Recording.State.FAILED, "cancelled")
    assert "Try again" in recording.failure_message


def test_cancelling_keeps_a_worker_from_beginning(recording: Recording) -> None:
    cancel_job(recording=recording)

    assert claim(processing_job(recording).pk, worker="one") is None


def test_cancelling_takes_the_job_from_a_worker_that_is_at_it(recording: Recording) -> None:
    held = claim(processing_job(recording).pk, worker="one")
    assert held is not None

    cancel_job(recording=recording)

    with pytest.raises(LeaseLost), held.commit():
        recording.delete()
    assert held.cancelled()
    assert Recording.objects.filter(pk=recording.pk).exists()


def test_there_is_nothing_to_cancel_once_it_is_ready(recording: Recording) -> None:
    held = claim(processing_job(recording).pk, worker="one")
    assert held is not None
    held.finish()

    assert not cancel_job(recording=recording)
    assert processing_job(recording).state == Job.State.DONE


def test_trying_again_after_cancelling_queues_another_job(recording: Recording) -> None:
    cancel_job(recording=recording)

    again = retry_processing(recording=recording)

    recording.refresh_from_db()
    assert (recording.state, recording.failure_code, recording.failure_message) == ("processing", "", "")
    assert claim(again.pk, worker="one") is not None


def test_trying_again_twice_queues_one_job(recording: Recording) -> None:
    cancel_job(recording=recording)
    retry_processing(recording=recording)

    with pytest.raises(NothingToRetry):
        retry_processing(recording=recording)
    assert recording.jobs.open().count() == 1


def test_an_old_worker_cannot_write_into_the_new_attempt(recording: Recording) -> None:
    old = claim(processing_job(recording).pk, worker="old")
    assert old is not None
    cancel_job(recording=recording)
    retry_processing(recording=recording)

    with pytest.raises(LeaseLost):
        old.finish()
    assert processing_job(recording).state == Job.State.WAITING
