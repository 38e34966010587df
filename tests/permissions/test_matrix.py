"""Every URL x every member of the cast x every method: what the matrix names, and otherwise nothing."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from .asking import EVERYBODY, Asking
from .matrix import OPEN, ROWS, Row, expected_of_open, expected_of_unnamed

METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
NAMED = {(row.name, row.method) for row in ROWS}


def every_url_name(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from every_url_name(pattern, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{prefix}{pattern.name}"


def test_every_url_is_in_the_matrix() -> None:
    known = {row.name for row in ROWS} | set(OPEN)

    missing = set(every_url_name()) - known

    assert not missing


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_gets_what_the_matrix_says(who: str, asking: Asking) -> None:
    answered = [(row, asking(row, who).status_code) for row in ROWS]

    assert not [
        f"{row.method} {row.name} ({row.thing}): {status}, not {row.expected_of(who)}"
        for row, status in answered
        if status != row.expected_of(who)
    ]


@pytest.mark.once
@pytest.mark.parametrize("who", EVERYBODY)
def test_no_other_method_gets_anybody_further(who: str, asking: Asking) -> None:
    first = {row.name: row for row in reversed(ROWS)}
    unnamed = [(row, method) for row in first.values() for method in METHODS if (row.name, method) not in NAMED]

    answered = [(row, method, asking(row, who, method).status_code) for row, method in unnamed]

    assert not [
        f"{method} {row.name}: {status}, not one of {expected}"
        for row, method, status in answered
        if status not in (expected := expected_of_unnamed(row, method, who))
    ]


@pytest.mark.once
@pytest.mark.parametrize("who", ["nobody", "mira"])
@pytest.mark.parametrize("method", METHODS)
def test_what_is_open_to_all(method: str, who: str, asking: Asking) -> None:
    asking.scene.update({f"open {name}": arguments for name, (_, *arguments) in OPEN.items()})

    answered = {name: asking(Row(name, f"open {name}"), who, method).status_code for name in OPEN}

    assert not {
        name: f"{status}, not one of {expected}"
        for name, status in answered.items()
        if status not in (expected := expected_of_open(name, method, who))
    }
