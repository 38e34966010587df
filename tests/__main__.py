"""Every test: on what the platform brings along, and again, where a database or a broker takes part, on servers.

`python -m tests`, or `make test`, which checks the code first. Words after it go to pytest.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from tests.services.machine import POSTGRES, REDIS, Program, install, missing
from tests.services.postgres import throw_away_postgres
from tests.services.redis import throw_away_redis
from tests.services.shared import shared_folder

# A file is one process's, with what it has started; see tests/services/side_by_side.py.
SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]


def pytest(*options: str, environment: dict[str, str] | None = None) -> bool:
    command = [sys.executable, "-m", "pytest", "-rsf", *SIDE_BY_SIDE, *options, *sys.argv[1:]]
    return subprocess.run(command, env=os.environ | (environment or {}), check=False).returncode == 0


def on_what_it_brings_along() -> bool:
    print("\nTests on SQLite and the broker of files", flush=True)
    return pytest()


def on_servers() -> bool:
    print("\nTests on PostgreSQL and Redis", flush=True)
    with throw_away_postgres() as database, throw_away_redis() as redis:
        return pytest("--on-servers", environment={"VIG_DATABASE_URL": database, "VIG_REDIS_URL": f"{redis}/0"})


def tell(lacking: Sequence[Program]) -> None:
    for program in lacking:
        print(f"SKIPPED for want of {program.package}: {program.without_it}. Install it: apt install {program.package}")


def stop(which: int, frame: FrameType | None) -> None:
    sys.exit(128 + which)


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    shared_folder()  # of both runs
    install(missing())
    lacking = missing()
    passed = on_what_it_brings_along()
    if not {POSTGRES, REDIS} & set(lacking):
        passed = on_servers() and passed
    tell(lacking)
    sys.exit(not passed)


if __name__ == "__main__":
    main()
