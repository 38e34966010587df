"""Other people's servers that ours is measured against."""

import getpass
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measuring import children_of
from tests.services.platform import PROJECT
from tests.services.waiting import answers, free_port, wait_until
from vig.running.child import dies_with_parent

NGINX = """
user {user};
worker_processes auto;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000;
  {temporary}
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Missing(Exception):
    """A program that this machine does not have; the rest can be measured without it."""


@dataclass(frozen=True)
class Server:
    port: int
    pids: Sequence[int]


@contextmanager
def nginx(root: Path, folder: Path) -> Iterator[Server]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        raise Missing("nginx is not installed (apt install nginx)")
    folder.mkdir(exist_ok=True)
    port = free_port()
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    config = NGINX.format(user=getpass.getuser(), folder=folder, temporary=temporary, port=port, root=root)
    (folder / "nginx.conf").write_text(config)
    with running([program, "-c", str(folder / "nginx.conf"), "-p", str(folder)], port) as server:
        yield server


@contextmanager
def tus_server(folder: Path) -> Iterator[Server]:
    program = shutil.which("node")
    if not program:
        raise Missing("node is not installed")
    if not (PROJECT / "node_modules" / "@tus" / "server").is_dir():
        raise Missing("@tus/server is not installed (npm ci)")
    folder.mkdir(exist_ok=True)
    port = free_port()
    with running([program, "tests/bench/tus_server.mjs", str(folder), str(port)], port) as server:
        yield server


@contextmanager
def running(command: list[str], port: int) -> Iterator[Server]:
    process = subprocess.Popen(command, cwd=PROJECT, preexec_fn=dies_with_parent(signal.SIGTERM))
    try:
        wait_until(lambda: answers(port), what=f"{command[0]} answers")
        yield Server(port, [process.pid, *children_of(process.pid)])
    finally:
        process.terminate()
        process.wait(timeout=30)
