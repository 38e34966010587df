"""What the virus scanner says comes before anything is decoded, and no answer is no yes.

The scanner here is a stand-in that speaks clamd's protocol: see `tests.services.clamd`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from media_pipeline import scanner
from media_pipeline.models import Job, Recording
from media_pipeline.operations import process
from media_pipeline.operations.process import process_recording
from tests.films import make_film
from tests.media_pipeline.uploaded import processing_job, upload_film
from tests.services.clamd import EICAR, FakeClamd, running_clamd
from tests.services.platform import PROJECT
from tests.services.waiting import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def clamd(settings: Settings) -> Iterator[FakeClamd]:
    with running_clamd() as clamd:
        settings.VIG_CLAMD = clamd.address
        yield clamd


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return make_film(tmp_path / "film.mp4", seconds=1, frame_rate="25", size="320x240")


@pytest.fixture
def harmful(tmp_path: Path, film: Path) -> Path:
    path = tmp_path / "harmful.mp4"
    path.write_bytes(film.read_bytes() + EICAR)
    return path


@pytest.fixture
def nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(*_: object, **__: object) -> None:
        raise AssertionError("the film was opened")

    monkeypatch.setattr(process, "probe_film", decoded)
    monkeypatch.setattr(process, "transcode", decoded)


def after_processing(recording: Recording) -> tuple[Recording, Job]:
    process_recording(processing_job(recording).pk)
    recording.refresh_from_db()
    return recording, processing_job(recording)


def test_a_clean_film_is_looked_at_whole_and_made_ready(clamd: FakeClamd, film: Path) -> None:
    recording, _ = after_processing(upload_film(film))

    assert recording.state == Recording.State.READY
    assert clamd.seen == [film.read_bytes()]


@pytest.mark.usefixtures("nothing_is_decoded")
def test_a_harmful_file_is_never_opened_and_says_what_to_do(clamd: FakeClamd, harmful: Path) -> None:
    recording, job = after_processing(upload_film(harmful))

    assert (recording.state, recording.failure_code) == (Recording.State.FAILED, "harmful")
    assert recording.failure_message == scanner.INFECTED
    assert job.state == Job.State.FAILED
    assert not recording.renditions.exists()


@pytest.mark.usefixtures("nothing_is_decoded")
def test_a_film_waits_for_a_scanner_that_is_away_however_often(settings: Settings, film: Path) -> None:
    settings.VIG_CLAMD = f"127.0.0.1:{free_port()}"
    recording = upload_film(film)

    for _ in range(Job.ATTEMPTS + 2):
        recording, job = after_processing(recording)
        assert (recording.state, job.state) == (Recording.State.PROCESSING, Job.State.WAITING)
        assert job.not_before
        assert job.not_before > timezone.now()
        assert job.stage == "Waiting for the virus scanner"
        Job.objects.filter(pk=job.pk).update(not_before=None)


@pytest.mark.usefixtures("nothing_is_decoded")
@pytest.mark.parametrize("says", [b"\0", b"stream: lstat() failed. ERROR\0", b"stream: NOT OK\0", b"OK\0"])
def test_an_answer_that_is_no_plain_ok_lets_nothing_through(says: bytes, clamd: FakeClamd, film: Path) -> None:
    clamd.says = says

    recording, job = after_processing(upload_film(film))

    assert (recording.state, job.state) == (Recording.State.PROCESSING, Job.State.WAITING)


def test_the_film_goes_on_by_itself_when_the_scanner_is_back(settings: Settings, film: Path) -> None:
    port = free_port()
    settings.VIG_CLAMD = f"127.0.0.1:{port}"
    recording, job = after_processing(upload_film(film))
    Job.objects.filter(pk=job.pk).update(not_before=None)

    with running_clamd(port=port):
        recording, _ = after_processing(recording)

    assert recording.state == Recording.State.READY


@pytest.mark.usefixtures("nothing_is_decoded")
def test_a_film_that_is_too_large_for_the_scanner_is_not_opened(clamd: FakeClamd, film: Path) -> None:
    clamd.most_bytes = 1000

    recording, _ = after_processing(upload_film(film))

    assert (recording.state, recording.failure_code) == (Recording.State.FAILED, "too_large_to_scan")


def test_waits_longer_the_longer_it_has_waited() -> None:
    waits = [process.seconds_until_asked_again(age) for age in (0, 60, 600, 6000, 600_000)]

    assert waits == [10, 15, 150, 600, 600]


def test_speaks_to_a_socket_in_the_file_system_too(tmp_path: Path, settings: Settings, harmful: Path) -> None:
    with running_clamd(tmp_path / "clamd.ctl") as clamd:
        settings.VIG_CLAMD = clamd.address
        scanner.ping(clamd.address)

        recording, _ = after_processing(upload_film(harmful))

    assert recording.failure_code == "harmful"


def test_readiness_speaks_of_a_scanner_where_one_is_named(client: Client, clamd: FakeClamd, settings: Settings) -> None:
    assert "scanner" not in client.get("/readyz").json()["parts"]
    settings.READINESS = settings.READINESS | {"scanner": "media_pipeline.readiness.scanner"}

    there = client.get("/readyz").json()["parts"]["scanner"]
    settings.VIG_CLAMD = f"127.0.0.1:{free_port()}"
    away = client.get("/readyz").json()["parts"]["scanner"]

    assert (there, away) == ("ok", "missing")


@pytest.mark.parametrize(("address", "parts"), [("", False), ("127.0.0.1:3310", True)])
def test_a_named_scanner_is_one_of_the_parts(address: str, parts: bool) -> None:
    code = "import json; from vig import settings; print(json.dumps(list(settings.READINESS)))"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=os.environ | {"VIG_CLAMD": address},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert ("scanner" in json.loads(said.stdout)) == parts
