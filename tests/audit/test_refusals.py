"""Each request that is refused to somebody who is signed in is one event: by URL name and ids, without words."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Case, Film
from tests.cases.playing import make_playable
from tests.cast import Cast
from vig.accounts.models import User
from vig.accounts.operations import issue_token
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


def refused() -> list[Event]:
    return list(Event.objects.filter(name="audit.request_refused"))


@pytest.mark.parametrize("url", ["film", "film_playlist", "film_poster", "delete_film", "api:film", "api:clips"])
def test_a_thing_that_they_may_not_know_of(url: str, film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    assert browser_of(cast.otis).get(reverse(url, args=[film.pk])).status_code == 404

    [event] = refused()
    assert (event.actor, event.subject_kind, event.subject_id) == (cast.otis, "film", str(film.pk))
    assert event.facts == {"url": url, "method": "GET", "status": 404, "ids": {"film_id": str(film.pk)}}
    assert (event.organisation_id, event.case_id) == (None, None)


def test_one_that_does_not_exist_looks_the_same(cycle: object, cast: Cast, browser_of: BrowserOf) -> None:
    nothing = "5a2c7a52-0000-4000-8000-000000000000"
    browser_of(cast.otis).get(reverse("film", args=[nothing]))

    [event] = refused()
    assert (event.subject_id, event.facts["status"]) == (nothing, 404)


@pytest.mark.parametrize("url", ["add_cycle", "api:cycles"])
def test_an_act_that_they_may_not_do(url: str, case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    Case.objects.update(state=Case.State.CLOSED)

    assert browser_of(cast.mira).post(reverse(url, args=[case.pk])).status_code == 403

    [event] = refused()
    assert (event.actor, event.facts["status"], event.facts["url"]) == (cast.mira, 403, url)
    assert event.facts["ids"] == {"case_id": str(case.pk)}


def test_a_program_that_is_refused_is_the_person_it_acts_for(film: Film, cast: Cast) -> None:
    program = APIClient(headers={"Authorization": f"Token {issue_token(user=cast.otis, by=None)}"})

    program.get(reverse("api:film", args=[film.pk]))
    program.patch(reverse("api:upload", args=[film.recording_id]), headers={"Tus-Resumable": "1.0.0"})

    assert [(event.actor, event.subject_kind) for event in refused()] == [(cast.otis, "recording"), (cast.otis, "film")]


def test_a_form_without_the_token_of_its_page(case: Case, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.mira, backend="allauth.account.auth_backends.AuthenticationBackend")

    client.post(reverse("add_cycle", args=[case.pk]))

    assert [event.facts["url"] for event in refused()] == ["add_cycle"]


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_not_written_down(film: Film) -> None:
    Client().get(reverse("film", args=[film.pk]))
    Client().get(reverse("api:film", args=[film.pk]))

    assert refused() == []


def test_what_is_not_there_yet_and_what_was_never_there_is_no_refusal(
    film: Film, cast: Cast, browser_of: BrowserOf
) -> None:
    mira = browser_of(cast.mira)

    statuses = [
        mira.get(reverse("film_poster", args=[film.pk])).status_code,
        mira.get(reverse("film_rendition_playlist", args=[film.pk, "hi"])).status_code,
        mira.get("/nothing/here/").status_code,
        mira.get(reverse("film", args=[make_playable(film, seconds=1).pk])).status_code,
    ]

    assert statuses == [404, 404, 404, 200]
    assert refused() == []
