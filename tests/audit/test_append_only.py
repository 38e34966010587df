"""By raw SQL, as somebody with the database's password would: the database refuses."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import Cast
from vig.audit import append_only
from vig.audit.models import Event
from vig.audit.operations import record_event
from vig.audit.sealing import seal_events

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def events(cast: Cast) -> list[Event]:
    """Two that are sealed and one that is not."""
    for number in range(2):
        record_event("test.done", actor=cast.mira, subject=cast.mira, number=number)
    seal_events()
    record_event("test.done", actor=cast.mira, subject=cast.mira, number=2)
    return list(Event.objects.filter(name="test.done").order_by("at"))


def refused(statement: str, *values: Any) -> None:
    before = list(Event.objects.order_by("pk").values())
    with pytest.raises(IntegrityError, match=append_only.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    assert list(Event.objects.order_by("pk").values()) == before


def key_of(event: Event) -> Any:
    return Event._meta.pk.get_db_prep_value(event.pk, connection)


@pytest.mark.parametrize("which", [0, 2], ids=["sealed", "not yet sealed"])
@pytest.mark.parametrize(
    "change",
    ["name = 'test.undone'", "facts = '{}'", "actor_id = NULL", "mac = 'f'", "at = CURRENT_TIMESTAMP", "case_id = id"],
)
def test_an_event_cannot_be_changed(change: str, which: int, events: list[Event]) -> None:
    refused(f"UPDATE audit_event SET {change} WHERE id = %s", key_of(events[which]))  # noqa: S608


def test_a_sealed_event_cannot_be_sealed_again(events: list[Event]) -> None:
    refused("UPDATE audit_event SET sequence = 99 WHERE id = %s", key_of(events[0]))
    refused("UPDATE audit_event SET chain = 'f' WHERE id = %s", key_of(events[0]))
    refused("UPDATE audit_event SET sequence = NULL, chain = '' WHERE id = %s", key_of(events[0]))


def test_sealing_may_change_nothing_else(events: list[Event]) -> None:
    refused("UPDATE audit_event SET sequence = 99, chain = 'f', name = 'other' WHERE id = %s", key_of(events[2]))


@pytest.mark.parametrize("which", [0, 2], ids=["sealed", "not yet sealed"])
def test_an_event_cannot_be_deleted(which: int, events: list[Event]) -> None:
    refused("DELETE FROM audit_event WHERE id = %s", key_of(events[which]))


def test_nor_can_all_of_them(events: list[Event]) -> None:
    refused("DELETE FROM audit_event")
    if connection.vendor == "postgresql":
        refused("TRUNCATE audit_event")
        refused("TRUNCATE audit_event CASCADE")


COLUMNS = "id, at, name, actor_id, subject_kind, subject_id, organisation_id, case_id, facts, mac, sequence, chain"


def test_nobody_puts_in_an_event_with_a_place_of_its_own(events: list[Event]) -> None:
    new = "'00000000000000000000000000000001'"
    others = COLUMNS.removeprefix("id, ").removesuffix(", sequence, chain")
    refused(
        f"INSERT INTO audit_event ({COLUMNS}) SELECT {new}, {others}, 99, 'f' FROM audit_event WHERE id = %s",  # noqa: S608
        key_of(events[0]),
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no OR REPLACE")
class TestWhatOnlySQLiteCan:
    def test_an_event_cannot_be_replaced(self, events: list[Event]) -> None:
        same = f"SELECT {COLUMNS.replace('name', repr('test.undone'), 1)} FROM audit_event WHERE id = %s"  # noqa: S608
        refused(f"INSERT OR REPLACE INTO audit_event ({COLUMNS}) {same}", key_of(events[0]))
        refused(f"INSERT OR REPLACE INTO audit_event ({COLUMNS}) {same}", key_of(events[2]))

    def test_not_by_its_row_number_either(self, events: list[Event]) -> None:
        others = COLUMNS.removeprefix("id, ").removesuffix(", sequence, chain")
        for event in events:
            refused(
                f"INSERT OR REPLACE INTO audit_event (rowid, id, {others}, chain) "  # noqa: S608
                f"SELECT rowid, '00000000000000000000000000000001', {others}, '' FROM audit_event WHERE id = %s",
                key_of(event),
            )

    def test_nor_by_sealing_another_in_its_place(self, events: list[Event]) -> None:
        place = events[0].sequence
        refused(f"UPDATE OR REPLACE audit_event SET sequence = {place}, chain = 'f' WHERE id = %s", key_of(events[2]))  # noqa: S608


def test_the_one_step_of_sealing_is_allowed(events: list[Event]) -> None:
    assert seal_events() == 1
    assert Event.objects.filter(sequence=None).count() == 0
