"""How long after the last byte has arrived the film can be watched, and that its length makes no difference."""

import time
from functools import partial
from pathlib import Path
from statistics import median

from media_pipeline.engine.fragments import Fragment
from media_pipeline.engine.probe import probe_film
from media_pipeline.engine.source import FileSource
from media_pipeline.engine.transcode import transcode
from tests.bench.figure import Figure, Target, seconds
from tests.bench.measuring import in_turns
from tests.bench.workshop import POLL_SECONDS, Workshop

TARGET_SECONDS = 2.0
SAME = 1.25
"""Longest wait divided by shortest that we still call the same."""


class Playable(Exception):
    """Enough has come out of the engine to begin watching."""


class UntilPlayable:
    """A sink that wants one fragment of the picture and one of the sound."""

    def __init__(self) -> None:
        self._missing = {"hi", "sound"}

    def fragment(self, rendition: str, fragment: Fragment) -> None:
        self._missing.discard(rendition)
        if not self._missing:
            self.at = time.perf_counter()
            raise Playable

    def init(self, rendition: str, payload: bytes) -> None: ...
    def poster(self, jpeg: bytes) -> None: ...
    def peaks(self, data: bytes) -> None: ...
    def progress(self, frames_done: int) -> None: ...


def measure(workshop: Workshop) -> Figure:
    lengths = workshop.choose(full=(60, 300, 1200), quick=(4, 8))
    rounds = workshop.choose(full=3, quick=1)
    films = {length: workshop.camera_film(length) for length in lengths}
    on_platform = in_turns(rounds, {str(n): partial(wait_on_platform, workshop, films[n]) for n in lengths})
    in_engine = in_turns(rounds, {str(n): partial(wait_for_engine, films[n]) for n in lengths})
    return Figure(
        rounds=rounds,
        head=("film", "size", "upload complete to playable", "slowest", "of that, the engine"),
        rows=[row(n, films[n], on_platform[str(n)], in_engine[str(n)]) for n in lengths],
        targets=targets([median(waits) for waits in on_platform.values()]),
    )


def row(length: int, film: Path, waits: list[float], engine: list[float]) -> tuple[str, ...]:
    name = f"{length // 60} min" if length >= 60 else f"{length} s"
    found = (median(waits), max(waits), median(engine))
    return name, f"{film.stat().st_size / 1e6:.0f} MB", *map(seconds, found)


def targets(waits: list[float]) -> list[Target]:
    spread = max(waits) / min(waits)
    return [
        Target("under 2 s", f"{seconds(max(waits))} at most", max(waits) < TARGET_SECONDS),
        Target("the same for all lengths", f"longest wait {spread:.2f} times the shortest", spread < SAME),
    ]


def wait_on_platform(workshop: Workshop, path: Path) -> float:
    film = workshop.add_film()
    workshop.mira.upload(film, path, piece=2**25)
    arrived = time.perf_counter()
    url = f"{workshop.platform.url}/api/v1/films/{film['id']}/"
    while not workshop.session.get(url, timeout=30).json()["playable"]:
        time.sleep(POLL_SECONDS)
    waited = time.perf_counter() - arrived
    workshop.forget(film)
    return waited


def wait_for_engine(path: Path) -> float:
    sink, began = UntilPlayable(), time.perf_counter()
    source = FileSource(path)
    try:
        transcode(source, probe_film(source), sink=sink, stored={}, cancelled=lambda: False)
    except Playable:
        return sink.at - began
    raise RuntimeError(f"{path} was never playable")
