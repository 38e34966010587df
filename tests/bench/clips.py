"""A moment is marked: how soon it plays, how soon it is a file of exactly those frames, and what a re-encode costs."""

import io
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from media_pipeline.engine.cut import cut_clip
from media_pipeline.engine.timing import FrameRate
from tests.bench.bare import encode_range, join_tracks
from tests.bench.figure import Figure, Target, milliseconds, seconds, times
from tests.bench.measuring import Spent, Stopwatch, middle, own_cpu, run
from tests.bench.workshop import POLL_SECONDS, LongFilm, Workshop

RATE = FrameRate(30)
INTO_A_GROUP = 17
"""Moments begin anywhere: the head of the clip has to be encoded again."""
FASTER = {10: 10, 60: 40}
PLAYABLE_SECONDS = 0.1


@dataclass(frozen=True)
class Marked:
    playable: float
    file: float


@dataclass(frozen=True)
class Round:
    """The same range, made into a clip by each way in turn."""

    bare: Spent
    engine: Spent
    marked: Marked


@dataclass(frozen=True)
class Measured:
    length: int
    bare: Spent
    engine: Spent
    playable: float
    file: float

    @property
    def engine_faster(self) -> float:
        return self.bare.wall / self.engine.wall

    @property
    def file_faster(self) -> float:
        return self.bare.wall / self.file


def measure(workshop: Workshop) -> Figure:
    long = workshop.long_film
    whole = one_file(long, workshop.folder)
    rounds = workshop.choose(full=5, quick=1)
    lengths = workshop.choose(full=(10, 60), quick=(2, 10))
    found = [measure_length(workshop, long, whole, length, rounds) for length in lengths]
    return Figure(
        rounds=rounds,
        head=("", *(f"{one.length} s" for one in found)),
        rows=[
            ("bare ffmpeg, all encoded again", *(seconds(one.bare.wall) for one in found)),
            ("the cut alone (engine)", *(seconds(one.engine.wall) for one in found)),
            ("**faster than bare**", *(f"**{times(one.engine_faster)}**" for one in found)),
            ("the same in CPU", *(times(one.bare.cpu / one.engine.cpu) for one in found)),
            ("saved to file, whole platform", *(seconds(one.file) for one in found)),
            ("**faster than bare**", *(f"**{times(one.file_faster)}**" for one in found)),
            ("saved to plays", *(milliseconds(one.playable) for one in found)),
        ],
        targets=[*playable_target(found), *(one for each in found for one in faster_targets(each))],
    )


def playable_target(found: list[Measured]) -> list[Target]:
    slowest = max(one.playable for one in found)
    return [Target("plays within 100 ms of being saved", milliseconds(slowest), slowest < PLAYABLE_SECONDS)]


def faster_targets(one: Measured) -> list[Target]:
    wanted = FASTER.get(one.length, 1)
    said = f"{one.length} s clip {wanted}x faster than a re-encode"
    return [
        Target(f"{said}, the cut alone", times(one.engine_faster), one.engine_faster >= wanted),
        Target(f"{said}, whole platform", times(one.file_faster), one.file_faster >= wanted),
    ]


def measure_length(workshop: Workshop, long: LongFilm, whole: Path, length: int, rounds: int) -> Measured:
    frames, last = length * RATE.gop, (long.seconds - length) * RATE.gop
    starts = [group * RATE.gop + INTO_A_GROUP for group in range(0, last // RATE.gop, last // RATE.gop // rounds)]
    found = [one_round(workshop, long, whole, start, frames) for start in starts[:rounds]]
    return Measured(
        length=length,
        bare=middle([one.bare for one in found]),
        engine=middle([one.engine for one in found]),
        playable=median(one.marked.playable for one in found),
        file=median(one.marked.file for one in found),
    )


def one_round(workshop: Workshop, long: LongFilm, whole: Path, start: int, frames: int) -> Round:
    return Round(
        bare=run(encode_range(whole, workshop.folder / "clip.mp4", rate=RATE, start=start, frames=frames)),
        engine=cut(long.plain, start, start + frames),
        marked=mark(workshop, long, start, start + frames),
    )


def one_file(long: LongFilm, folder: Path) -> Path:
    """The rendition as a plain ffmpeg wants it."""
    picture, sound = (joined(long.plain / name, folder / f"{name}.mp4") for name in ("hi", "sound"))
    run(join_tracks(picture, sound, folder / "whole.mp4"))
    return folder / "whole.mp4"


def joined(folder: Path, file: Path) -> Path:
    with file.open("wb") as whole:
        for piece in (folder / "init.mp4", *fragments_of(folder)):
            whole.write(piece.read_bytes())
    return file


def fragments_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.m4s"), key=lambda path: int(path.stem))


def cut(plain: Path, start: int, end: int) -> Spent:
    """In this process, from fragments in memory into memory. All sound is offered: the engine takes what it needs."""
    first, last = start // RATE.gop, -(-end // RATE.gop)
    picture = [path.read_bytes() for path in fragments_of(plain / "hi")[first:last]]
    sound = [path.read_bytes() for path in fragments_of(plain / "sound")[max(0, first - 2) : last + 2 + last // 300]]
    watch = Stopwatch(own_cpu)
    result = cut_clip(
        frame_rate=RATE,
        start_frame=start,
        end_frame=end,
        picture_init=(plain / "hi" / "init.mp4").read_bytes(),
        picture=picture,
        sound_init=(plain / "sound" / "init.mp4").read_bytes(),
        sound=sound,
        out=io.BytesIO(),
    )
    spent = watch.spent
    if not result.has_sound or not 0 < result.reencoded_frames < RATE.gop:
        raise RuntimeError(f"this is not the cut that was to be measured: {result}")
    return spent


def mark(workshop: Workshop, long: LongFilm, start: int, end: int) -> Marked:
    url, session = workshop.platform.url, workshop.session
    moment = {"start_frame": start, "end_frame": end, "title": "She waits"}
    began = time.perf_counter()
    clip = session.post(url + long.film["clips_url"], json=moment, timeout=30).json()
    for playlist in (clip["playlist_url"], f"/media/clips/{clip['id']}/hi.m3u8"):
        session.get(url + playlist, timeout=30).raise_for_status()
    plays = time.perf_counter() - began
    while not (clip := session.get(f"{url}/api/v1/clips/{clip['id']}/", timeout=30).json())["download_url"]:
        if clip["failure"]:
            raise RuntimeError(f"the clip could not be cut: {clip['failure']}")
        time.sleep(POLL_SECONDS)
    return Marked(plays, time.perf_counter() - began)
