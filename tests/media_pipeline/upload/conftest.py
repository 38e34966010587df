"""A real web server on the test's own database and films."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from django.conf import settings
from django.db import connection
from pytest_django import Settings

from tests.services.waiting import answers, free_port, wait_until
from vig.running.child import dies_with_parent


class Web:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.media_pipeline.worker_settings",
            "VIG_DATA": str(settings.VIG_DATA),
            "VIG_KEYS_DIR": str(folder / "keys"),
            "TEST_DATABASE": str(connection.settings_dict["NAME"]),
            "TEST_FILMS": str(folder / "films"),
            "TMPDIR": str(self.scratch),
        }

    def start(self) -> None:
        command = [
            sys.executable, "-m", "gunicorn", "vig.wsgi", "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning",
            "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=settings.BASE_DIR, preexec_fn=dies_with_parent(signal.SIGTERM)
        )
        wait_until(self.serves, what="the web server answers")

    def serves(self) -> bool:
        assert self.process.poll() is None
        try:
            return requests.get(f"{self.url}/healthz", timeout=20).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    @property
    def processes(self) -> list[int]:
        """Those that answer requests."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    def kill(self) -> None:
        """All of it at once, as when the power goes."""
        processes = [self.process.pid, *self.processes]
        self.process.send_signal(signal.SIGSTOP)  # so that it starts no new ones meanwhile
        for process in processes:
            os.kill(process, signal.SIGKILL)
        self.process.wait()
        wait_until(lambda: not answers(self.port), what="the port is free")

    def restart(self) -> None:
        self.stop()
        self.start()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=40)


@pytest.fixture(scope="module")
def web_server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    web = Web(tmp_path_factory.mktemp("web"))
    web.start()
    yield web
    web.stop()


@pytest.fixture
def web(web_server: Web, transactional_db: None, settings: Settings) -> Web:
    """It runs, whatever the test before did to it, and the test sees its keys and films."""
    settings.VIG_KEYS_DIR = web_server.folder / "keys"
    films = settings.STORAGES["films"] | {"OPTIONS": {"location": web_server.folder / "films"}}
    settings.STORAGES = settings.STORAGES | {"films": films}
    if web_server.process.poll() is not None:
        web_server.start()
    return web_server
