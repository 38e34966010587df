"""The processes that make up the running platform."""

import os
import signal
import sys
from argparse import ArgumentTypeError
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

NO_ADVICE_TO_ROOT = "ignore:You're running the worker with superuser privileges"
MANAGE = str(settings.BASE_DIR / "manage.py")


@dataclass(frozen=True)
class Part:
    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    on_death_of_supervisor: signal.Signals = signal.SIGTERM


def web(*, reload: bool = False) -> Part:
    """Threads, and WSGI: when a phone loses its connection in mid-upload, every byte received is kept."""
    command = [
        sys.executable, "-m", "gunicorn", "vig.wsgi",
        "--bind", f"{settings.HOST}:{settings.PORT}",
        "--worker-class", "gthread",
        "--workers", str(settings.VIG_WEB_PROCESSES),
        "--threads", str(settings.VIG_WEB_THREADS),
        "--graceful-timeout", "4",
        "--keep-alive", "15",
        "--log-level", "warning",
        "--no-control-socket",
        *(reloading() if reload else []),
    ]  # fmt: skip
    return Part("web", command, {"PROMETHEUS_MULTIPROC_DIR": str(settings.VIG_SCRATCH_DIR / "metrics")})


def reloading() -> list[str]:
    """Templates too: Django keeps them in memory, also while developing."""
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    return ["--reload", *(word for path in templates for word in ("--reload-extra-file", str(path)))]


def worker(queue: str) -> Part:
    """One process a worker, one task at a time.

    Celery's pool of processes would survive a `kill -9` of its parent and work on beside its replacement; this
    worker takes its task with it, and the task's lease passes on. ffmpeg works in processes of its own anyway.
    For the same reason it is killed, not asked, when the supervisor dies: asked, it would finish its film first.
    """
    command = [
        sys.executable, "-W", NO_ADVICE_TO_ROOT, "-m", "celery", "--quiet", "--app", "vig", "worker",
        "--queues", queue, "--hostname", f"{queue}-{os.getpid()}@%h",
        "--pool", "solo", "--loglevel", "WARNING",
        "--without-gossip", "--without-mingle", "--without-heartbeat",
    ]  # fmt: skip
    return Part(queue, command, on_death_of_supervisor=signal.SIGKILL)


def sweeper() -> Part:
    return Part("sweeper", [sys.executable, MANAGE, "sweep", "--every", "5"])


NAMES = ("web", *settings.WORK_QUEUES, "sweeper")


def name(given: str) -> str:
    if given not in NAMES:
        raise ArgumentTypeError(f"choose from {', '.join(NAMES)}")
    return given


def chosen(names: list[str], *, reload: bool) -> list[Part]:
    every = {
        "web": web(reload=reload),
        **{queue: worker(queue) for queue in settings.WORK_QUEUES},
        "sweeper": sweeper(),
    }
    return [every[name] for name in names]
