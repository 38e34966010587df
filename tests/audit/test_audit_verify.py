"""Somebody who owns the database takes the triggers away, and is found nevertheless."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.cast import Cast
from vig.audit import append_only
from vig.audit.anchors import publish, publish_what_is_new, take_anchor
from vig.audit.models import Event
from vig.audit.operations import Thing, record_event
from vig.audit.sealing import end_of_chain, seal_events

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = 20


@pytest.fixture
def chain(db: None) -> None:
    for number in range(EVENTS):
        record_event("test.done", actor=None, subject=Thing("test.thing", str(number)), number=number)
    seal_events()


@pytest.fixture
def anchored(chain: None) -> None:
    publish(take_anchor(timezone.now()))


def tamper(*statements: str) -> None:
    append_only.take_away(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    append_only.install(connection)


def verdict(*words: str) -> str:
    with pytest.raises(CommandError) as found:
        call_command("audit_verify", *words)
    return str(found.value)


def first_wrong(*words: str) -> str:
    first, _, _ = (
        verdict(*words).removeprefix("The audit is NOT whole. The first event that is wrong:\n  ").partition("\n")
    )
    return first


def event(number: int) -> Event:
    return Event.objects.get(sequence=number)


def test_says_that_a_whole_audit_is_whole(anchored: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit_verify")

    said = capsys.readouterr().out
    assert f"The audit is whole: {EVENTS} events." in said
    assert end_of_chain()[1] in said
    assert "It agrees with 1 anchors" in said


def test_says_that_without_an_anchor_a_cut_end_cannot_be_seen(chain: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit_verify")

    assert "No anchor was found, so a cut end cannot be seen." in capsys.readouterr().out


def test_an_empty_audit_is_whole(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit_verify")

    assert "The audit is whole: 0 events." in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    ["name = 'test.undone'", "subject_id = '99'", "actor_id = id", "facts = '{\"number\": 8}'", "case_id = id"],
)
def test_finds_an_edit(change: str, anchored: None) -> None:
    changed = event(7).pk

    tamper(f"UPDATE audit_event SET {change} WHERE sequence = 7")  # noqa: S608

    assert first_wrong() == f"Event number 7: {changed} was changed after it was written."


def test_finds_an_edit_of_an_event_that_is_not_sealed_yet(chain: None) -> None:
    late = record_event("test.done", actor=None, subject=Thing("test.thing", "late"))

    tamper("UPDATE audit_event SET name = 'test.undone' WHERE sequence IS NULL")

    assert first_wrong() == f"Event number {EVENTS + 1}: {late.pk} was changed after it was written."


def test_finds_two_events_in_each_others_place(anchored: None) -> None:
    moved = event(12).pk

    tamper(
        "UPDATE audit_event SET sequence = 999 WHERE sequence = 5",
        "UPDATE audit_event SET sequence = 5 WHERE sequence = 12",
        "UPDATE audit_event SET sequence = 12 WHERE sequence = 999",
    )

    assert first_wrong().startswith(f"Event number 5: {moved} does not belong here")


def test_finds_them_also_when_their_chain_values_stayed_where_they_were(anchored: None) -> None:
    five, twelve = event(5), event(12)

    tamper(
        f"UPDATE audit_event SET sequence = 999, chain = '{twelve.chain}' WHERE sequence = 5",  # noqa: S608
        f"UPDATE audit_event SET sequence = 5, chain = '{five.chain}' WHERE sequence = 12",  # noqa: S608
        "UPDATE audit_event SET sequence = 12 WHERE sequence = 999",
    )

    assert first_wrong().startswith(f"Event number 5: {twelve.pk} does not belong here")


def test_finds_a_removal(anchored: None) -> None:
    tamper("DELETE FROM audit_event WHERE sequence = 9")
    assert first_wrong() == "Event number 9: it is missing: taken out of the database."

    tamper("DELETE FROM audit_event WHERE sequence IN (10, 11)")
    assert first_wrong() == "Event number 9: it to 11 are missing: taken out of the database."


def test_finds_a_removal_that_was_renumbered(anchored: None) -> None:
    after = event(10).pk

    tamper(
        "DELETE FROM audit_event WHERE sequence = 9",
        *(f"UPDATE audit_event SET sequence = {n - 1} WHERE sequence = {n}" for n in range(10, EVENTS + 1)),  # noqa: S608
    )

    assert first_wrong().startswith(f"Event number 9: {after} does not belong here")


def test_finds_an_event_that_was_put_in(anchored: None) -> None:
    forged = record_event("test.forged", actor=None, subject=Thing("test.thing", "1"))
    head = end_of_chain()[1]

    tamper(f"UPDATE audit_event SET sequence = {EVENTS + 1}, chain = '{head}' WHERE id = '{stored(forged)}'")  # noqa: S608

    assert first_wrong().startswith(f"Event number {EVENTS + 1}: {forged.pk} does not belong here")


def stored(one: Event) -> str:
    return str(Event._meta.pk.get_db_prep_value(one.pk, connection))


def test_finds_a_tail_that_was_cut(anchored: None) -> None:
    tamper(f"DELETE FROM audit_event WHERE sequence > {EVENTS - 5}")  # noqa: S608

    assert first_wrong().startswith(f"Event number {EVENTS - 4}: the end was cut off here.")
    assert f"there were {EVENTS} events, now {EVENTS - 5}" in first_wrong()


def test_finds_a_tail_that_was_cut_and_grew_again(anchored: None) -> None:
    tamper(f"DELETE FROM audit_event WHERE sequence > {EVENTS - 5}")  # noqa: S608
    for number in range(8):
        record_event("test.done", actor=None, subject=Thing("test.thing", str(number)), number=number)

    assert first_wrong().startswith(f"Event number {EVENTS}: it is not the one that was last at")


def test_finds_that_everything_is_gone(anchored: None) -> None:
    tamper("DELETE FROM audit_event")

    assert first_wrong().startswith("Event number 1: the end was cut off here.")


def test_finds_seals_made_with_another_key(anchored: None, settings: object) -> None:
    settings.VIG_AUDIT_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="  # type: ignore[attr-defined]

    assert first_wrong().startswith("Event number 1: ")


@pytest.mark.parametrize(
    "dressed",
    [
        lambda anchor: f"{anchor}\n",
        lambda anchor: f"noise\n2026-11-25 10:00:00 INFO vig.audit.anchors Audit anchor {anchor}\nnoise {{}}\n",
        lambda anchor: f"Subject: Audit anchor\n\nAt noon there were events.\n\n{anchor}\n",
    ],
    ids=["our file", "a log", "a mail"],
)
def test_takes_an_anchor_from(dressed: Callable[[object], str], chain: None, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(dressed(take_anchor(timezone.now())))
    call_command("audit_verify", "--anchor", str(kept))

    tamper(f"DELETE FROM audit_event WHERE sequence = {EVENTS}")  # noqa: S608

    assert first_wrong("--anchor", str(kept)).startswith(f"Event number {EVENTS}: the end was cut off here.")


def test_refuses_an_anchor_that_was_damaged_and_a_file_that_is_not_there(chain: None, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_text('{"at": "2026-11-25T10:00:00+00:00", "count": "many"}\n')

    assert verdict("--anchor", str(damaged)) == f"Line 1 of {damaged} is not an anchor: it was changed or cut."
    assert "No such file" in verdict("--anchor", str(tmp_path / "nowhere"))


def test_tells_the_first_fault_first_and_what_follows_after_it(anchored: None) -> None:
    tamper(
        "UPDATE audit_event SET name = 'a' WHERE sequence = 15", "UPDATE audit_event SET name = 'b' WHERE sequence = 3"
    )

    said = verdict()

    assert said.index("Event number 3:") < said.index("After it:") < said.index("Event number 15:")
    assert json.loads(str(take_anchor(timezone.now())))["count"] == EVENTS


def test_a_history_that_goes_on_agrees_with_what_was_told_before(
    anchored: None, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_what_is_new(now=timezone.now())
    record_event("test.done", actor=cast.mira, subject=cast.mira)

    call_command("audit_verify")

    assert "It agrees with 2 anchors" in capsys.readouterr().out
