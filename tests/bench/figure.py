"""What one measurement found, as a table and as promises kept or missed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    wanted: str
    measured: str
    met: bool

    def __str__(self) -> str:
        return f"{'Met' if self.met else '**Missed**'}: {self.wanted}. Measured: {self.measured}."


@dataclass(frozen=True)
class Figure:
    """The first cell of a row names it, the others are values: the middle ones of so many rounds."""

    rounds: int
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    targets: Sequence[Target] = ()
    remarks: Sequence[str] = ()

    def __str__(self) -> str:
        targets = "\n".join(f"- {target}" for target in self.targets)
        return "\n\n".join(filter(None, [self._table(), targets, *self.remarks]))

    def _table(self) -> str:
        rule = ["---", *["--:"] * (len(self.head) - 1)]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (self.head, rule, *self.rows))


def seconds(value: float) -> str:
    return f"{value:.1f} s" if value >= 10 else f"{value:.2f} s"


def milliseconds(value: float) -> str:
    return f"{value * 1000:.0f} ms"


def times(value: float) -> str:
    return f"{value:.0f}x" if value >= 10 else f"{value:.2f}x" if value < 2 else f"{value:.1f}x"


def mebibytes(value: float) -> str:
    return f"{value / 2**20:.0f} MiB"
