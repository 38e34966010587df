"""Sends a file over a connection at the least cost, so that what is timed is whoever receives it."""

import socket
from collections.abc import Mapping
from pathlib import Path

TUS = {"Tus-Resumable": "1.0.0"}


def create(port: int, path: str, *, length: int, headers: Mapping[str, str]) -> str:
    """tus creation; answers with the path to upload to."""
    answer = ask(port, "POST", path, {**headers, "Upload-Length": str(length), "Content-Length": "0"})
    return next(line.partition(": ")[2] for line in answer.splitlines() if line.lower().startswith("location:"))


def patch(port: int, path: str, film: Path, *, headers: Mapping[str, str]) -> None:
    """The whole file in one PATCH, from the kernel's page cache straight into the socket."""
    length = film.stat().st_size
    sent = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", "Content-Length": str(length)}
    answer = ask(port, "PATCH", path, {**headers, **sent}, body=film)
    if f"upload-offset: {length}" not in answer.lower():
        raise RuntimeError(f"the upload failed: {answer}")


def ask(port: int, method: str, path: str, headers: Mapping[str, str], *, body: Path | None = None) -> str:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in {**TUS, **headers}.items()]
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        if body:
            send(line, body)
        return answer_on(line)


def answer_on(line: socket.socket) -> str:
    """Its first lines, as soon as they are there; none of these answers has more that anybody needs."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        piece = line.recv(65536)
        if not piece:
            raise RuntimeError(f"the connection ended in the middle of an answer: {answer.decode()}")
        answer += piece
    return answer.decode()


def send(line: socket.socket, path: Path) -> None:
    with path.open("rb") as film:
        line.sendfile(film)
