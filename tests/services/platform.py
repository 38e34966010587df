"""The whole platform as people run it: web, workers and sweeper, with a data folder and a port of its own."""

import fcntl
import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
import requests

from vig.running.child import dies_with_parent

from .redis_numbers import numbered, own_numbers
from .shared import shared_folder
from .waiting import free_port, wait_until

PROJECT = Path(__file__).parents[2]
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from cases.demo.people import gather_people
gather_people()
"""


class Platform:
    """Follows the run: SQLite and files, or a database of its own and Redis where the run has servers.

    The people of the demo service are there (`NAME@demo.vig`), and no case yet.
    """

    def __init__(self, data: Path, *, like: "Platform | None" = None, **environment: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.with_suffix(".log")
        self.environment = os.environ | servers(like) | environment
        self.environment |= {"DJANGO_SETTINGS_MODULE": "vig.settings", "VIG_DATA": str(data), "PORT": str(self.port)}
        self.process: subprocess.Popen[bytes] | None = None
        if like:
            shutil.copytree(like.data, data)
        else:
            data.mkdir(exist_ok=True)

    def prepare(self) -> None:
        if not (PROJECT / "static" / "build" / "main.js").is_file():
            pytest.skip("the front end is not built (npm run build)")
        self.python("-c", PREPARE)

    def manage(self, *arguments: str) -> str:
        """What a management command says; fails with its words."""
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=PROJECT, env=self.environment, capture_output=True, text=True,
            check=False, timeout=240,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def token(self, email: str) -> str:
        return self.manage("token", email).split()[-1]

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"], cwd=PROJECT, env=self.environment, stdout=log, stderr=log,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )  # fmt: skip
        wait_until(self.ready, seconds=120, what="the platform is ready")

    def ready(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.said
        try:
            return requests.get(f"{self.url}/readyz", timeout=10).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False

    def stop(self, which: signal.Signals = signal.SIGINT) -> int:
        assert self.process
        self.process.send_signal(which)
        return self.process.wait(timeout=30)

    def restart(self) -> None:
        self.stop()
        self.start()

    @property
    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    @property
    def children(self) -> dict[str, int]:
        """The process ids of web, films, clips and sweeper."""
        assert self.process
        found = {}
        for pid in _children_of(self.process.pid):
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            for name, word in {"web": "gunicorn", "films": "films", "clips": "clips", "sweeper": "sweep"}.items():
                if word in words:
                    found[name] = pid
        return found

    @property
    def web_processes(self) -> list[int]:
        """Those that answer requests."""
        return _children_of(self.children["web"])

    def kill(self, name: str) -> None:
        """As the machine does when memory runs out."""
        os.kill(self.children[name], signal.SIGKILL)


def _children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def descendants_of(pid: int) -> list[int]:
    children = _children_of(pid)
    return children + [descendant for child in children for descendant in descendants_of(child)]


def servers(like: Platform | None) -> dict[str, str]:
    """A database and a Redis of its own, where the run has servers; the database a copy of another platform's."""
    if not (address := os.environ.get("VIG_DATABASE_URL")):
        return {}
    name, template = f"platform_{uuid4().hex[:12]}", database_of(like) if like else "template1"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return {
        "VIG_DATABASE_URL": urlunsplit(urlsplit(address)._replace(path=f"/{name}")),
        "VIG_REDIS_URL": numbered(os.environ["VIG_REDIS_URL"], next(REDIS_NUMBERS)),
    }


def database_of(platform: Platform) -> str:
    return urlsplit(platform.environment["VIG_DATABASE_URL"]).path.lstrip("/")


REDIS_NUMBERS = itertools.cycle(own_numbers()[1:])


def prepared_platform(data: Path) -> Platform:
    """What all others are copied from; made once for all processes where it is nothing but files."""
    if "VIG_DATABASE_URL" in os.environ:
        first = Platform(data)
        first.prepare()
        return first
    with (shared_folder() / "preparing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        data = shared_folder() / "prepared"
        is_there = data.is_dir()
        first = Platform(data)
        if not is_there:
            first.prepare()
    return first


@pytest.fixture(scope="session")
def make_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Platform]]:
    """Makes platforms that are prepared but not started: `make_platform(VIG_FFMPEG="/bin/false")`."""
    first = prepared_platform(tmp_path_factory.mktemp("platform") / "data")
    made: list[Platform] = []

    def copied(**environment: str) -> Platform:
        made.append(Platform(tmp_path_factory.mktemp("platform") / "data", like=first, **environment))
        return made[-1]

    yield copied
    for platform in made:
        if platform.process and platform.process.poll() is None:
            platform.stop()


@pytest.fixture(scope="session")
def platform(make_platform: Callable[..., Platform]) -> Platform:
    """One platform that runs for the whole session; for tests that break it there is `make_platform`."""
    running = make_platform()
    running.start()
    return running
