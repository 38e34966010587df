"""docs/asvs.md names tests that exist."""

import ast
import re

from tests.mutants import MUTANTS
from tests.services.platform import PROJECT

DOCUMENT = PROJECT / "docs" / "asvs.md"


def tests_named() -> set[str]:
    return set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", DOCUMENT.read_text()))


def exists(name: str) -> bool:
    path, _, test = name.partition("::")
    if not (PROJECT / path).is_file():
        return False
    return any(
        isinstance(node, ast.FunctionDef) and node.name == test
        for node in ast.walk(ast.parse((PROJECT / path).read_text()))
    )


def test_has_the_forty_promises() -> None:
    assert re.findall(r"^\| (\d+) \|", DOCUMENT.read_text(), re.MULTILINE) == [str(n) for n in range(1, 41)]


def test_names_only_tests_that_exist() -> None:
    assert len(tests_named()) > 60
    assert not {name for name in tests_named() if not exists(name)}


def test_every_mutant_still_finds_the_line_that_it_breaks() -> None:
    assert len(MUTANTS) >= 10
    for mutant in MUTANTS:
        assert (PROJECT / mutant.path).read_text().count(mutant.guards) == 1, mutant
        assert exists(mutant.noticed_by.partition("[")[0]), mutant
