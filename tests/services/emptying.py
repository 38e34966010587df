"""Tests that commit empty the database afterwards; the audit's triggers refuse that and step aside for the moment."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from vig.audit import append_only


@pytest.fixture(autouse=True, scope="session")
def the_audit_may_be_emptied_between_tests() -> Iterator[None]:
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_audit_too(operations: BaseDatabaseOperations, sql_list: Any) -> Any:
        append_only.take_away(operations.connection)
        try:
            return flush(operations, sql_list)
        finally:
            append_only.install(operations.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_audit_too)
        yield
