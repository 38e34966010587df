"""What the API's description says of every act: that a refusal is a problem as RFC 9457 writes it."""

from typing import Any

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do, for a person to read."},
        "errors": {
            "type": "object",
            "description": "Sentences by the name of the field that cannot be taken (422).",
            "additionalProperties": True,
        },
        "current": {"type": "object", "description": "What stands now, where somebody else saved first (409)."},
    },
}
REFUSAL = {
    "description": "Refused, with the reason.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def describe_problems(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """A hook of drf-spectacular, called with the finished description."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path in result["paths"].values():
        for act in path.values():
            act["responses"].setdefault("default", REFUSAL)
    return result
