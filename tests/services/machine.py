"""What the tests need beside Python: programs of the machine. What cannot be had is told by name, never in silence."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    package: str
    find: Callable[[], str | None]
    without_it: str


def on_path(*names: str) -> Callable[[], str | None]:
    return lambda: next(filter(None, map(shutil.which, names)), None)


def initdb() -> str | None:
    """From the PATH, or the newest that Debian keeps off it."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return shutil.which("initdb") or (str(kept[-1]) if kept else None)


def softhsm() -> str | None:
    """The library of a PKCS#11 token in software, where Debian and others put it."""
    places = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/softhsm/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
    ]
    return next(filter(os.path.exists, places), None)


REDIS = Program("redis-server", on_path("redis-server"), "everything on PostgreSQL and Redis")
POSTGRES = Program("postgresql", initdb, "everything on PostgreSQL and Redis")
CHROMIUM = Program("chromium", on_path("chromium", "chromium-browser", "google-chrome"), "everything in a browser")
ESPEAK = Program("espeak-ng", on_path("espeak-ng"), "everything with a speaking film")
SOFTHSM = Program("softhsm2", softhsm, "everything with a master key inside a token")
XMLSEC = Program("xmlsec1", on_path("xmlsec1"), "signing in with SAML")
PROGRAMS = (REDIS, POSTGRES, CHROMIUM, ESPEAK, SOFTHSM, XMLSEC)


def missing() -> list[Program]:
    given = [POSTGRES] if "TEST_DATABASE_URL" in os.environ else []
    return [program for program in PROGRAMS if program not in given and not program.find()]


def install(programs: list[Program]) -> None:
    """With apt where we may; `missing()` says afterwards what could not be had."""
    if not programs or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    packages = [program.package for program in programs]
    print(f"Installing for the tests: {' '.join(packages)}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        env=environment,
        check=False,
        stdout=subprocess.DEVNULL,
    )
