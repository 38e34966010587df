"""What a request writes into the database, statement by statement, whether or not it comes to anything."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

WRITING = re.compile(
    r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(?P<table>\w+)', re.IGNORECASE
)


@dataclass(frozen=True)
class Write:
    table: str
    values: tuple[object, ...]


@contextmanager
def writes() -> Iterator[list[Write]]:
    seen: list[Write] = []

    def noting(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITING.match(sql):
            seen.append(Write(found["table"], tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noting):
        yield seen
