"""Makes the figures one after the other, each in one run."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from tests.bench import auditing, clips, first_segment, machine, reading, uploading, whole_processing
from tests.bench.figure import Figure
from tests.bench.workshop import Workshop

FIGURES: dict[str, Callable[[Workshop], Figure]] = {
    "first-segment": first_segment.measure,
    "whole-processing": whole_processing.measure,
    "clips": clips.measure,
    "uploading": uploading.measure,
    "reading": reading.measure,
    "audit": auditing.measure,
}


def measure(names: Sequence[str], *, quick: bool, say: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """Yields the name and the text of each figure as soon as it is there."""
    yield "machine", machine.describe()
    with TemporaryDirectory(prefix="vig-bench-") as folder, closing(Workshop(Path(folder), quick, say)) as workshop:
        for name in names:
            say(f"measuring {name}")
            yield name, text_of(name, workshop)


def text_of(name: str, workshop: Workshop) -> str:
    load, began = machine.load(), timezone.localtime()
    figure = FIGURES[name](workshop)
    made = f"`manage.py bench {name}`, {began:%d %B %Y, %H:%M}, medians of {figure.rounds}, load before it {load}"
    return f"{made}\n\n{figure}"
