"""What making a film ready costs beyond the encoding that any tool would have to do."""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from media_pipeline.engine.probe import FilmFacts, probe_film
from media_pipeline.engine.sandbox import Limits, Sandbox
from media_pipeline.engine.scrub import make_scrub_sheet
from media_pipeline.engine.source import FileSource, SourceServer
from tests.bench.bare import make_renditions
from tests.bench.figure import Figure, Target, seconds
from tests.bench.measuring import (
    Spent,
    Stopwatch,
    cpu_of,
    cpu_of_ended_children,
    in_turns,
    middle,
    own_cpu,
    own_cpu_of,
    run,
)
from tests.bench.workshop import Workshop
from tests.media_pipeline.engine.collected import Collected, transcode_film

MOST = 1.10
POLL_SECONDS = 0.25


@dataclass(frozen=True)
class Processing(Spent):
    """`worker` is the CPU of the worker's own process: sealing, storing, progress, the scrub sheet."""

    worker: float


def measure(workshop: Workshop) -> Figure:
    film = workshop.camera_film(workshop.choose(full=60, quick=4))
    facts = probe_film(FileSource(film))
    rounds = workshop.choose(full=3, quick=1)
    bare_command = make_renditions(film, workshop.folder, rate=facts.frame_rate)
    found = in_turns(rounds, {"bare": partial(bare_run, bare_command), "platform": partial(process, workshop, film)})
    bare, ours = middle(found["bare"]), middle(found["platform"])
    return Figure(
        rounds=rounds,
        head=("", "wall", "CPU"),
        rows=[
            ("bare ffmpeg", seconds(bare.wall), seconds(bare.cpu)),
            ("platform", seconds(ours.wall), seconds(ours.cpu)),
            ("**ratio**", f"**{ours.wall / bare.wall:.2f}**", f"**{ours.cpu / bare.cpu:.2f}**"),
            ("of the platform: taking the film apart, twice", "", seconds(demuxing(film, facts))),
            ("of the platform: the worker's own process", "", seconds(median(one.worker for one in found["platform"]))),
            ("of that: scrub sheet", "", seconds(scrubbing(film, facts))),
        ],
        targets=[
            Target("at most 1.10 times the wall time", f"{ours.wall / bare.wall:.2f}", ours.wall <= MOST * bare.wall),
            Target("at most 1.10 times the CPU", f"{ours.cpu / bare.cpu:.2f}", ours.cpu <= MOST * bare.cpu),
        ],
    )


def bare_run(command: list[str]) -> Processing:
    spent = run(command)
    return Processing(spent.wall, spent.cpu, worker=0.0)


def process(workshop: Workshop, path: Path) -> Processing:
    film, worker = workshop.add_film(), [workshop.films_worker]
    own, whole = Stopwatch(lambda: own_cpu_of(worker)), Stopwatch(lambda: cpu_of(worker))
    workshop.mira.upload(film, path, piece=2**25)
    arrived = time.perf_counter()
    wait_until_ready(workshop, film["id"])
    return Processing(time.perf_counter() - arrived, whole.spent.cpu, worker=own.spent.cpu)


def wait_until_ready(workshop: Workshop, film_id: str) -> None:
    url = f"{workshop.platform.url}/api/v1/films/{film_id}/"
    while (film := workshop.session.get(url, timeout=30).json())["state"] == "processing":
        time.sleep(POLL_SECONDS)
    if film["state"] != "ready":
        raise RuntimeError(f"the film could not be made ready: {film['failure']}")


def demuxing(film: Path, facts: FilmFacts) -> float:
    """CPU of the children that parse the file and pass one stream on, and of answering what they ask for."""
    watch = Stopwatch(lambda: own_cpu() + cpu_of_ended_children())
    streams = [facts.stream, *([facts.sound.stream] if facts.sound else [])]
    for stream in streams:
        demux(film, stream, facts)
    return watch.spent.cpu


def demux(film: Path, stream: int, facts: FilmFacts) -> None:
    with SourceServer(FileSource(film)) as server, Sandbox() as sandbox:
        connection = server.connect()
        child = sandbox.start_module(
            "media_pipeline.engine.demux_child",
            [str(connection.fileno()), str(server.size), str(stream), str(facts.origin), "0"],
            limits=Limits(cpu_seconds=600),
            keep=[connection.fileno()],
        )
        connection.close()
        assert child.stdout
        while child.stdout.read(2**20):
            pass


def scrubbing(film: Path, facts: FilmFacts) -> float:
    made = Collected()
    transcode_film(film, made)
    fragments = [fragment.payload for fragment in made.fragments["lo"]]
    watch = Stopwatch(own_cpu)
    make_scrub_sheet(init=made.inits["lo"], fragments=fragments, frame_rate=facts.frame_rate)
    return watch.spent.cpu
