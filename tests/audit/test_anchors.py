import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from vig.audit.anchors import anchors_of_this_machine, mail_once_a_day, publish_what_is_new, take_anchor
from vig.audit.operations import Thing, record_event

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def an_event(db: None) -> None:
    something_happens()
    cache.clear()


def something_happens() -> None:
    record_event("test.done", actor=None, subject=Thing("test.thing", "1"))


def test_the_end_of_the_chain_goes_to_a_file_and_in_one_line_to_the_log(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        publish_what_is_new(now=NOON)

    kept = Path(settings.VIG_ANCHORS_DIR) / "2026-11.jsonl"
    assert kept.read_text() == f"{take_anchor(NOON)}\n"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [line for line in caplog.messages if "anchor" in line] == [f"Audit anchor {take_anchor(NOON)}"]


def test_nothing_is_told_twice() -> None:
    publish_what_is_new(now=NOON)
    assert publish_what_is_new(now=NOON + timedelta(minutes=5)) == "nothing new"
    something_happens()
    publish_what_is_new(now=NOON + timedelta(days=30))

    assert [(anchor.at[:10], anchor.count) for anchor in anchors_of_this_machine()] == [
        ("2026-11-25", 1),
        ("2026-12-25", 2),
    ]


def test_a_mail_a_day_goes_to_whoever_is_named(settings: Settings) -> None:
    settings.VIG_ANCHOR_MAIL = ["steward@example.org"]

    mail_once_a_day(now=NOON)
    mail_once_a_day(now=NOON + timedelta(hours=1))

    [letter] = mail.outbox
    assert letter.to == ["steward@example.org"]
    assert str(take_anchor(NOON)) in letter.body


def test_a_mail_that_could_not_be_sent_is_tried_again(settings: Settings) -> None:
    settings.VIG_ANCHOR_MAIL = ["steward@example.org"]
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    with pytest.raises(ConnectionRefusedError):
        mail_once_a_day(now=NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    mail_once_a_day(now=NOON)

    assert len(mail.outbox) == 1


def test_nobody_named_means_no_mail() -> None:
    mail_once_a_day(now=NOON)

    assert mail.outbox == []


def test_the_command_tells_all_three_now(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.VIG_ANCHOR_MAIL = ["steward@example.org"]

    call_command("audit_anchor")

    said = capsys.readouterr().out.strip()
    assert said in mail.outbox[0].body
    assert [str(anchor) for anchor in anchors_of_this_machine()] == [said]


def test_the_sweeper_seals_and_tells(settings: Settings) -> None:
    call_command("sweep")

    [anchor] = anchors_of_this_machine()
    assert anchor.count == 1
    assert abs(datetime.fromisoformat(anchor.at) - timezone.now()) < timedelta(minutes=1)
