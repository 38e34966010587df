"""The reader of request bodies, on the real readers of gunicorn and real sockets."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from gunicorn.http.body import Body as GunicornBody
from gunicorn.http.body import LengthReader
from gunicorn.http.unreader import SocketUnreader

from media_pipeline.tus import body as body_module
from media_pipeline.tus.body import Body


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    client, server = socket.socketpair()
    yield client, server
    client.close()
    server.close()


def environ(server: socket.socket, length: int) -> dict[str, Any]:
    stream = GunicornBody(LengthReader(SocketUnreader(server), length))
    return {"wsgi.input": stream, "gunicorn.socket": server, "CONTENT_LENGTH": str(length)}


def test_gives_what_was_announced_and_then_nothing(ends: tuple[socket.socket, socket.socket]) -> None:
    client, server = ends
    client.sendall(b"0123456789and the next request")
    body = Body(environ(server, 10))

    assert [body.read(4), body.read(4), body.read(4), body.read(4)] == [b"0123", b"4567", b"89", b""]
    assert (body.left, body.lost) == (0, False)


def test_gives_what_came_before_the_client_went_silent(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body_module, "LONGEST_SILENCE", 0.1)
    client, server = ends
    client.sendall(b"x" * 5000)
    body = Body(environ(server, 10_000))

    assert body.read(8000) == b"x" * 5000
    assert body.lost
    assert body.read(8000) == b""


def test_gives_what_came_before_the_client_hung_up(ends: tuple[socket.socket, socket.socket]) -> None:
    client, server = ends
    client.sendall(b"x" * 5000)
    client.close()
    body = Body(environ(server, 10_000))

    assert body.read(8000) == b"x" * 5000
    assert body.lost


def test_a_request_without_a_body_is_not_waited_for(ends: tuple[socket.socket, socket.socket]) -> None:
    _, server = ends

    body = Body({**environ(server, 0), "CONTENT_LENGTH": ""})

    assert (body.left, body.read(10), body.lost) == (0, b"", False)
