"""A worker that dies loses at most the second that it was working on."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest

from tests.films import make_film, read_barcodes
from tests.media_pipeline.engine.collected import Collected, Interrupted, transcode_film


def times(file: bytes) -> list[int | None]:
    with av.open(io.BytesIO(file), "r") as container:
        return [packet.pts for packet in container.demux() if packet.size]


@pytest.mark.parametrize("frame_rate", ["29.97", "30"])
def test_a_resumed_film_has_the_frames_of_an_uninterrupted_one(tmp_path: Path, frame_rate: str) -> None:
    film = make_film(tmp_path / "film.mov", seconds=20, frame_rate=frame_rate, size="640x360")
    whole, resumed = Collected(), Collected(dies_after=8)
    transcode_film(film, whole)

    with pytest.raises(Interrupted):
        transcode_film(film, resumed)
    result = transcode_film(film, resumed)

    assert read_barcodes(resumed.file("hi")) == read_barcodes(resumed.file("lo")) == list(range(result.frames))
    assert times(resumed.file("hi")) == times(whole.file("hi"))
    assert resumed.file("sound") == whole.file("sound")
    assert resumed.progressed[-1] == result.frames == len(times(whole.file("lo")))


@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "libx265"), ("a.ts", "libx264"), ("a.mpg", "mpeg2video")])
def test_resumes_in_formats_that_seek_differently(tmp_path: Path, name: str, codec: str) -> None:
    film = make_film(tmp_path / name, seconds=8, size="320x180", codec=codec)
    sink = Collected(dies_after=5)

    with pytest.raises(Interrupted):
        transcode_film(film, sink)
    transcode_film(film, sink)

    assert read_barcodes(sink.file("hi")) == read_barcodes(sink.file("lo")) == list(range(240))


def test_an_uneven_film_resumes_to_the_same_frames(tmp_path: Path) -> None:
    film = make_film(tmp_path / "phone.mov", seconds=8, size="320x180", variable=True)
    whole, resumed = Collected(), Collected(dies_after=4)
    transcode_film(film, whole)

    with pytest.raises(Interrupted):
        transcode_film(film, resumed)
    transcode_film(film, resumed)

    assert read_barcodes(resumed.file("hi")) == read_barcodes(whole.file("hi"))


def test_resuming_what_was_finished_adds_nothing(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=3, size="320x180")
    sink = Collected()
    first = transcode_film(film, sink)
    before = sink.file("hi")

    again = transcode_film(film, sink)

    assert again == first
    assert sink.file("hi") == before


WORKER = """
import pathlib, sys
from tests.media_pipeline.engine.collected import Collected, transcode_film

class Telling(Collected):
    def fragment(self, rendition, fragment):
        print(rendition, flush=True)

transcode_film(pathlib.Path(sys.argv[1]), Telling())
"""


def still_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_worker_killed_outright_leaves_nobody_working(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", seconds=20, size="640x360")
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(film)], stdout=subprocess.PIPE)
    assert worker.stdout is not None
    worker.stdout.readline()
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    assert len(children) >= 2

    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()

    deadline = time.monotonic() + 30
    while any(still_running(int(child)) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if still_running(int(child))]
