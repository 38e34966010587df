"""What a child that reads strangers' films can and cannot do."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from media_pipeline.engine.sandbox import Limits, Sandbox

LIMITS = Limits(cpu_seconds=5)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def start(sandbox: Sandbox, code: str, limits: Limits = LIMITS) -> subprocess.Popen[bytes]:
    return sandbox.start_module("tests.media_pipeline.engine.sandboxed", [code], limits=limits)


def said_by(sandbox: Sandbox, code: str, limits: Limits = LIMITS) -> str:
    child = start(sandbox, code, limits)
    assert child.stdout is not None
    return child.stdout.read().decode()


def test_a_child_cannot_write_a_file(sandbox: Sandbox) -> None:
    assert "Error" in said_by(sandbox, "open('here', 'w').write('plain')")


def test_a_child_cannot_read_a_file_of_ours(sandbox: Sandbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a key")

    assert "PermissionError" in said_by(sandbox, f"open({str(secret)!r})")


def test_a_child_has_no_network(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        said = said_by(sandbox, f"socket.create_connection(('127.0.0.1', {port}), 2)")

    assert "Error" in said


def test_a_child_sees_nothing_of_our_environment(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIG_MASTER_KEY", "very secret")

    said = said_by(sandbox, "sys.stdout.write(repr(dict(os.environ)))")

    assert "PATH" in said
    assert "VIG" not in said


def test_a_child_inherits_no_open_file(sandbox: Sandbox, tmp_path: Path) -> None:
    with (tmp_path / "open").open("w") as ours:
        os.set_inheritable(ours.fileno(), True)

        said = said_by(sandbox, f"os.fstat({ours.fileno()})")

    assert "Bad file descriptor" in said


def test_a_child_that_wants_too_much_memory_gets_none(sandbox: Sandbox) -> None:
    assert "MemoryError" in said_by(sandbox, "bytearray(1 << 30)", Limits(cpu_seconds=5, memory=512 << 20))


def test_a_child_that_works_too_long_is_ended(sandbox: Sandbox) -> None:
    child = start(sandbox, "while True: pass", Limits(cpu_seconds=1))

    assert child.wait(30) in (-signal.SIGXCPU, -signal.SIGKILL)


def test_leaving_the_sandbox_ends_even_a_child_that_is_deaf() -> None:
    deaf = "signal.signal(15, signal.SIG_IGN); os.write(1, b'x'); time.sleep(60)"
    with Sandbox() as sandbox:
        child = start(sandbox, deaf)
        assert child.stdout is not None
        child.stdout.read(1)
        left = time.monotonic()

    assert child.returncode == -signal.SIGKILL
    assert time.monotonic() - left < 5


def test_a_child_cannot_send_signals_to_us(sandbox: Sandbox) -> None:
    assert "PermissionError" in said_by(sandbox, f"os.kill({os.getpid()}, 0)")


def test_leaving_the_sandbox_removes_its_folder() -> None:
    with Sandbox() as sandbox:
        folder = said_by(sandbox, "sys.stdout.write(os.getcwd())")
        assert Path(folder).exists()

    assert not Path(folder).exists()
