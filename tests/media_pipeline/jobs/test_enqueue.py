from collections.abc import Iterator

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from media_pipeline.models import Job
from media_pipeline.operations import jobs
from media_pipeline.operations.jobs import enqueue
from media_pipeline.operations.sweep import PATIENCE, sweep
from tests.media_pipeline.messages import take_all_messages, take_messages
from tests.media_pipeline.uploaded import a_recording

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def an_empty_queue() -> None:
    take_all_messages()


def test_wakes_a_worker_for_films_with_the_id_and_nothing_else() -> None:
    job = enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=a_recording())

    assert take_messages("films") == [("media_pipeline.tasks.process_recording", {"job_id": str(job.pk)})]


def test_wakes_nobody_before_the_transaction_is_committed() -> None:
    with transaction.atomic():
        enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=a_recording())
        before = take_messages("films")

    assert before == []
    assert len(take_messages("films")) == 1


def test_wakes_nobody_when_the_transaction_is_rolled_back() -> None:
    with transaction.atomic():
        enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=a_recording())
        transaction.set_rollback(True)

    assert take_messages("films") == []
    assert not Job.objects.exists()


@pytest.fixture
def no_broker() -> Iterator[None]:
    """The folder that serves as the broker is away."""
    if settings.REDIS_URL:
        pytest.skip("this run's broker is not a folder")
    queue = settings.BROKER_DIR / "queue"
    away = queue.rename(queue.with_name("away"))
    yield
    if away.exists():
        away.rename(queue)


@pytest.mark.usefixtures("no_broker")
def test_outlasts_a_broker_that_is_away_and_is_sent_by_the_sweeper_later() -> None:
    queue = settings.BROKER_DIR / "queue"

    job = enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=a_recording())
    queue.with_name("away").rename(queue)
    sweep(now=timezone.now() + PATIENCE)

    assert take_messages("films") == [("media_pipeline.tasks.process_recording", {"job_id": str(job.pk)})]


def test_outlasts_a_redis_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "app", Celery("away", broker="redis://127.0.0.1:1"))

    job = enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=a_recording())

    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING
