"""Whatever a program sends to the API, the answer is one that the description knows; never a fault of ours.

schemathesis reads the description and makes up requests, good and bad, always the same ones in this order.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.test.client import ClientHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.cast import Cast
from vig.accounts.operations import issue_token

from .asking import Asking
from .description import acts, description

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 6
THINGS = {"case_id": "case", "cycle_id": "cycle", "film_id": "film", "clip_id": "clip", "recording_id": "recording"}


def as_wsgi(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    """The platform in the test's own transaction."""
    answer: Any = ClientHandler()(environ)
    start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
    return [answer.getvalue()]


@pytest.mark.once
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
def test_is_answered_as_described(mode: GenerationMode, asking: Asking, cast: Cast) -> None:
    schema: Any = schemathesis.openapi.from_dict(description())
    schema.app = as_wsgi
    headers = {"Authorization": f"Token {issue_token(user=cast.mira)}"}
    asked: set[str] = set()

    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode), of_ours=st.booleans())
        def ask(case: Any, of_ours: bool) -> None:
            if of_ours:
                known = {name: str(asking.scene[THINGS[name]][0]) for name in case.path_parameters if name in THINGS}
                case.path_parameters.update(known)
            with asking.undone():
                case.call_and_validate(headers=headers, checks=CHECKS)
            asked.add(case.operation.definition.raw["operationId"])

        with suppress(Unsatisfiable):  # what takes nothing cannot be asked wrongly
            ask()

    take_something = {act.described["operationId"] for act in acts() if act.takes}
    assert take_something <= asked
