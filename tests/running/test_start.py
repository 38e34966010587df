"""What keeps the platform from starting is said in one sentence, with exit code 1."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.platform import PROJECT, Platform
from tests.services.waiting import free_port


@pytest.fixture(scope="module")
def prepared(make_platform: Callable[..., Platform]) -> Platform:
    return make_platform()


def serve(data: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {"DJANGO_SETTINGS_MODULE": "vig.settings", "VIG_DATA": str(data), "PORT": str(free_port())}
    return subprocess.run(
        [sys.executable, "manage.py", "serve", *words], cwd=PROJECT, env=os.environ | settings | environment,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def refuses(done: subprocess.CompletedProcess[str], *, saying: str) -> None:
    said = done.stderr.strip()
    assert done.returncode == 1, done.stdout + done.stderr
    assert saying in said
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said


def test_refuses_a_port_that_is_taken(prepared: Platform) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        done = serve(prepared.data, PORT=port)

    refuses(done, saying=f"Port {port} on 127.0.0.1 cannot be used (Address already in use). Stop what uses it")


def test_refuses_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    done = serve(tmp_path / "file" / "data")

    refuses(done, saying=f"The data folder {tmp_path}/file/data cannot be written (Not a directory). Make it writable")


def test_refuses_a_disk_that_is_nearly_full(prepared: Platform) -> None:
    done = serve(prepared.data, VIG_LEAST_FREE_BYTES=str(10**18))

    refuses(done, saying="is nearly full")


@pytest.mark.parametrize("program", ["/bin/false", "/no/such/ffmpeg"])
def test_refuses_an_ffmpeg_that_does_not_work(prepared: Platform, program: str) -> None:
    done = serve(prepared.data, VIG_FFMPEG=program)

    refuses(done, saying=f"ffmpeg at {program} does not start. Set VIG_FFMPEG")


def test_refuses_a_database_that_cannot_be_reached(prepared: Platform) -> None:
    nobody_there = f"postgresql://vig@127.0.0.1:{free_port()}/vig"

    done = serve(prepared.data, VIG_DATABASE_URL=nobody_there)

    refuses(done, saying="The database cannot be reached")


def test_refuses_a_broker_that_cannot_be_reached(prepared: Platform) -> None:
    done = serve(prepared.data, VIG_REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")

    refuses(done, saying="The message broker cannot be reached")


def test_refuses_a_database_that_is_not_up_to_date(tmp_path: Path) -> None:
    done = serve(tmp_path / "data", VIG_DATABASE_URL="")

    refuses(done, saying="Bring it up to date with: python manage.py migrate")


def test_refuses_to_run_twice_on_one_data_folder(platform: Platform) -> None:
    done = serve(platform.data)

    refuses(done, saying="The platform already runs with the data folder")
    assert platform.ready()


def test_refuses_to_start_unsafe_outside_demo_mode(tmp_path: Path) -> None:
    done = serve(tmp_path / "data", VIG_DEMO="no", VIG_DEBUG="yes")

    refuses(done, saying="Not safe to start outside demo mode. VIG_DEBUG must be off. VIG_SECRET_KEY needs 50")


def test_names_a_setting_that_cannot_be_read(tmp_path: Path) -> None:
    done = serve(tmp_path / "data", PORT="eight thousand")

    refuses(done, saying="PORT must be a whole number, not 'eight thousand'.")
