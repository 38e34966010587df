import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cases.models import Film
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.chain import BEGINNING, link, mac_of
from vig.audit.keys import audit_key
from vig.audit.models import Event
from vig.audit.operations import Thing, record_event

BrowserOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db(transaction=True)


def export(client: Client, file_format: str, **asked: object) -> str:
    answer = client.post(reverse("audit_export"), {"format": file_format, **asked})
    assert answer.status_code == 200, answer.content
    assert answer.streaming
    assert answer["Content-Disposition"].endswith(f'.{file_format}"')
    body: Iterable[bytes] = answer.streaming_content  # type: ignore[attr-defined]
    return b"".join(body).decode("utf-8-sig")


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_lines_hold_all_that_was_sealed_so_that_others_can_verify_it(
    film: Film, cast: Cast, browser_of: BrowserOf
) -> None:
    exported = lines(export(browser_of(cast.dana), "jsonl", event="cases.film_added"))

    event = Event.objects.get(name="cases.film_added")
    [said] = exported
    assert (said["mac"], said["sequence"], said["chain"]) == (event.mac, event.sequence, event.chain)
    copy = Event(
        id=said["id"], at=event.at, name=said["name"], actor_id=said["actor"], subject_kind=said["subject"][0],
        subject_id=said["subject"][1], organisation_id=said["organisation"], case_id=said["case"], facts=said["facts"],
    )  # fmt: skip
    assert mac_of(copy, key=audit_key()) == said["mac"]


def test_a_whole_service_comes_in_the_order_of_its_chain(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    exported = lines(export(browser_of(cast.dana), "jsonl"))

    numbers = [said["sequence"] for said in exported]
    assert numbers == sorted(numbers)
    assert numbers[0] == 1
    assert exported[0]["chain"] == link(BEGINNING, sequence=1, mac=exported[0]["mac"], key=audit_key())
    assert exported[-1]["name"] == "audit.exported"


def test_a_spreadsheet_is_given_words_and_runs_nothing(cast: Cast, browser_of: BrowserOf) -> None:
    User.objects.filter(pk=cast.mira.pk).update(name='=HYPERLINK("http://evil.example","Mira")')
    record_event(
        "cases.film_watched", actor=cast.mira, subject=Thing("cases.film", "@SUM(1)"), organisation=cast.service
    )

    rows = list(csv.DictReader(io.StringIO(export(browser_of(cast.dana), "csv", event="cases.film_watched"))))

    [row] = rows
    assert row["What"] == "Watched a film"
    assert row["Who"].startswith("'=HYPERLINK")
    assert row["Thing (id)"] == "'@SUM(1)"
    assert row["Number"].isdigit()


def test_is_itself_an_event_with_what_was_asked_for(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    export(browser_of(cast.dana), "csv", person=str(cast.mira.pk), event="cases.film_added")

    [event] = Event.objects.filter(name="audit.exported")
    assert (event.actor, event.subject_id, event.organisation_id) == (
        cast.dana, str(cast.service.pk), cast.service.pk
    )  # fmt: skip
    assert event.facts == {
        "format": "csv",
        "events": 1,
        "asked_for": {"person": str(cast.mira.pk), "event": "cases.film_added"},
    }


def test_holds_nothing_of_another_service(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    foreign = record_event(
        "cases.film_added", actor=cast.otis, subject=Thing("cases.film", "1"), organisation=cast.elsewhere
    )

    exported = export(browser_of(cast.dana), "jsonl", service=str(cast.elsewhere.pk))

    assert str(foreign.pk) not in exported
    assert str(cast.otis.pk) not in exported


def test_asks_once_more_who_it_is_when_the_sign_in_is_not_fresh(
    film: Film, cast: Cast, browser_of: BrowserOf, settings: Settings
) -> None:
    dana = browser_of(cast.dana)
    settings.FRESH_SIGN_IN_SECONDS = -1

    answer = dana.post(reverse("audit_export"), {"format": "csv"})

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Event.objects.filter(name="audit.exported").exists()


@pytest.mark.parametrize("asked", [{}, {"format": "exe"}, {"format": "csv", "since": "yesterday"}])
def test_refuses_what_is_no_export(asked: dict[str, str], cast: Cast, browser_of: BrowserOf) -> None:
    assert browser_of(cast.dana).post(reverse("audit_export"), asked).status_code == 400
    assert not Event.objects.filter(name="audit.exported").exists()


def test_is_refused_to_whoever_is_no_data_steward(cast: Cast, browser_of: BrowserOf) -> None:
    assert browser_of(cast.ada).post(reverse("audit_export"), {"format": "csv"}).status_code == 403
