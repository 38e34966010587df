"""A worker's hold on a job: a lease that a heartbeat renews, and a fence that keeps late writers out.

Every write of a claim is an UPDATE that names the attempt. As soon as the job was cancelled, deleted, or
claimed anew after the lease had run out, no row answers to it and `LeaseLost` is raised: whatever the
worker had in hand is then rolled back.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from django.db import Error as AnyDatabaseError
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

from media_pipeline.models import Bundle, Cut, Job, Recording
from media_pipeline.querysets import JobQuerySet

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
HEARTBEAT_SECONDS = 5
FIRST_BACK_OFF = timedelta(seconds=10)
SECONDS_BETWEEN_WORDS = 1.0
LONGEST_FAULT = 2000

OUR_FAULT_WITH_A_FILM = (
    "Something went wrong on our side, not with your film, and it could not be made ready. "
    "What you uploaded is safe: please choose “Try again” later."
)
OUR_FAULT_WITH_A_CLIP = (
    "Something went wrong on our side and no file of this clip could be made. "
    "It still plays here; please try again later."
)
OUR_FAULT_WITH_A_BUNDLE = "Something went wrong on our side and the copy could not be made. Please build it again."


class LeaseLost(Exception):
    """The job was cancelled or is somebody else's by now: nothing of this attempt may be written."""


_worker_ends = threading.Event()


def end_work() -> None:
    """This process is asked to stop: its claims let go as soon as they can."""
    _worker_ends.set()


def this_worker() -> str:
    return f"{socket.gethostname()} {os.getpid()}"


def claim(job_id: UUID, *, worker: str) -> "Claim | None":
    """Take a job that is due. None if somebody else has it, or it is done, stopped, not yet due or out of attempts."""
    now = timezone.now()
    with transaction.atomic():
        taken = (
            Job.objects.claimable(now)
            .filter(pk=job_id)
            .update(
                state=Job.State.RUNNING,
                attempt=F("attempt") + 1,
                attempts_left=F("attempts_left") - 1,
                lease_until=now + LEASE,
                not_before=None,
                worker=worker,
            )
        )
        jobs = Job.objects.select_related("recording", "cut__recording", "bundle")
        return Claim(jobs.get(pk=job_id)) if taken else None


