import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from media_pipeline.models import Job, Recording
from media_pipeline.operations import claims
from media_pipeline.operations.claims import Claim, LeaseLost, claim, give_up_exhausted
from media_pipeline.operations.jobs import cancel_job, enqueue
from tests.media_pipeline.uploaded import a_recording
from tests.services.waiting import wait_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=a_recording())


def recording_of(job: Job) -> Recording:
    """As the database has it."""
    return Recording.objects.get(jobs=job)


def taken(job: Job, worker: str = "one") -> Claim:
    held = claim(job.pk, worker=worker)
    assert held is not None
    return held


def let_the_lease_run_out(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def make_due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_only_one_of_many_workers_gets_a_job(job: Job) -> None:
    together = threading.Barrier(8)

    def try_to_claim(worker: int) -> bool:
        try:
            together.wait()
            return claim(job.pk, worker=str(worker)) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as workers:
        outcomes = list(workers.map(try_to_claim, range(8)))

    assert outcomes.count(True) == 1


def test_a_job_under_a_live_lease_is_left_alone(job: Job) -> None:
    taken(job)

    assert claim(job.pk, worker="two") is None


def test_a_job_whose_lease_has_run_out_is_taken_over(job: Job) -> None:
    taken(job)
    let_the_lease_run_out(job)

    assert taken(job, "two").job.attempt == 2


def test_refuses_a_late_writer_and_keeps_nothing_of_its_results(job: Job) -> None:
    late = taken(job)
    let_the_lease_run_out(job)
    taken(job, "two")

    with pytest.raises(LeaseLost), late.commit():
        Recording.objects.update(frames=1)
    with pytest.raises(LeaseLost):
        late.finish()
    with pytest.raises(LeaseLost):
        late.fail(code="empty", sentence="This file is empty.")
    assert Recording.objects.get().frames is None
    assert Recording.objects.get().state == Recording.State.PROCESSING


def test_a_writer_that_was_only_slow_is_welcome_if_nobody_took_over(job: Job) -> None:
    slow = taken(job)
    let_the_lease_run_out(job)

    with slow.commit():
        Recording.objects.update(frames=1)

    assert Recording.objects.get().frames == 1
    assert claim(job.pk, worker="two") is None


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_keeps_the_lease(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "HEARTBEAT_SECONDS", 0.02)

    with taken(job):
        let_the_lease_run_out(job)
        wait_until(lambda: not Job.objects.exhausted(timezone.now()).exists() and held_by_somebody(job))


def held_by_somebody(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk, lease_until__gt=timezone.now()).exists()


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_hears_of_a_cancellation(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "HEARTBEAT_SECONDS", 0.02)

    with taken(job) as held:
        assert not held.cancelled()
        cancel_job(recording=recording_of(job))

        wait_until(held.cancelled)


def test_a_fault_of_the_machine_puts_the_job_back_for_later(job: Job) -> None:
    with pytest.raises(OSError, match="disk"), taken(job):
        raise OSError("the disk is away")

    job.refresh_from_db()
    assert (job.state, job.fault, job.attempts_left) == (Job.State.WAITING, "OSError: the disk is away", 4)
    assert job.not_before is not None
    assert claim(job.pk, worker="two") is None


def test_faults_are_given_longer_and_longer_to_pass(job: Job) -> None:
    waits = []
    for _ in range(4):
        with pytest.raises(TimeoutError), taken(job):
            raise TimeoutError
        job.refresh_from_db()
        assert job.not_before is not None
        waits.append(round((job.not_before - timezone.now()).total_seconds()))
        make_due(job)

    assert waits == [10, 40, 160, 640]


def test_gives_up_after_five_faults_in_a_row_without_blaming_the_film(job: Job) -> None:
    for _ in range(5):
        make_due(job)
        with pytest.raises(TimeoutError), taken(job):
            raise TimeoutError

    job.refresh_from_db()
    recording = recording_of(job)
    assert job.state == Job.State.FAILED
    assert (recording.state, recording.failure_code) == (Recording.State.FAILED, "our_fault")
    assert "not with your film" in recording.failure_message


def test_gives_up_when_five_workers_died_over_it(job: Job) -> None:
    for worker in range(5):
        taken(job, str(worker))
        let_the_lease_run_out(job)

    assert claim(job.pk, worker="six") is None
    assert give_up_exhausted(now=timezone.now()) == 1
    job.refresh_from_db()
    assert (job.state, recording_of(job).failure_code) == (Job.State.FAILED, "our_fault")


def test_an_attempt_that_brought_something_does_not_count(job: Job) -> None:
    for worker in range(12):
        taken(job, str(worker)).made_headway()
        let_the_lease_run_out(job)

    assert claim(job.pk, worker="thirteen") is not None


def test_waiting_for_its_turn_uses_up_no_attempt(job: Job) -> None:
    for _ in range(12):
        taken(job).wait(until=timezone.now())

    job.refresh_from_db()
    assert (job.state, job.attempts_left) == (Job.State.WAITING, Job.ATTEMPTS)


def test_bad_film_is_final(job: Job) -> None:
    taken(job).fail(code="no_picture", sentence="This file has sound but no moving picture.")

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert recording_of(job).failure_message == "This file has sound but no moving picture."


def test_says_how_far_it_is_without_writing_it_down_each_time(job: Job) -> None:
    held = taken(job)

    with CaptureQueriesContext(connection) as queries:
        for thousandths in range(500):
            held.say("Making it ready to watch", thousandths)

    job.refresh_from_db()
    assert job.stage == "Making it ready to watch"
    assert len(queries) < 10


def test_a_worker_that_is_stopped_leaves_the_job_for_the_next_at_once(job: Job) -> None:
    with pytest.raises(SystemExit), taken(job):
        raise SystemExit

    assert taken(job, "two").job.attempts_left == Job.ATTEMPTS - 1
