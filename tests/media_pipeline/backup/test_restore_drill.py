"""The drill: a service is backed up while it works, lost, and brought back on another machine.

Runs on SQLite and files, and again on PostgreSQL.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
from tusclient.client import TusClient

from tests.e2e.program import Json, Program
from tests.films import make_film, read_barcodes
from tests.media_pipeline.backup.plaintext import Plaintext, content_of, files_in
from tests.services.platform import Platform, descendants_of
from tests.services.waiting import wait_until

pytestmark = [pytest.mark.services, pytest.mark.timeout(900)]  # two whole platforms, on a machine that is busy


WHERE_IT_LIES = """
SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()
"""

TELL_KEYS = """
from media_pipeline.keys import masters, rings, unwrap
from media_pipeline.models import Recording
film = Recording.objects.filter(state="ready").first()
on_the_ring = rings._key_on_ring(film.key_ring, rings.id_of(film.wrapped_key))
data_key = unwrap(film.key_ring, film.wrapped_key)
print(*(key.hex() for key in (masters.masters()[0].key, rings.ring_keys(film.key_ring)[0], on_the_ring, data_key)))
"""


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
    seen: dict[str, bytes]
    place: Path

    @property
    def plain(self) -> list[bytes]:
        """The film as it was uploaded, and all that was made of it; playlists are not film."""
        return [self.path.read_bytes(), *(got for path, got in self.seen.items() if not path.endswith(".m3u8"))]


def seen_of(mira: Program, film: Json, clip: Json) -> dict[str, bytes]:
    """What a player and a download get."""
    paths = [clip["download_url"], film["poster_url"], film["peaks_url"], film["scrub"]["url"]]
    for name in ("hi", "lo", "sound"):
        folder = film["playlist_url"].removesuffix("master.m3u8") + name
        paths += [f"{folder}.m3u8", f"{folder}/init.mp4", f"{folder}/0.m4s", f"{folder}/2.m4s"]
    return {path: mira.download(path) for path in paths}


@pytest.fixture(scope="module")
def drill(make_platform: Callable[..., Platform], tmp_path_factory: pytest.TempPathFactory) -> Drill:
    place = tmp_path_factory.mktemp("drill")
    path = make_film(place / "film.mp4", seconds=3, frame_rate="25", size="320x240")
    lost = make_platform(TMPDIR=str(tmp_path_factory.mktemp("lost")))
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

    found = make_platform(TMPDIR=str(tmp_path_factory.mktemp("found")))
    refused(found, place)
    said = found.manage(
        "restore", str(place / "backup"), "--keys", str(place / "elsewhere"), "--force",
        "--shredded", str(lost.data / "keys" / "shredded.log"),
    )  # fmt: skip
    assert "Shredded again, because they were shredded since: 1 films" in said
    found.start()
    mira.url = found.url
    return Drill(lost, found, mira, film, clip, withdrawn, half, path, seen, place)


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


def written_by(platform: Platform) -> list[Path]:
    """Everything that it, its database and its commands have on a disk: write-ahead logs, scratch and log too."""
    places = [platform.data, platform.log, Path(platform.environment["TMPDIR"])]
    if address := platform.environment.get("VIG_DATABASE_URL"):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            cluster, oid = connection.execute(WHERE_IT_LIES).fetchone() or ("", "")
        places += [Path(cluster) / "base" / str(oid), Path(cluster) / "pg_wal"]
    return [path for path in files_in(*places) if "static" not in path.parts]


def test_no_film_lies_anywhere_in_the_clear(drill: Drill) -> None:
    film = Plaintext(drill.plain)
    planted = drill.place / "planted"
    planted.write_bytes(b"x" * 1001 + drill.path.read_bytes()[5000:5100] + b"y" * 1001)

    written = [*written_by(drill.lost), *written_by(drill.found), *files_in(drill.place / "backup")]

    assert film.found_in(planted), "the search finds a hundred bytes of film"
    assert len([path for path in written if "films" in path.parts]) > 30
    assert [path for path in written if film.found_in(path)] == []


def processes_of(platform: Platform) -> list[int]:
    assert platform.process
    return descendants_of(platform.process.pid)


def test_no_key_lies_outside_the_folder_of_keys(drill: Drill) -> None:
    said = drill.found.manage("shell", "-v0", "-c", TELL_KEYS)
    keys = [bytes.fromhex(word) for word in said.split()[-4:]]
    forms = [form for key in keys for form in (key, key.hex().encode(), base64.b64encode(key))]
    master = base64.b64encode(keys[0])
    assert master in forms
    assert master in (drill.found.data / "keys" / "master.key").read_bytes(), "the one place where it may be"

    written = [path for path in written_by(drill.found) if "keys" not in path.parts]
    processes = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes_of(drill.found)]

    assert len(processes) >= 4
    assert not [path for path in written if any(form in content_of(path) for form in forms)]
    assert not [words for words in processes if any(form in words for form in forms)]


def test_a_crash_leaves_no_memory_behind(drill: Drill) -> None:
    for pid in processes_of(drill.found):
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits)
