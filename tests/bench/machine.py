"""On what the figures were measured."""

import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import django

from media_pipeline.engine.ffmpeg import ffmpeg_version

GIBIBYTE = 2**30


def describe() -> str:
    parts = [
        f"{_processor()}, {os.cpu_count()} cores, {_memory():.0f} GiB",
        f"{_system()}, Linux {platform.release()}",
        f"Python {platform.python_version()}, Django {django.get_version()}, gunicorn {version('gunicorn')}",
        f"PyAV {version('av')}, ffmpeg {ffmpeg_version()}",
        *_others(),
    ]
    return "; ".join(parts)


def load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE


def _system() -> str:
    return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())


def _others() -> list[str]:
    """The versions of programs that only some figures need."""
    asked = {"node": "--version", "nginx": "-v"}
    found = {name: path for name in asked if (path := shutil.which(name))}
    return [f"{name} {_version(path, asked[name])}" for name, path in found.items()]


def _version(path: str, option: str) -> str:
    said = subprocess.run([path, option], capture_output=True, text=True, check=True)
    return (said.stdout + said.stderr).strip().rpartition("/")[2].removeprefix("v")
