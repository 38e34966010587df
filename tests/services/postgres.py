import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwnam

import psycopg

from vig.running.child import dies_with_parent

from .machine import POSTGRES
from .waiting import free_port, wait_until


@contextmanager
def throw_away_postgres() -> Iterator[str]:
    """The address of a database on a cluster that nobody else uses and that is gone afterwards.

    TEST_DATABASE_URL names another to use instead. PostgreSQL refuses to run as root, so root lends it to somebody.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    programs, port = Path(POSTGRES.find() or "initdb").resolve().parent, free_port()
    folder = Path(tempfile.mkdtemp(prefix="vig-postgres-"))
    user = somebody() if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    try:
        create(programs, folder, user)
        with running(programs, folder, user, port):
            yield f"postgresql://vig@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder)


def somebody() -> str:
    for name in ("postgres", "nobody"):
        try:
            return getpwnam(name).pw_name
        except KeyError:
            continue
    raise LookupError("neither postgres nor nobody is a user of this machine")


def create(programs: Path, folder: Path, user: str | None) -> None:
    options = ["-U", "vig", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    command = [str(programs / "initdb"), "-D", str(folder / "data"), *options]
    subprocess.run(command, check=True, capture_output=True, user=user, cwd=folder)


@contextmanager
def running(programs: Path, folder: Path, user: str | None, port: int) -> Iterator[None]:
    settings = {"port": port, "unix_socket_directories": folder, "fsync": "off", "full_page_writes": "off"}
    settings |= {"max_wal_size": "64MB"}  # a test reads all of it
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), *options],
            stdout=log, stderr=log, user=user, cwd=folder, preexec_fn=dies_with_parent(signal.SIGINT),
        )  # fmt: skip
    try:
        wait_until(lambda: accepts(port), what="PostgreSQL answers")
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        Path(log.name).unlink()


def accepts(port: int) -> bool:
    try:
        with psycopg.connect(host="127.0.0.1", port=port, user="vig", dbname="postgres", connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False
