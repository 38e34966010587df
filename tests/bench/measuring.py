"""Wall time and CPU time, of ourselves, of programs that we run and of processes that run beside us."""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

Result = TypeVar("Result")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Seconds."""

    wall: float
    cpu: float


class Stopwatch:
    """Counts from its creation; `cpu` answers with the CPU seconds used so far by whatever is watched."""

    def __init__(self, cpu: Callable[[], float]) -> None:
        self._cpu = cpu
        self._cpu_before = cpu()
        self._began = time.perf_counter()

    @property
    def spent(self) -> Spent:
        return Spent(time.perf_counter() - self._began, self._cpu() - self._cpu_before)


def own_cpu() -> float:
    return time.process_time()


def cpu_of_ended_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cpu_of(pids: Iterable[int]) -> float:
    """Of these processes and of their children that have ended."""
    return sum(sum(_cpu_fields(pid)) for pid in pids)


def own_cpu_of(pids: Iterable[int]) -> float:
    """Of these processes alone."""
    return sum(sum(_cpu_fields(pid)[:2]) for pid in pids)


def _cpu_fields(pid: int) -> list[float]:
    """User and system time, own and of ended children; see proc(5)."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [int(ticks) / TICKS for ticks in after_name[11:15]]


def children_of(pid: int) -> list[int]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for one in lists for child in one.read_text().split()]


def forget_peak_memory(pids: Iterable[int]) -> None:
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_memory(pids: Iterable[int]) -> int:
    """Bytes that the largest of the processes held at its peak."""
    return max(_peak_memory(pid) for pid in pids)


def _peak_memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def run(command: Sequence[str]) -> Spent:
    """A program, from its start to its end; raises with its last words where it fails."""
    watch = Stopwatch(cpu_of_ended_children)
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    spent = watch.spent
    if ended.returncode:
        raise RuntimeError(f"{command[0]} failed: {ended.stderr[-500:]}")
    return spent


def in_turns(rounds: int, ways: Mapping[str, Callable[[], Result]]) -> dict[str, list[Result]]:
    """Each way once a round, so that whatever else the machine does meets all of them alike."""
    found: dict[str, list[Result]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    return found


def middle(spent: Sequence[Spent]) -> Spent:
    return Spent(median(one.wall for one in spent), median(one.cpu for one in spent))
