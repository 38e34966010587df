"""Every field of every answer has its audience, and nobody else ever finds it in one."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import NAMES

from .asking import Asking
from .description import Schema, acts, component
from .fields import FIELDS
from .matrix import ROWS

Found = tuple[str, str]


def test_every_act_of_the_api_is_in_the_matrix() -> None:
    named = {(row.name, row.method) for row in ROWS}

    missing = {(act.url, act.method) for act in acts()} - named

    assert not missing


def test_every_field_of_every_answer_says_who_it_is_for() -> None:
    described = {found for act in acts() for answer in act.answers for found in fields_of(answer)}

    assert described == {(name, field) for name, fields in FIELDS.items() for field in fields}


@pytest.mark.once
@pytest.mark.parametrize("who", NAMES)
def test_nobody_finds_a_field_that_is_not_for_them(who: str, asking: Asking) -> None:
    schemas = {act.url: list(act.answers) for act in acts() if act.method == "get"}
    found: set[Found] = set()
    for row in ROWS:
        if row.method == "get" and row.name in schemas and (answer := asking(row, who)).status_code == 200:
            (schema,) = schemas[row.name]
            found |= set(fields_in(json.loads(answer.body), schema))

    assert found
    assert not [(name, field) for name, field in found if who not in FIELDS[name][field].who]


def fields_of(schema: Schema, seen: frozenset[str] = frozenset()) -> Iterator[Found]:
    """All that an answer of this form can hold."""
    name, form = component(schema)
    if name in seen:
        return
    for field, inner in form.get("properties", {}).items():
        assert name, f"a form with {field} in it has no name: give it a serializer or `inline_serializer`"
        yield name, field
        yield from fields_of(inner, seen | {name})
    if "items" in form:
        yield from fields_of(form["items"], seen)


def fields_in(value: Any, schema: Schema) -> Iterator[Found]:
    """All that this answer holds. Fails on what the description does not know."""
    name, form = component(schema)
    if isinstance(value, list):
        for item in value:
            yield from fields_in(item, form.get("items", {}))
    elif isinstance(value, dict) and "additionalProperties" not in form:  # a table of codes is one field
        for field, inner in value.items():
            assert field in form.get("properties", {}), f"{name or 'an answer'} holds {field}, which is not described"
            yield name, field
            yield from fields_in(inner, form["properties"][field])
