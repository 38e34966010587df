import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import IO, cast

from django.conf import settings

from .parts import Part

PR_SET_PDEATHSIG = 1
STEADY_SECONDS = 30
LONGEST_PAUSE = 30.0


class Child:
    """One part of the platform as a process, which is started again whenever it ends."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.failures = 0
        self.start()

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.start_again_at: float | None = None
        self.process = subprocess.Popen(  # noqa: S603  a list of our own words
            self.part.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "TMPDIR": str(settings.VIG_SCRATCH_DIR),
                "PYTHONUNBUFFERED": "1",
                **self.part.environment,
            },
            cwd=settings.BASE_DIR,
            start_new_session=True,
            preexec_fn=dies_with_parent(self.part.on_death_of_supervisor),  # safe: the supervisor has no threads
        )
        os.set_blocking(self.stdout.fileno(), False)
        self._unfinished = b""

    @property
    def stdout(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdout)

    @property
    def closed(self) -> bool:
        return self.stdout.closed

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def lines(self) -> Iterator[str]:
        """The whole lines that it has written since the last time."""
        if self.closed:
            return
        with contextlib.suppress(BlockingIOError):
            while written := os.read(self.stdout.fileno(), 65536):
                *whole, self._unfinished = (self._unfinished + written).split(b"\n")
                yield from (line.decode(errors="replace") for line in whole if line.strip())

    def pause(self) -> float:
        """Seconds to wait before starting it again: none the first time, doubling while it keeps ending early."""
        steady = time.monotonic() - self.started_at > STEADY_SECONDS
        self.failures = 1 if steady else self.failures + 1
        return min(LONGEST_PAUSE, 0.5 * 2.0 ** (self.failures - 1))

    def close(self) -> None:
        """Nothing of it is left: not itself, nor what it started in its process group."""
        if not self.closed:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.stdout.close()

    def how_it_ended(self) -> str:
        code = self.process.returncode
        return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def dies_with_parent(which: signal.Signals) -> Callable[[], None]:
    libc, parent = ctypes.CDLL(None, use_errno=True), os.getpid()

    def ask_the_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, which, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel
