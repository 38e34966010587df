"""The API as it describes itself: each act with what it takes and answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

Schema = dict[str, Any]
ANY_ID = str(UUID(int=1))


@dataclass(frozen=True)
class Act:
    url: str
    method: str
    described: Schema

    @property
    def takes(self) -> set[str]:
        """The names of what it takes."""
        bodies = self.described.get("requestBody", {}).get("content", {}).values()
        return {name for body in bodies for name in properties_of(body["schema"])}

    @property
    def answers(self) -> Iterator[Schema]:
        """The form of what it answers when it does what it was asked for."""
        for status, answer in self.described["responses"].items():
            if status.startswith("2"):
                yield from (body["schema"] for body in answer.get("content", {}).values())


@cache
def description() -> Schema:
    generator: Any = SchemaGenerator
    return dict(generator().get_schema(request=None, public=True))


def acts() -> Iterator[Act]:
    for path, methods in description()["paths"].items():
        url = resolve(re.sub(r"{\w+}", ANY_ID, path)).view_name
        yield from (Act(url, method, described) for method, described in methods.items())


def act_of(url: str, method: str) -> Act | None:
    return next((act for act in acts() if (act.url, act.method) == (url, method)), None)


def component(schema: Schema) -> tuple[str, Schema]:
    """The name and form that a reference leads to, whichever way drf-spectacular writes it; without a name ""."""
    reference = schema.get("$ref") or next((part.get("$ref") for part in schema.get("allOf", [])), None)
    if reference is None:
        return "", schema
    name = reference.rpartition("/")[2]
    return name, description()["components"]["schemas"][name]


def properties_of(schema: Schema) -> Schema:
    return dict(component(schema)[1].get("properties", {}))
