"""Whoever is killed, and whenever: every film is finished, every byte received is kept, and nobody works on alone."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from tests.e2e.program import Json, Program
from tests.films import make_film, read_barcodes
from tests.services.platform import Platform, descendants_of
from tests.services.waiting import wait_until

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def own(make_platform: Callable[..., Platform]) -> Iterator[Platform]:
    platform = make_platform()
    platform.start()
    yield platform
    platform.stop()


@pytest.fixture(scope="module")
def mira(own: Platform) -> Program:
    return Program(own)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_film(tmp_path_factory.mktemp("films") / "film.mp4", seconds=20, frame_rate="25")


@pytest.fixture
def at_work(mira: Program, path: Path) -> Json:
    """A film that a worker is busy with: some of it can be watched, the rest is still to come."""
    film = mira.add_film(mira.open_cycle())
    mira.upload(film, path)
    wait_until(lambda: mira.film(film)["playable"], what="the beginning of the film can be watched")
    assert mira.film(film)["state"] == "processing"
    return film


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def is_whole(film: Json, *, mira: Program) -> None:
    wait_until(lambda: mira.film(film)["state"] != "processing", seconds=150, what="the film is finished")
    assert (mira.film(film)["state"], mira.film(film)["frames"]) == ("ready", 500)
    clip = mira.cut_clip(film, 0, 500)
    assert read_barcodes(mira.download(clip["download_url"])) == list(range(500))


def test_a_film_is_finished_although_its_worker_was_killed(own: Platform, mira: Program, at_work: Json) -> None:
    helpers = descendants_of(own.children["films"])
    assert helpers

    own.kill("films")

    wait_until(lambda: not any(map(alive, helpers)), seconds=20, what="its ffmpeg is gone with it")
    is_whole(at_work, mira=mira)


def test_a_film_is_finished_although_the_platform_was_stopped(own: Platform, mira: Program, at_work: Json) -> None:
    helpers = descendants_of(own.children["films"])

    own.stop()

    assert not any(map(alive, helpers))
    own.start()
    is_whole(at_work, mira=mira)


def test_an_upload_goes_on_although_the_web_was_killed(own: Platform, mira: Program, path: Path) -> None:
    film = mira.add_film(mira.open_cycle())
    url = mira.url + film["upload_url"]
    uploader: Any = TusClient(url, headers=mira.headers).uploader(str(path), chunk_size=path.stat().st_size // 8)
    for _ in range(3):
        uploader.upload_chunk()

    for pid in [*own.web_processes, own.children["web"]]:
        os.kill(pid, signal.SIGKILL)
    with pytest.raises((TusCommunicationError, requests.ConnectionError)):
        uploader.upload_chunk()
    wait_until(own.ready, what="the web is back")

    assert uploader.get_offset() == 3 * (path.stat().st_size // 8)
    uploader.offset = uploader.get_offset()
    uploader.upload()
    is_whole(film, mira=mira)
