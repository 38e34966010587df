"""What would make a start fail later and obscurely, asked first.

Each refusal is one sentence that says what to do.
"""

import errno
import fcntl
import resource
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from . import readiness
from .readiness import Unready

MEBIBYTE = 1024**2


class CannotStart(Exception):
    """Why the platform does not start, and what to do about it."""


def check_machine() -> None:
    """The data folder, the disk, and what READINESS says of the audit's key, storage, broker and ffmpeg."""
    make_data_folders()
    check_disk()
    for part in ("audit", "storage", "broker", "ffmpeg"):
        _check(part)


def leave_no_core() -> None:
    """The memory of web and workers holds film and keys: a crash must not write it to a disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check_database() -> None:
    _check("database")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotStart("The database is not up to date. Bring it up to date with: python manage.py migrate")


def _check(part: str) -> None:
    try:
        import_string(settings.READINESS[part])()
    except Unready as fault:
        raise CannotStart(str(fault)) from fault


def make_data_folders() -> None:
    """Private folders for all that the platform keeps; scratch begins empty, whatever a killed process left in it."""
    broker = settings.BROKER_DIR
    shutil.rmtree(settings.VIG_SCRATCH_DIR, ignore_errors=True)
    try:
        for folder in (broker / "queue", broker / "control", settings.VIG_SCRATCH_DIR / "metrics"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        readiness.write_a_file_in(settings.VIG_DATA)
    except OSError as error:
        raise _cannot_write(error) from error


def _cannot_write(error: OSError) -> CannotStart:
    if error.errno == errno.ENOSPC:
        return CannotStart(_disk_is_full(0))
    advice = "Make it writable for this user, or set VIG_DATA to another folder."
    return CannotStart(f"The data folder {settings.VIG_DATA} cannot be written ({error.strerror}). {advice}")


def check_disk() -> None:
    free = shutil.disk_usage(settings.VIG_DATA).free
    if free < settings.VIG_LEAST_FREE_BYTES:
        raise CannotStart(_disk_is_full(free))


def _disk_is_full(free: int) -> str:
    wanted = settings.VIG_LEAST_FREE_BYTES // MEBIBYTE
    return (
        f"The disk of {settings.VIG_DATA} is nearly full ({free // MEBIBYTE} MiB free, {wanted} MiB needed). "
        "Make room, or set VIG_DATA to a folder on another disk."
    )


def check_port() -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(settings.HOST, settings.PORT, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CannotStart(
                f"Port {settings.PORT} on {settings.HOST} cannot be used ({error.strerror}). "
                f"Stop what uses it, or choose another: PORT={settings.PORT + 1} make run"
            ) from error


def check_front_end() -> None:
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise CannotStart("The front end has not been put in place. Do all of it with: make run")


def check_front_end_is_built() -> None:
    if not (settings.BASE_DIR / "static" / "build" / "main.js").is_file():
        raise CannotStart("The front end has not been built. Build it with: npm ci && npm run build")


@contextmanager
def only_one() -> Iterator[None]:
    """Holds the data folder for this process, however it ends."""
    folder = settings.VIG_DATA
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / "serve.lock").open("a")
    except OSError as error:
        raise _cannot_write(error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            advice = "Stop it first, or set VIG_DATA to another folder."
            raise CannotStart(f"The platform already runs with the data folder {folder}. {advice}") from error
        yield
