"""The audit as a file, a row at a time, however long it is."""

import json
from collections.abc import Callable, Iterator

from django.db.models import QuerySet

from vig.accounts.models import Organisation, User
from vig.audit.chain import content
from vig.audit.models import Event
from vig.audit.operations import record_event
from vig.audit.sealing import seal_events
from vig.audit.sentences import sentence_of
from vig.spreadsheets import csv_file

ROWS_AT_ONCE = 2000
HEAD = (
    "Number", "When (UTC)", "Event", "What", "Who (id)", "Who", "Thing", "Thing (id)", "Service (id)", "Case (id)",
    "Facts", "Seal", "Chain",
)  # fmt: skip


def export_audit(
    *, events: QuerySet[Event], by: User, service: Organisation, file_format: str, asked_for: dict[str, str]
) -> Iterator[bytes]:
    """The events in the order of the chain, as CSV or JSON lines. That they were exported is written down before."""
    record_event(
        "audit.exported",
        actor=by,
        subject=service,
        format=file_format,
        events=events.count(),
        asked_for=asked_for,
    )
    seal_events()
    rows = events.filter(sequence__isnull=False).select_related("actor").order_by("sequence").iterator(ROWS_AT_ONCE)
    return FORMATS[file_format](rows)


def json_lines(events: Iterator[Event]) -> Iterator[bytes]:
    """All that a seal covers, and the seal: with the key, each line can be verified by itself and against the next."""
    for event in events:
        sealed = {"sequence": event.sequence, **content(event), "mac": event.mac, "chain": event.chain}
        yield f"{json.dumps(sealed, ensure_ascii=False)}\n".encode()


def csv(events: Iterator[Event]) -> Iterator[bytes]:
    return csv_file(HEAD, (row(event) for event in events))


def row(event: Event) -> tuple[str | int | None, ...]:
    said = content(event)
    return (
        event.sequence,
        str(said["at"]),
        event.name,
        sentence_of(event.name),
        str(event.actor_id or ""),
        event.actor.name if event.actor else "",
        event.subject_kind,
        event.subject_id,
        str(event.organisation_id or ""),
        str(event.case_id or ""),
        json.dumps(event.facts, ensure_ascii=False),
        event.mac,
        event.chain,
    )


FORMATS: dict[str, Callable[[Iterator[Event]], Iterator[bytes]]] = {"csv": csv, "jsonl": json_lines}
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
