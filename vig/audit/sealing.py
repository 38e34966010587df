"""Giving events their place in the chain, a moment after their own transactions are over.

Chaining inside the transaction that did the act would make every act wait for every other: the chain has one end. Here
only sealers wait for each other, each for a few milliseconds, and no caller holds the end (docs/adr/0008).
"""

from datetime import datetime

from django.db import connection, transaction

from .chain import BEGINNING, link
from .keys import audit_key
from .models import Event

EVENTS_A_TRANSACTION = 1000
CHAIN_LOCK = 0x5649475F61756469
"""PostgreSQL's name for the end of the chain; on SQLite the one writer has it anyway."""


def seal_events(*, now: datetime | None = None) -> int:
    """Seal all that is committed and not sealed yet; says how many. `now` is for the sweeper and changes nothing."""
    sealed = 0
    while Event.objects.filter(sequence__isnull=True).exists():
        sealed += _seal_some()
    return sealed


def end_of_chain() -> tuple[int, str]:
    """How many events are sealed, and the chain value of the last."""
    last = Event.objects.filter(sequence__isnull=False).order_by("-sequence").only("sequence", "chain").first()
    return (0, BEGINNING) if last is None else (last.sequence or 0, last.chain)


@transaction.atomic(durable=True)
def _seal_some() -> int:
    _hold_the_end()
    waiting = Event.objects.filter(sequence__isnull=True).order_by("at", "pk").values_list("pk", "mac")
    key, (sequence, chain) = audit_key(), end_of_chain()
    places = []
    for pk, mac in waiting[:EVENTS_A_TRANSACTION]:
        sequence += 1
        chain = link(chain, sequence=sequence, mac=mac, key=key)
        places.append((sequence, chain, Event._meta.pk.get_db_prep_value(pk, connection)))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE audit_event SET sequence = %s, chain = %s WHERE id = %s", places)
    return len(places)


def _hold_the_end() -> None:
    """What another sealer has committed until now is seen by the queries that follow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
