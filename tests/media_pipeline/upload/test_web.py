"""Uploads to a real web server: clients that we did not write, lost connections, killed processes, full disks."""

import fcntl
import hashlib
import io
import os
import random
import signal
import socket
import struct
import subprocess
import termios
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from django.db import connection
from tusclient.client import TusClient

from cases.models import Film
from media_pipeline.models import Recording
from media_pipeline.original import OriginalFilm
from tests.cast import Cast
from tests.services.waiting import wait_until
from vig.accounts.operations import issue_token

from .conftest import Web

MEGABYTE = 1024**2
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {"Content-Type": "application/offset+octet-stream"}


class Upload:
    """mira's program and one film, over real connections."""

    def __init__(self, web: Web, film: Film, token: str) -> None:
        self.web, self.film = web, film
        self.headers = {"Authorization": f"Token {token}", **TUS}
        self.creation_url = f"{web.url}/api/v1/films/{film.pk}/upload/"
        self.url = f"{web.url}/api/v1/uploads/{film.recording_id}/"

    def create(self, length: int) -> None:
        headers = {**self.headers, "Upload-Length": str(length)}
        requests.post(self.creation_url, headers=headers, timeout=60).raise_for_status()

    def patch(self, offset: int, body: bytes | Iterator[bytes]) -> requests.Response:
        headers = {**self.headers, **BYTES, "Upload-Offset": str(offset)}
        return requests.patch(self.url, data=body, headers=headers, timeout=60)

    def offset(self) -> int:
        return int(requests.head(self.url, headers=self.headers, timeout=60).headers["Upload-Offset"])

    def connect(self, offset: int, length: int) -> socket.socket:
        """A connection on which `length` bytes have been announced."""
        connected = socket.create_connection(("127.0.0.1", self.web.port))
        headers = {**self.headers, **BYTES, "Upload-Offset": offset, "Content-Length": length, "Host": "127.0.0.1"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        connected.sendall(f"PATCH /api/v1/uploads/{self.film.recording_id}/ HTTP/1.1\r\n{lines}\r\n".encode())
        return connected

    def arrived(self) -> bytes:
        film = OriginalFilm(Recording.objects.get(pk=self.film.recording_id))
        return film.read_at(0, film.size)


@pytest.fixture
def upload(web: Web, cast: Cast, film: Film) -> Upload:
    return Upload(web, film, issue_token(user=cast.mira))


def wait_until_received(connected: socket.socket) -> None:
    """Until the machine of the server has acknowledged every byte."""

    def unacknowledged() -> int:
        return int(struct.unpack("i", fcntl.ioctl(connected, termios.TIOCOUTQ, bytes(4)))[0])

    wait_until(lambda: unacknowledged() == 0, what="everything is acknowledged")


def test_a_client_that_we_did_not_write_uploads_a_film(upload: Upload) -> None:
    film = os.urandom(9 * MEGABYTE + 1)
    client = TusClient(upload.creation_url, headers=upload.headers)

    client.uploader(file_stream=io.BytesIO(film), chunk_size=4 * MEGABYTE + 7, upload_checksum=True).upload()

    assert upload.arrived() == film
    assert Recording.objects.get(pk=upload.film.recording_id).state == "processing"


def test_of_eight_at_one_offset_one_is_taken_and_the_others_are_told_409(upload: Upload) -> None:
    films = [os.urandom(5 * MEGABYTE) for _ in range(8)]
    upload.create(5 * MEGABYTE)

    with ThreadPoolExecutor(8) as at_once:
        statuses = list(at_once.map(lambda film: upload.patch(0, film).status_code, films))

    assert sorted(statuses) == [204] + [409] * 7
    assert upload.arrived() == films[statuses.index(204)]


def test_a_body_of_unknown_length_is_taken(upload: Upload) -> None:
    film = os.urandom(5 * MEGABYTE)
    upload.create(len(film))

    assert upload.patch(0, iter([film[:100], film[100:]])).status_code == 204

    assert upload.arrived() == film


def test_a_body_of_unknown_length_that_is_too_long_does_not_finish_the_film(upload: Upload) -> None:
    upload.create(5 * MEGABYTE)

    assert upload.patch(0, iter([os.urandom(5 * MEGABYTE), b"!"])).status_code == 413

    assert upload.offset() == 4 * MEGABYTE


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
def test_every_byte_that_arrived_before_the_connection_was_lost_is_kept(upload: Upload, reset: bool) -> None:
    film, sent = os.urandom(7 * MEGABYTE), 5 * MEGABYTE + 123
    upload.create(len(film))

    connected = upload.connect(0, len(film))
    connected.sendall(film[:sent])
    wait_until_received(connected)
    if reset:
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connected.close()
    wait_until(lambda: upload.offset() == sent, what=f"all of {sent} bytes are kept, not {upload.offset()}")

    assert upload.patch(sent, film[sent:]).status_code == 204
    assert upload.arrived() == film


def test_a_connection_that_hangs_is_in_nobodys_way(upload: Upload) -> None:
    film = os.urandom(3 * MEGABYTE)
    upload.create(len(film))

    hanging = upload.connect(0, len(film))
    hanging.sendall(film[:MEGABYTE])
    wait_until_received(hanging)
    assert upload.patch(upload.offset(), film).status_code == 204
    hanging.sendall(film[MEGABYTE:])

    assert b" 409 " in hanging.recv(100)
    assert upload.arrived() == film


@pytest.mark.parametrize("whole_server", [False, True], ids=["one process", "all of it"])
def test_the_film_is_whole_after_kills_at_any_moment(upload: Upload, web: Web, whole_server: bool) -> None:
    film, chance = os.urandom(24 * MEGABYTE), random.Random(7)
    upload.create(len(film))

    for _ in range(3):
        offset = upload.offset()
        connected = upload.connect(offset, len(film) - offset)
        connected.sendall(film[offset : offset + chance.randrange(1, 7 * MEGABYTE)])
        if whole_server:
            web.kill()
            web.start()
        else:
            os.kill(chance.choice(web.processes), signal.SIGKILL)
        connected.close()
        wait_until(web.serves, what="the web server is back")
    wait_until(lambda: upload.patch(upload.offset(), film[upload.offset() :]).status_code == 204)

    assert hashlib.sha256(upload.arrived()).digest() == hashlib.sha256(film).digest()


@pytest.fixture
def small_disk(web: Web) -> Iterator[Path]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount the small disk that this needs")
    films = web.folder / "films"
    films.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=9m", "tmpfs", films], check=True)
    yield films
    subprocess.run(["umount", "--lazy", films], check=True)


def test_a_full_disk_is_507_and_the_upload_goes_on_when_there_is_room(small_disk: Path, upload: Upload) -> None:
    film = os.urandom(14 * MEGABYTE)
    upload.create(len(film))

    answer = upload.patch(0, film)

    assert answer.status_code == 507
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "ask an administrator for room, then continue" in answer.json()["detail"]
    assert upload.offset() == 8 * MEGABYTE
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    assert upload.patch(8 * MEGABYTE, film[8 * MEGABYTE :]).status_code == 204
    assert upload.arrived() == film


def test_no_plain_byte_touches_a_disk(upload: Upload, web: Web) -> None:
    mark = b"a parent and a child, twenty minutes at play. "
    film = mark * (6 * MEGABYTE // len(mark))
    upload.create(len(film))

    cut_off = upload.connect(0, len(film))
    cut_off.sendall(film[: 5 * MEGABYTE])
    wait_until_received(cut_off)
    cut_off.close()
    wait_until(lambda: upload.offset() == 5 * MEGABYTE)
    assert upload.patch(5 * MEGABYTE, film[5 * MEGABYTE :]).status_code == 204

    database = Path(str(connection.settings_dict["NAME"]))
    stored = [path for path in web.folder.rglob("*") if path.is_file()]
    written = [*stored, *database.parent.glob(f"{database.name}*")]
    assert any("films" in path.parts for path in stored)
    assert not [path for path in written if mark in path.read_bytes()]


def test_memory_does_not_grow_with_the_film(upload: Upload, web: Web) -> None:
    def most_memory() -> int:
        statuses = [Path(f"/proc/{process}/status").read_text() for process in web.processes]
        return max(int(status.split("VmHWM:")[1].split()[0]) for status in statuses) // 1024

    web.restart()  # what it took for the tests before does not count
    size, piece = 192 * MEGABYTE, os.urandom(MEGABYTE)
    upload.create(size)
    upload.patch(0, piece * 8)
    before = most_memory()

    assert upload.patch(8 * MEGABYTE, (piece for _ in range(size // MEGABYTE - 8))).status_code == 204

    assert most_memory() - before < 32
