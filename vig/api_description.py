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
ALWAYS = {
    401: "Nobody is signed in, and no valid token was sent.",
    403: "You may not do this, with the reason.",
    404: "Not there, or not for you to know of; also a page beyond the last.",
    406: "Answers are JSON.",
}
OF_A_CHANGE = {409: "It does not go with what stands by now."}
OF_A_BODY = {
    400: "This cannot be read.",
    413: "This is more than one request may hold.",
    415: "The body must be of a type that is described.",
    422: "Some values cannot be taken.",
}
OF_AN_UPLOAD = {
    410: "This film is no longer kept, or the upload waited too long.",
    412: "The version of the protocol is missing or unknown.",
    460: "The checksum does not match what arrived.",
    503: "Films cannot be stored just now.",
    507: "There is no room for this film.",
}


def describe_problems(result: dict[str, Any], **_: object) -> dict[str, Any]:
    """A hook of drf-spectacular, called with the finished description: each act gets the refusals that it can meet."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    for path, acts in result["paths"].items():
        for method, act in acts.items():
            for status, reason in sorted(refusals(path, method, act).items()):
                act["responses"].setdefault(str(status), refusal(reason))
    return result


def refusals(path: str, method: str, act: dict[str, Any]) -> dict[int, str]:
    return {
        **ALWAYS,
        **(OF_A_CHANGE if method != "get" else {}),
        **(OF_A_BODY if "requestBody" in act else {}),
        **(OF_AN_UPLOAD if "upload" in path else {}),
    }


def refusal(reason: str) -> dict[str, Any]:
    return {
        "description": reason,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
