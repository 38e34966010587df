import datetime
from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from cases.models import Cycle, Film
from media_pipeline.models import Recording
from tests.cast import Cast, a_film
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]


def test_waits_for_its_bytes(cycle: Cycle, cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).post(
        reverse("api:films", args=[cycle.pk]), {"kind": "shared_review", "recorded_on": "2026-11-02"}, format="json"
    )

    film = answer.json()
    assert answer.status_code == 201
    assert (film["kind"], film["state"], film["playable"], film["progress"]) == ("shared_review", "waiting", False, 0)
    assert film["failure"] is None


def test_refuses_a_day_that_has_not_come(cycle: Cycle, cast: Cast, program_of: ProgramOf) -> None:
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)

    answer = program_of(cast.mira).post(
        reverse("api:films", args=[cycle.pk]), {"recorded_on": str(tomorrow)}, format="json"
    )

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["recorded_on"]
    assert not Film.objects.exists()


@pytest.mark.parametrize("films", [1, 10])
def test_ten_ready_films_are_listed_with_as_many_queries_as_one(
    films: int,
    cycle: Cycle,
    cast: Cast,
    program_of: ProgramOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    program = program_of(cast.mira)
    for _ in range(films):
        a_film(cast, cycle)
    Recording.objects.update(state=Recording.State.READY)

    with django_assert_max_num_queries(7):
        answer = program.get(reverse("api:films", args=[cycle.pk]))

    assert answer.json()["count"] == films
