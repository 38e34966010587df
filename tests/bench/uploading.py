"""A film arrives: how fast, and with how much memory, against `cat` and the protocol's reference server."""

import os
import socket
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.figure import Figure, Target, mebibytes, seconds
from tests.bench.measuring import (
    Spent,
    Stopwatch,
    cpu_of,
    cpu_of_ended_children,
    forget_peak_memory,
    in_turns,
    middle,
    peak_memory,
)
from tests.bench.sender import create, patch, send
from tests.bench.servers import Missing, Server, tus_server
from tests.bench.workshop import Workshop

MEBIBYTE = 2**20
MOST_GROWTH = 32 * MEBIBYTE
"""What a process may hold more for a large film than for a small one: noise of the allocator."""

Way = Callable[[], Spent]


def measure(workshop: Workshop) -> Figure:
    large = film_of(workshop.folder, workshop.choose(full=1024, quick=32))
    small = film_of(workshop.folder, workshop.choose(full=100, quick=8))
    rounds = workshop.choose(full=5, quick=1)
    skipped: list[str] = []
    with ExitStack() as stack:
        ways: dict[str, Way] = {"cat": partial(through_cat, large, workshop.folder / "copy")}
        ways["platform"] = partial(to_platform, workshop, large)
        try:
            reference = stack.enter_context(tus_server(workshop.folder / "tus"))
            ways["@tus/server"] = partial(to_reference, reference, large, workshop.folder / "tus")
        except Missing as missing:
            skipped.append(f"Skipped @tus/server: {missing}.")
        memory = {name: peak_after(workshop, film) for name, film in (("small", small), ("large", large))}
        found = {name: middle(spent) for name, spent in in_turns(rounds, ways).items()}
    return Figure(
        rounds=rounds,
        head=("", "time", "MiB/s", "CPU of the receiver"),
        rows=[row(name, large.stat().st_size, spent) for name, spent in found.items()],
        targets=[*not_slower(found), constant_memory(memory)],
        remarks=[f"Peak memory of the largest web process: {peaks(memory, small, large)}.", *skipped],
    )


def row(name: str, size: int, spent: Spent) -> tuple[str, str, str, str]:
    return name, seconds(spent.wall), f"{size / MEBIBYTE / spent.wall:.0f}", seconds(spent.cpu)


def not_slower(found: dict[str, Spent]) -> list[Target]:
    if "@tus/server" not in found:
        return []
    ratio = found["platform"].wall / found["@tus/server"].wall
    return [Target("not slower than @tus/server", f"{ratio:.2f} times its time", ratio <= 1)]


def constant_memory(memory: dict[str, int]) -> Target:
    growth = memory["large"] - memory["small"]
    return Target("memory does not grow with the film", f"{growth / MEBIBYTE:+.0f} MiB", growth < MOST_GROWTH)


def peaks(memory: dict[str, int], small: Path, large: Path) -> str:
    sizes = {"small": small.stat().st_size, "large": large.stat().st_size}
    return ", ".join(f"{mebibytes(memory[name])} while {mebibytes(size)} arrived" for name, size in sizes.items())


def film_of(folder: Path, mebibytes: int) -> Path:
    path = folder / f"{mebibytes}.bytes"
    noise = os.urandom(4 * MEBIBYTE)
    with path.open("wb") as film:
        for _ in range(0, mebibytes, 4):
            film.write(noise)
    return path


def through_cat(film: Path, copy: Path) -> Spent:
    settle(copy)
    with socket.create_server(("127.0.0.1", 0)) as listening, copy.open("wb") as out:
        watch = Stopwatch(cpu_of_ended_children)
        sending = socket.create_connection(listening.getsockname())
        receiving, _ = listening.accept()
        with receiving:
            receiver = subprocess.Popen(["cat"], stdin=receiving.fileno(), stdout=out)
        with sending:
            send(sending, film)
        if receiver.wait():
            raise RuntimeError("cat failed")
        return watch.spent


def to_platform(workshop: Workshop, film: Path) -> Spent:
    settle()
    added, web = workshop.add_film(), workshop.platform.web_processes
    headers, port = workshop.mira.headers, workshop.platform.port
    watch = Stopwatch(lambda: cpu_of(web))
    path = create(port, added["upload_url"], length=film.stat().st_size, headers=headers)
    patch(port, path, film, headers=headers)
    spent = watch.spent
    workshop.forget(added)
    return spent


def to_reference(server: Server, film: Path, folder: Path) -> Spent:
    settle(*folder.iterdir())
    watch = Stopwatch(lambda: cpu_of(server.pids))
    path = urlsplit(create(server.port, "/files", length=film.stat().st_size, headers={})).path
    patch(server.port, path, film, headers={})
    return watch.spent


def settle(*left_over: Path) -> None:
    """What an earlier turn has left to write must not slow down the next one."""
    for path in left_over:
        path.unlink(missing_ok=True)
    os.sync()


def peak_after(workshop: Workshop, film: Path) -> int:
    web = workshop.platform.web_processes
    forget_peak_memory(web)
    to_platform(workshop, film)
    return peak_memory(web)
