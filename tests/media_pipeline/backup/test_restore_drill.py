"""The drill: a service is backed up while it works, lost, and brought back on another machine.

Runs on SQLite and files, and again on PostgreSQL.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from tusclient.client import TusClient

from tests.e2e.program import Json, Program
from tests.films import make_film, read_barcodes
from tests.services.platform import Platform
from tests.services.waiting import wait_until

pytestmark = pytest.mark.services


@dataclass
class Drill:
    lost: Platform
    found: Platform
    mira: Program
    film: Json
    clip: Json
    withdrawn: Json
    half: Json
    path: Path
    seen: dict[str, str]


def seen_of(mira: Program, film: Json, clip: Json) -> dict[str, str]:
    """Digests of what a player and a download get."""
    paths = [clip["download_url"], film["poster_url"], film["peaks_url"], film["scrub"]["url"]]
    for name in ("hi", "lo", "sound"):
        folder = film["playlist_url"].removesuffix("master.m3u8") + name
        paths += [f"{folder}.m3u8", f"{folder}/init.mp4", f"{folder}/0.m4s", f"{folder}/2.m4s"]
    return {path: hashlib.sha256(mira.download(path)).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def drill(make_platform: Callable[..., Platform], tmp_path_factory: pytest.TempPathFactory) -> Drill:
    place = tmp_path_factory.mktemp("drill")
    path = make_film(place / "film.mp4", seconds=3, frame_rate="25", size="320x240")
    lost = make_platform()
    lost.start()
    mira = Program(lost)
    film, withdrawn = mira.ready_film(path), mira.ready_film(path)
    clip = mira.cut_clip(film, 10, 40)
    half = mira.add_film(mira.open_cycle())
    client = TusClient(lost.url + half["upload_url"], headers=mira.headers)
    uploader: Any = client.uploader(str(path), chunk_size=path.stat().st_size // 2)
    uploader.upload_chunk()
    seen = seen_of(mira, film, clip)

    said = lost.manage("backup", str(place / "backup"), "--keys", str(place / "elsewhere"))
    assert "compared" in said
    deleted = requests.delete(f"{lost.url}/api/v1/films/{withdrawn['id']}/", headers=mira.headers, timeout=30)
    assert deleted.status_code == 204
    lost.stop()

    found = make_platform()
    refused(found, place)
    said = found.manage(
        "restore", str(place / "backup"), "--keys", str(place / "elsewhere"), "--force",
        "--shredded", str(lost.data / "keys" / "shredded.log"),
    )  # fmt: skip
    assert "Shredded again, because they were shredded since: 1 films" in said
    found.start()
    mira.url = found.url
    return Drill(lost, found, mira, film, clip, withdrawn, half, path, seen)


def refused(found: Platform, place: Path) -> None:
    """There are people in its database."""
    with pytest.raises(AssertionError, match="There is something in the database already"):
        found.manage("restore", str(place / "backup"), "--keys", str(place / "elsewhere"))


def test_films_play_and_clips_download_byte_for_byte(drill: Drill) -> None:
    assert seen_of(drill.mira, drill.film, drill.clip) == drill.seen
    assert read_barcodes(drill.mira.download(drill.clip["download_url"])) == list(range(10, 40))


def test_what_was_shredded_after_the_backup_stays_shredded(drill: Drill) -> None:
    segment = drill.withdrawn["playlist_url"].removesuffix("master.m3u8") + "hi/0.m4s"

    answer = requests.get(drill.found.url + segment, headers=drill.mira.headers, timeout=30)

    assert answer.status_code == 404
    proof = drill.found.manage(
        "shell", "-v0", "-c",
        "from media_pipeline.models import Destruction as D; d = D.objects.get(); "
        "print(d.why, d.proved_at is not None, len(d.present_before) == len(d.object_names) > 9, d.present_after)",
    )  # fmt: skip
    assert proof.split("\n")[-2] == "shredded_before_restore True True []"


def test_an_upload_that_was_under_way_goes_on(drill: Drill) -> None:
    standing = drill.mira.film(drill.half)["upload"]
    client = TusClient(drill.found.url, headers=drill.mira.headers)
    uploader = client.uploader(str(drill.path), url=drill.found.url + standing["url"])
    assert 0 < standing["offset"] < drill.path.stat().st_size

    uploader.upload()

    wait_until(lambda: drill.mira.film(drill.half)["state"] == "ready", seconds=60, what="the film is ready")


def test_is_written_down(drill: Drill) -> None:
    said = drill.found.manage(
        "shell", "-v0", "-c",
        "from vig.audit.models import Event; print(*Event.objects.filter(name='media.restored').values_list('name'))",
    )  # fmt: skip
    assert said.count("media.restored") == 1
