"""Whoever deletes a film that the service keeps is told so, and nothing is lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from cases.models import Film, Hold, Tombstone
from cases.operations.delete_film import delete_film
from cases.operations.destroy_film import FilmIsHeld
from media_pipeline.models import Recording
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.models import Event

SENTENCE = FilmIsHeld().sentence


@pytest.fixture
def held(film: Film, cast: Cast) -> Film:
    Hold.objects.create(
        case=film.cycle.case, film=film, why=Hold.Why.COMPLAINT, placed_by=cast.dana, placed_at=timezone.now()
    )
    return film


def is_untouched(film: Film) -> bool:
    recording = Recording.objects.get(pk=film.recording_id)
    return Film.objects.filter(pk=film.pk).exists() and recording.state != recording.State.DESTROYED


def test_the_page_says_that_it_is_kept(held: Film, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    answer = browser_of(cast.mira).post(reverse("delete_film", args=[held.pk]))

    assert answer.status_code == 422
    assert SENTENCE in answer.content.decode()
    assert is_untouched(held)
    assert not Tombstone.objects.exists()
    assert not Event.objects.filter(name="cases.film_destroyed").exists()


def test_so_does_the_api(held: Film, cast: Cast, program_of: Callable[[User], APIClient]) -> None:
    answer = program_of(cast.mira).delete(reverse("api:film", args=[held.pk]))

    assert (answer.status_code, answer.json()["detail"]) == (422, SENTENCE)
    assert is_untouched(held)


def test_the_page_does_not_say_why(held: Film, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    answer = browser_of(cast.mira).post(reverse("delete_film", args=[held.pk]))

    assert "omplaint" not in answer.content.decode()


def test_to_delete_twice_leaves_one_tombstone(film: Film, cast: Cast) -> None:
    in_another_window = Film.objects.with_case().get(pk=film.pk)
    first = delete_film(film=film, by=cast.mira)

    assert delete_film(film=in_another_window, by=cast.mira) == first
