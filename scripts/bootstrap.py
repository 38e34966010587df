"""Makes .venv and puts the locked uv into it, with nothing but what Python itself brings along.

Debian parts `ensurepip` from Python (package python3-venv), so there are three ways: ensurepip, the machine's own
pip, or, as root, fetching the package.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

VENV = Path(".venv")
PYTHON = str(VENV / "bin" / "python")
LOCKED_UV = ("--quiet", "--disable-pip-version-check", "--require-hashes", "-r", "requirements-uv.lock")


def run(*command: str) -> None:
    subprocess.run(command, check=True)


def install_uv_with(pip: Sequence[str]) -> None:
    run(*pip, "install", *LOCKED_UV)


def with_ensurepip() -> None:
    run(sys.executable, "-m", "venv", "--clear", str(VENV))
    install_uv_with([PYTHON, "-m", "pip"])


def with_the_machines_pip() -> None:
    run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV))
    install_uv_with([sys.executable, "-m", "pip", "--python", PYTHON])


def fetch_ensurepip() -> None:
    print("Python has no ensurepip here; installing Debian's package python3-venv.")
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-venv")


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  this file runs before anything was checked
        found = sys.version.split()[0]
        sys.exit(f"Python 3.11 or newer is needed, and this is {found}. Try: make PYTHON3=python3.11 run")
    if find_spec("ensurepip"):
        with_ensurepip()
    elif find_spec("pip"):
        with_the_machines_pip()
    elif os.geteuid() == 0 and shutil.which("apt-get"):
        fetch_ensurepip()
        with_ensurepip()
    else:
        sys.exit("Python has no pip here. Install it once with: sudo apt install python3-venv")


if __name__ == "__main__":
    main()