class Claim:
    """Use it as a context: inside, the lease is kept alive; an error that leaves it puts the job back for later."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._lost = threading.Event()
        self._over = threading.Event()
        self._heart = threading.Thread(target=self._beat, name=f"lease of {job.pk}", daemon=True)
        self._stage, self._spoke_at = "", 0.0

    def __enter__(self) -> Self:
        self._heart.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._over.set()
        self._heart.join()
        if isinstance(error, LeaseLost):
            logger.info("Job %s is no longer ours; attempt %s ends", self.job.pk, self.job.attempt)
            return True
        if error is not None:
            self._put_back(error)
        return False

    @property
    def recording(self) -> Recording:
        """Of a job that is about a film, as all are but the filling of a bundle."""
        assert self.job.recording is not None  # noqa: S101  the database's constraint job_has_what_it_works_on
        return self.job.recording

    @property
    def bundle(self) -> Bundle:
        assert self.job.bundle is not None  # noqa: S101  the same constraint
        return self.job.bundle

    def cancelled(self) -> bool:
        """Whether to stop: the job is no longer ours, as we hear a heartbeat later at most, or the worker shall end."""
        return self._lost.is_set() or _worker_ends.is_set()

    def let_go(self) -> None:
        """After stopping because of `cancelled`: whoever comes next may go on at once."""
        self.wait(until=timezone.now())

    def renew(self) -> bool:
        """Hold on for another lease. False if the job is no longer ours."""
        held = self._mine().update(lease_until=timezone.now() + LEASE)
        if not held:
            self._lost.set()
        return bool(held)

    def say(self, stage: str, progress: int) -> None:
        """Tell people what is being done and how far it is, in thousandths. Costs nothing when said too often."""
        now = time.monotonic()
        if stage == self._stage and now < self._spoke_at + SECONDS_BETWEEN_WORDS:
            return
        self._stage, self._spoke_at = stage, now
        if not self._mine().update(stage=stage, progress=max(0, min(progress, 1000))):
            self._lost.set()

    @contextmanager
    def commit(self) -> Iterator[None]:
        """A transaction that counts only if the job is still ours; raises LeaseLost otherwise.

        It updates the job first, so that nobody can take or cancel it before the results are in.
        """
        with transaction.atomic():
            self._write(lease_until=timezone.now() + LEASE)
            yield

    def made_headway(self) -> None:
        """Something lasting came of this attempt: only attempts in a row that bring nothing count."""
        self._write(attempts_left=Job.ATTEMPTS)

    def finish(self) -> None:
        self._write(state=Job.State.DONE, finished_at=timezone.now(), progress=1000, fault="")

    def fail(self, *, code: str, sentence: str) -> None:
        """For good: trying again would not help."""
        with transaction.atomic():
            self._write(state=Job.State.FAILED, finished_at=timezone.now(), fault=code)
            _fail_subject(self.job, code=code, sentence=sentence)

    def wait(self, *, until: datetime) -> None:
        """Not yet: come back later without having used up an attempt."""
        self._write(
            state=Job.State.WAITING,
            not_before=until,
            lease_until=None,
            attempts_left=Least(F("attempts_left") + 1, Job.ATTEMPTS),
        )

    def retry_later(self, *, fault: str) -> None:
        """The machine is at fault: try again after a while, or give up if that was the last attempt."""
        left = self._mine().values_list("attempts_left", flat=True).first()
        if left == 0:
            with transaction.atomic():
                self._write(state=Job.State.FAILED, finished_at=timezone.now(), fault=fault[-LONGEST_FAULT:])
                _fail_for_our_fault(self.job)
            return
        back_off = FIRST_BACK_OFF * 4 ** (Job.ATTEMPTS - 1 - (left or 0))
        self._write(
            state=Job.State.WAITING,
            not_before=timezone.now() + back_off,
            lease_until=None,
            fault=fault[-LONGEST_FAULT:],
        )

    def _put_back(self, error: BaseException) -> None:
        if isinstance(error, AnyDatabaseError):
            connection.close_if_unusable_or_obsolete()
        try:
            if isinstance(error, Exception):
                self.retry_later(fault=f"{type(error).__name__}: {error}")
            else:
                self.let_go()
        except LeaseLost:
            logger.info("Job %s was taken away before it failed here", self.job.pk)

    def _mine(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=Job.State.RUNNING)

    def _write(self, **values: Any) -> None:
        if not self._mine().update(**values):
            self._lost.set()
            raise LeaseLost(str(self.job.pk))

    def _beat(self) -> None:
        """Runs in a thread of its own, with a database connection of its own that it does not keep open."""
        while not self._over.wait(HEARTBEAT_SECONDS):
            try:
                if not self.renew():
                    return
            except AnyDatabaseError as error:
                logger.warning("The lease of job %s could not be renewed this time: %s", self.job.pk, error)
            finally:
                connection.close()


def give_up_exhausted(*, now: datetime) -> int:
    """Fail the jobs whose workers died on every attempt. Returns how many there were."""
    given_up = 0
    for job in Job.objects.exhausted(now):
        with transaction.atomic():
            if Job.objects.exhausted(now).filter(pk=job.pk).update(state=Job.State.FAILED, finished_at=now):
                _fail_for_our_fault(job)
                given_up += 1
    return given_up


def _fail_for_our_fault(job: Job) -> None:
    sentence = OUR_FAULT_WITH_A_CLIP if job.cut_id else OUR_FAULT_WITH_A_FILM
    if job.bundle_id:
        sentence = OUR_FAULT_WITH_A_BUNDLE
    _fail_subject(job, code="our_fault", sentence=sentence)


def _fail_subject(job: Job, *, code: str, sentence: str) -> None:
    if job.bundle_id:
        Bundle.objects.filter(pk=job.bundle_id).update(state=Bundle.State.FAILED, failure_message=sentence)
    elif job.cut_id:
        Cut.objects.filter(pk=job.cut_id).update(state=Cut.State.FAILED, failure_message=sentence)
    elif job.recording_id:
        Recording.objects.filter(pk=job.recording_id, state=Recording.State.PROCESSING).update(
            state=Recording.State.FAILED, failure_code=code, failure_message=sentence
        )
