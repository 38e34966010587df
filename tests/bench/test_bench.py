"""The bench itself, on films too small to measure anything."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench.document import BENCHMARKS, write_block
from tests.bench.figure import Figure, Target
from tests.bench.machine import describe
from tests.bench.run import FIGURES, text_of
from tests.bench.workshop import Workshop
from tests.services.machine import ESPEAK

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with closing(Workshop(tmp_path_factory.mktemp("bench"), quick=True, say=lambda line: None)) as workshop:
        yield workshop


@pytest.mark.figures
@pytest.mark.timeout(600)
@pytest.mark.skipif(not ESPEAK.find(), reason="espeak-ng is not installed")
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_can_be_made(name: str, workshop: Workshop) -> None:
    text = text_of(name, workshop)

    assert f"`manage.py bench {name}`" in text
    assert len(re.findall(r"^\| .*\d", text, re.MULTILINE)) >= 2


def test_the_machine_is_named() -> None:
    assert re.search(r"\d+ cores, \d+ GiB; .*Python 3.*ffmpeg \d", describe())


def test_every_figure_has_its_place_in_the_document() -> None:
    words = BENCHMARKS.read_text()

    assert all(f"<!-- {name} -->" in words and f"<!-- end of {name} -->" in words for name in ["machine", *FIGURES])


def test_a_new_run_replaces_the_figures_and_leaves_the_words(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("Words.\n<!-- clips -->\nold\n<!-- end of clips -->\nMore words.\n")

    write_block("clips", r"new \1", document=document)

    assert document.read_text() == "Words.\n<!-- clips -->\nnew \\1\n<!-- end of clips -->\nMore words.\n"


def test_a_figure_says_which_promises_it_misses() -> None:
    figure = Figure(
        rounds=3,
        head=("", "time"),
        rows=[("bare", "2 s")],
        targets=[Target("under 1 s", "2 s", met=False)],
        remarks=["Skipped nginx."],
    )

    assert str(figure) == (
        "|  | time |\n| --- | --: |\n| bare | 2 s |\n\n- **Missed**: under 1 s. Measured: 2 s.\n\nSkipped nginx."
    )
