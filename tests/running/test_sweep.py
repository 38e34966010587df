import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError
from pytest_django import Settings

from tests.services.waiting import wait_until
from vig.running.sweeping import NotNow, every_sweep, sweep_what_is_due

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DONE: list[str] = []


def good(*, now: datetime) -> str:
    DONE.append("good")
    return f"{now:%H} o'clock"


def database_away(*, now: datetime) -> None:
    raise OperationalError("the database is away")


def storage_away(*, now: datetime) -> None:
    raise NotNow("the storage is away")


def wrong(*, now: datetime) -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def nothing_done(settings: Settings) -> None:
    DONE.clear()


def sweep(settings: Settings, *functions: str, every: int = 0) -> None:
    settings.SWEEPS = {name: (f"{__name__}.{name}", every) for name in functions}


def test_a_sweep_that_fails_keeps_no_other_from_its_turn(
    settings: Settings, caplog: pytest.LogCaptureFixture, db: None
) -> None:
    sweep(settings, "database_away", "storage_away", "wrong", "good")

    said = [(sweep.name, did) for sweep, did in sweep_what_is_due(every_sweep(), NOON)]

    assert said == [("good", "12 o'clock")]
    for words in ("the database is away", "the storage is away", "Could not sweep wrong", "ZeroDivisionError"):
        assert words in caplog.text


def test_a_sweep_waits_for_its_time_and_one_that_failed_is_tried_the_next_round(settings: Settings, db: None) -> None:
    sweep(settings, "good", "storage_away", every=3600)
    sweeps = every_sweep()

    for minutes in (0, 1, 59, 60):
        list(sweep_what_is_due(sweeps, NOON + timedelta(minutes=minutes)))

    assert len(DONE) == 2
    assert [one.due for one in sweeps] == [NOON + timedelta(minutes=120), None]


def test_the_command_says_what_was_done_and_fails_if_something_could_not_be(
    settings: Settings, capsys: pytest.CaptureFixture[str], db: None
) -> None:
    sweep(settings, "good")
    call_command("sweep")
    sweep(settings, "wrong", "good")

    with pytest.raises(SystemExit) as ended:
        call_command("sweep")

    assert ended.value.code == 1
    assert capsys.readouterr().out.count("o'clock") == 2


def test_every_sweep_of_the_platform_can_be_done(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sweep")

    assert "jobs_sent=0" in capsys.readouterr().out


def test_the_command_ends_cleanly_when_asked_to(tmp_path: Path) -> None:
    environment = {**os.environ, "VIG_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "vig.settings"}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True)

    sweeper = subprocess.Popen([sys.executable, "manage.py", "sweep", "--every", "0.1"], env=environment)
    wait_until(lambda: is_ready_for_sigterm(sweeper))
    sweeper.send_signal(signal.SIGTERM)

    assert sweeper.wait(timeout=20) == 0


def is_ready_for_sigterm(process: subprocess.Popen[bytes]) -> bool:
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = int(next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16)
    return bool(caught >> signal.SIGTERM - 1 & 1)
