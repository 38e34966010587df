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

from tests.services.waiting import answers, free_port, wait_until
from vig.running.child import dies_with_parent


class Web:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.media_pipeline.worker_settings",
            "VIG_DATA": str(settings.VIG_DATA),
            "VIG_KEYS_DIR": str(settings.VIG_KEYS_DIR),
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
        return answers(self.port) and requests.get(f"{self.url}/healthz", timeout=20).status_code == 200

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

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=40)


@pytest.fixture
def web(transactional_db: None, tmp_path: Path) -> Iterator[Web]:
    web = Web(tmp_path)
    web.start()
    yield web
    if web.process.poll() is None:
        web.stop()
