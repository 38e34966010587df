"""Every event that the code writes can be read by a person."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from tests.services.platform import PROJECT
from vig.audit.sentences import sentence_of, sentences

APPS = ("vig", "media_pipeline", "cases", "supervision")


def every_event() -> Iterator[tuple[str, str]]:
    """The names that calls of `record_event` are given, and where."""
    for app in APPS:
        for path in (PROJECT / app).rglob("*.py"):
            tree = ast.parse(path.read_text())
            constants = {
                target.id: node.value.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record_event":
                    for name in names_in(node.args[0], constants):
                        yield name, f"{path.relative_to(PROJECT)}:{node.lineno}"


def names_in(given: ast.expr, constants: Mapping[str, object]) -> Iterator[str]:
    """A word, one of two words, or a constant of the module; a variable is looked after by the tests of its act."""
    for node in ast.walk(given):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and isinstance(constants.get(node.id), str):
            yield str(constants[node.id])


def test_every_event_that_is_written_has_a_sentence() -> None:
    written = dict(every_event())

    assert len(written) > 20
    assert not {name: where for name, where in written.items() if name not in sentences()}


def test_names_are_those_of_an_app_and_an_act() -> None:
    for name in sentences():
        app, act = name.split(".")
        assert app.isidentifier()
        assert act.isidentifier()


def test_an_event_that_is_no_longer_known_keeps_its_name() -> None:
    assert sentence_of("cases.forgotten_long_ago") == "cases.forgotten_long_ago"


@pytest.mark.parametrize("name", ["cases.film_watched", "cases.clip_watched"])
def test_viewings_have_one_too(name: str) -> None:
    assert name in sentences()
