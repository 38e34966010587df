import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from vig.running.child import dies_with_parent

from .machine import REDIS
from .redis_numbers import NUMBERS_EACH
from .waiting import answers, free_port, wait_until


@contextmanager
def throw_away_redis() -> Iterator[str]:
    """The address of a Redis that nobody else uses, without its database number."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="vig-redis-") as folder:
        server = subprocess.Popen(
            [
                REDIS.find() or "redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", folder,
                "--save", "", "--databases", str(64 * NUMBERS_EACH),
            ],
            stdout=subprocess.DEVNULL,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )  # fmt: skip
        try:
            wait_until(lambda: answers(port), what="Redis answers")
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)
