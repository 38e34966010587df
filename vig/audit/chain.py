"""How events are sealed.

An event's `mac` covers all that it says, from the moment it is written. Its `sequence` and `chain` come when it is
sealed: the chain value covers the one before it, so that no event can be moved, taken out or put in between.
"""

import hmac
from datetime import UTC
from typing import Any

import rfc8785

from .models import Event

BEGINNING = "0" * 64
"""What the first event is chained to."""


def content(event: Event) -> dict[str, Any]:
    """All that the event says."""
    return {
        "id": str(event.pk),
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "name": event.name,
        "actor": _id(event.actor_id),
        "subject": [event.subject_kind, event.subject_id],
        "organisation": _id(event.organisation_id),
        "case": _id(event.case_id),
        "facts": event.facts,
    }


def canonical(event: Event) -> bytes:
    """All that the event says, as RFC 8785 writes it: the same bytes on every machine and database."""
    return rfc8785.dumps(content(event))


def mac_of(event: Event, *, key: bytes) -> str:
    return _hmac(key, b"event\n" + canonical(event))


def link(previous: str, *, sequence: int, mac: str, key: bytes) -> str:
    """The chain value of the event with this `mac` at this place."""
    return _hmac(key, f"chain\n{previous}\n{sequence}\n{mac}".encode())


def digest(words: str, *, key: bytes) -> str:
    """Names something without saying it: the same words have the same digest, which leads back to them for nobody."""
    return _hmac(key, b"digest\n" + words.encode())[:32]


def _id(value: object) -> str | None:
    return None if value is None else str(value)


def _hmac(key: bytes, message: bytes) -> str:
    return hmac.digest(key, message, "sha256").hex()
