"""A film is watched: authorised and unsealed a segment at a time, against nginx with the same bytes in the plain."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from tests.bench.figure import Figure
from tests.bench.measuring import Stopwatch, cpu_of, in_turns
from tests.bench.servers import Missing, nginx
from tests.bench.workshop import Workshop
from tests.services.platform import PROJECT

READERS = (1, 4)
LEAST_CPU = 0.0001
"""Seconds; the kernel counts in hundredths of a second, which are too coarse for less."""


@dataclass(frozen=True)
class Site:
    """Where the segments of one film can be read."""

    port: int
    paths: Sequence[str]
    pids: Sequence[int]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Read:
    requests: float
    megabytes: float
    cpu: float
    """Requests and megabytes a second; CPU seconds a request."""


def measure(workshop: Workshop) -> Figure:
    rounds = workshop.choose(full=5, quick=1)
    ours = platform_site(workshop, workshop.choose(full=400, quick=20))
    rows, skipped = [], []
    try:
        with nginx(workshop.long_film.plain, workshop.folder / "nginx") as server:
            plain = Site(server.port, [path.removeprefix(prefix(workshop)) for path in ours.paths], server.pids, {})
            for readers in READERS:
                ways = {"nginx, plain": partial(read, plain, readers), "platform": partial(read, ours, readers)}
                rows += [row(name, readers, found) for name, found in in_turns(rounds, ways).items()]
    except Missing as missing:
        skipped = [f"Skipped nginx: {missing}."]
        rows = [row("platform", readers, [read(ours, readers) for _ in range(rounds)]) for readers in READERS]
    return Figure(
        rounds=rounds,
        head=("", "readers", "requests a second", "MB/s", "CPU of the server a request"),
        rows=rows,
        remarks=skipped,
    )


def row(name: str, readers: int, found: Sequence[Read]) -> tuple[str, ...]:
    requests, megabytes, cpu = (
        median(getattr(one, what) for one in found) for what in ("requests", "megabytes", "cpu")
    )
    return (
        name,
        str(readers),
        f"{requests:.0f}",
        f"{megabytes:.0f}",
        f"{cpu * 1000:.1f} ms" if cpu > LEAST_CPU else "under 0.1 ms",
    )


def platform_site(workshop: Workshop, segments: int) -> Site:
    numbers = range(min(segments, workshop.long_film.seconds))
    paths = [f"{prefix(workshop)}/hi/{number}.m4s" for number in numbers]
    platform = workshop.platform
    return Site(platform.port, paths, platform.web_processes, workshop.mira.headers)


def prefix(workshop: Workshop) -> str:
    return f"/media/films/{workshop.long_film.film['id']}"


def read(site: Site, readers: int) -> Read:
    viewers = [start_viewer(site) for _ in range(readers)]
    watch = Stopwatch(lambda: cpu_of(site.pids))
    for viewer in viewers:
        tell(viewer, "")
    results = [json.loads(heard(viewer)) for viewer in viewers]
    cpu, wall = watch.spent.cpu, max(result["seconds"] for result in results)
    for viewer in viewers:
        viewer.communicate()
    requests = readers * len(site.paths)
    return Read(requests / wall, sum(result["bytes"] for result in results) / 1e6 / wall, cpu / requests)


def start_viewer(site: Site) -> subprocess.Popen[str]:
    """Connected, and its first request answered."""
    command = [sys.executable, "-m", "tests.bench.reader"]
    viewer = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    tell(viewer, json.dumps({"port": site.port, "paths": list(site.paths), "headers": dict(site.headers)}))
    heard(viewer)
    return viewer


def tell(viewer: subprocess.Popen[str], line: str) -> None:
    assert viewer.stdin
    viewer.stdin.write(line + "\n")
    viewer.stdin.flush()


def heard(viewer: subprocess.Popen[str]) -> str:
    assert viewer.stdout
    line = viewer.stdout.readline()
    if not line:
        raise RuntimeError("a reader ended early")
    return line
