"""Where film that strangers made is parsed and decoded: children with nothing to steal and nowhere to go.

Each child has a process group, limits, the lowest useful priority, an empty environment and folder, and, where the
machine allows it, no network and no files. When the sandbox closes, its children are gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_LAUNCHER = str(Path(__file__).with_name("launch.py"))
_PROJECT = str(Path(__file__).parents[2])
_GRACE_SECONDS = 2.0

Stream = int | IO[bytes]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use. Three GiB is enough for 4K HEVC; one is too little even for 1080p."""

    cpu_seconds: int
    memory: int = 3 << 30
    open_files: int = 64

    def by_name(self) -> dict[str, int]:
        return {
            "RLIMIT_AS": self.memory,
            "RLIMIT_CPU": self.cpu_seconds,
            "RLIMIT_FSIZE": 0,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_CORE": 0,
        }


class Sandbox:
    """Starts children, and ends all of them when it is left."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="vig-sandbox-")
        self._children: list[subprocess.Popen[bytes]] = []

    def start_program(
        self, command: Sequence[str], *, limits: Limits, stdin: Stream, keep: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        """A program with its absolute path; `keep` are the descriptors that stay open in it, under the same numbers."""
        order = {"command": list(command), "import_from": []}
        return self._start(order, limits=limits, stdin=stdin, stdout=subprocess.DEVNULL, keep=keep)

    def start_module(
        self, name: str, arguments: Sequence[str], *, limits: Limits, keep: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        """A module of ours with a `main(arguments)`, whose stdout is for the caller to read or pass on."""
        order = {"command": [name, *arguments], "import_from": [_PROJECT, *filter(None, sys.path)]}
        return self._start(order, limits=limits, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, keep=keep)

    def _start(
        self,
        order: dict[str, list[str]],
        *,
        limits: Limits,
        stdin: Stream,
        stdout: Stream,
        keep: Sequence[int],
    ) -> subprocess.Popen[bytes]:
        whole_order = json.dumps({**order, "limits": limits.by_name()})
        child = subprocess.Popen(  # noqa: S603 - a list, no shell; the command is built by us
            [sys.executable, "-I", "-S", _LAUNCHER, whole_order],
            stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, bufsize=0,
            pass_fds=keep, cwd=self._folder, process_group=0,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
        )  # fmt: skip
        self._children.append(child)
        return child

    def close(self) -> None:
        for child in self._children:
            _signal(child, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE_SECONDS
        for child in self._children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
            _signal(child, signal.SIGKILL)
            child.wait()
            _close_streams(child)
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _signal(child: subprocess.Popen[bytes], which: signal.Signals) -> None:
    """To the whole group, and only while the child has not been reaped: its number may be another's afterwards."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, which)


def _close_streams(child: subprocess.Popen[bytes]) -> None:
    for stream in (child.stdout, child.stderr):
        if stream is not None:
            stream.close()
