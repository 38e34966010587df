"""From the first announced byte to a film that can be watched: each act of a person is one event."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Film
from media_pipeline.models import Recording
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"


@pytest.fixture
def mira(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.mira)


def begin(client: Client, film: Film, *, length: int = 10) -> str:
    headers = TUS | {"Upload-Length": str(length)}
    answer = client.post(reverse("api:begin_upload", args=[film.pk]), b"", content_type=BYTES, headers=headers)
    assert answer.status_code == 201, answer.content
    return str(answer["Location"])


def send(client: Client, url: str, content: bytes, *, offset: int) -> None:
    headers = TUS | {"Upload-Offset": str(offset)}
    answer = client.patch(url, content, content_type=BYTES, headers=headers)
    assert answer.status_code == 204, answer.content


def told(film: Film) -> list[tuple[str, User | None, object]]:
    events = Event.objects.filter(subject_id=str(film.pk)).exclude(name="cases.film_added").order_by("at")
    return [(event.name, event.actor, event.facts.get("bytes")) for event in events]


def test_an_upload_begins_with_a_person_and_ends_with_the_film(film: Film, mira: Client, cast: Cast) -> None:
    url = begin(mira, film)
    send(mira, url, b"12345", offset=0)
    send(mira, url, b"67890", offset=5)

    assert told(film) == [("cases.upload_begun", cast.mira, 10), ("cases.film_arrived", None, 10)]
    assert {event.case_id for event in Event.objects.filter(name="cases.film_arrived")} == {film.cycle.case_id}


def test_who_cancels_an_upload_is_told_and_how_much_was_there(film: Film, mira: Client, cast: Cast) -> None:
    url = begin(mira, film)
    send(mira, url, b"12345", offset=0)

    mira.delete(url, headers=TUS)

    assert told(film)[1:] == [("cases.upload_ended", cast.mira, 5)]


def test_an_upload_that_is_refused_is_none(film: Film, mira: Client) -> None:
    headers = TUS | {"Upload-Length": "0"}
    mira.post(reverse("api:begin_upload", args=[film.pk]), b"", content_type=BYTES, headers=headers)

    assert told(film) == []


def test_an_upload_that_nobody_goes_on_with_is_ended_by_the_platform(film: Film, mira: Client) -> None:
    begin(mira, film)
    Recording.objects.update(upload_expires_at=timezone.now() - timedelta(seconds=1))

    call_command("sweep")

    [event] = Event.objects.filter(name="media.upload_expired")
    assert (event.actor, event.case_id) == (None, film.cycle.case_id)


@pytest.mark.parametrize("prefix", ["", "api:"])
def test_stopping_and_trying_again_are_told_once_where_something_happened(
    prefix: str, film: Film, mira: Client, cast: Cast
) -> None:
    send(mira, begin(mira, film), b"1234567890", offset=0)

    for act in ("cancel_processing", "cancel_processing", "retry_processing", "retry_processing"):
        mira.post(reverse(prefix + act, args=[film.pk]))

    assert [(name, actor) for name, actor, _ in told(film)[2:]] == [
        ("cases.processing_cancelled", cast.mira),
        ("cases.processing_retried", cast.mira),
    ]
