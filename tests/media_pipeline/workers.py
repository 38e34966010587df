"""Real Celery workers, started as the platform starts them."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from vig.running.child import dies_with_parent
from vig.running.parts import worker


@contextmanager
def a_worker(queue: str, *, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """For the films and keys in a test's folder; killed at the end, if it still lives."""
    part = worker(queue)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.media_pipeline.worker_settings",
        "VIG_DATA": str(settings.VIG_DATA),
        "VIG_KEYS_DIR": str(settings.VIG_KEYS_DIR),
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_FILMS": str(folder / "films"),
    }
    process = subprocess.Popen(
        part.command, env=environment, cwd=settings.BASE_DIR, preexec_fn=dies_with_parent(part.on_death_of_supervisor)
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
