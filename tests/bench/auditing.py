"""Events that four processes write at once, on SQLite, and their sealing."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.figure import Figure, Target
from tests.bench.measuring import in_turns
from tests.bench.reading import heard, tell
from tests.bench.workshop import Workshop
from tests.services.platform import PROJECT

WRITERS = 4
WANTED = 5000
EVENTS_A_TRANSACTION = (1, 10, 100)


@dataclass(frozen=True)
class Written:
    """Seconds, from the start of all writers to the end of the last, and of one sealer afterwards."""

    events: int
    writing: float
    sealing: float

    @property
    def per_second(self) -> float:
        return self.events / (self.writing + self.sealing)


def measure(workshop: Workshop) -> Figure:
    rounds, events = workshop.choose(full=3, quick=1), workshop.choose(full=2000, quick=100)
    environment = database_of_its_own(workshop.folder / "audit")
    ways = {a: partial(write_and_seal, environment, events, a) for a in map(str, EVENTS_A_TRANSACTION)}
    found = in_turns(rounds, ways)
    best = max(middle(found[way], "per_second") for way in found)
    return Figure(
        rounds=rounds,
        head=("events a transaction", "written a second", "sealed a second", "written and sealed a second"),
        rows=[row(way, found[way]) for way in found],
        targets=[
            Target(
                f"{WANTED:,} events a second with four writers, written and sealed",
                f"{best:,.0f} at best",
                met=best >= WANTED,
            )
        ],
    )


def row(way: str, found: Sequence[Written]) -> tuple[str, ...]:
    written = median(one.events / one.writing for one in found)
    sealed = median(one.events / one.sealing for one in found)
    return way, f"{written:,.0f}", f"{sealed:,.0f}", f"{middle(found, 'per_second'):,.0f}"


def middle(found: Sequence[Written], what: str) -> float:
    return float(median(getattr(one, what) for one in found))


def database_of_its_own(folder: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "VIG_DATABASE_URL"}
    environment |= {"VIG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "vig.settings"}
    folder.mkdir()
    migrate = [sys.executable, "manage.py", "migrate", "-v0", "--no-input"]
    subprocess.run(migrate, cwd=PROJECT, env=environment, check=True)
    return environment


def write_and_seal(environment: dict[str, str], events: int, a_transaction: str) -> Written:
    writing = together([start(environment, str(events), a_transaction) for _ in range(WRITERS)])
    return Written(WRITERS * events, writing, together([start(environment, "seal")]))


def start(environment: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.bench.audit_writer", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=PROJECT, env=environment, stdin=pipe, stdout=pipe, text=True)


def together(writers: Sequence["subprocess.Popen[str]"]) -> float:
    for writer in writers:
        heard(writer)
    for writer in writers:
        tell(writer, "")
    slowest = max(float(heard(writer)) for writer in writers)
    for writer in writers:
        writer.communicate()
    return slowest
