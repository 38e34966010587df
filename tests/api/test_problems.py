"""A program that asks wrongly gets a problem it can read, never a page for people."""

from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Film
from tests.cast import Cast
from vig.accounts.models import User
from vig.api import PROBLEM

ProgramOf = Callable[[User], APIClient]


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/films/not-an-id/", "/media/films/not-an-id/poster.jpg"])
def test_an_address_that_is_none_is_a_problem(path: str, cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).get(path)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, PROBLEM)
    assert answer.json()["detail"]


def test_a_wrong_address_among_the_pages_is_a_page(cast: Cast) -> None:
    answer = Client().get("/nothing/")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


def test_our_own_fault_is_a_problem_that_tells_nothing_of_it(cast: Cast, program_of: ProgramOf) -> None:
    program = program_of(cast.mira)
    program.raise_request_exception = False

    with patch("cases.api.cases.open_case", side_effect=RuntimeError("secret")):
        answer = program.post(reverse("api:cases"), {}, format="json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, PROBLEM)
    assert "secret" not in answer.content.decode()


def test_json_that_never_stops_opening_brackets_is_refused(cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).post(reverse("api:cases"), "[" * 100_000, content_type="application/json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_json_larger_than_memory_is_given_for_is_refused_unread(cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).post(reverse("api:cases"), {"helping_question": "x" * 1000}, format="json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM)


def test_a_head_says_what_a_get_would_without_the_words(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    url = reverse("api:film", args=[film.pk])

    own, of_others = program_of(cast.mira).head(url), program_of(cast.otis).head(url)

    assert (own.status_code, own.content) == (200, b"")
    assert of_others.status_code == 404
