"""What is certified of a film that is gone: what it was, why, and what the storage itself showed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from cases.models import Cycle, Film, Tombstone
from cases.operations.delete_film import delete_film
from cases.operations.remove_clip import remove_clip
from media_pipeline import vault
from media_pipeline.models import Destruction, Recording
from tests.cast import Cast, a_case, a_cycle, a_film
from tests.permissions.scene import playing_film_with_clip
from vig.accounts.models import User

SHA256 = "5e" * 32
BrowserOf = Callable[[User], Client]


@pytest.fixture
def playing(film: Film, cast: Cast) -> Film:
    playing_film_with_clip(film, cast)
    Recording.objects.filter(pk=film.recording_id).update(sha256=SHA256)
    return Film.objects.with_case().get(pk=film.pk)


def page(browser: Client, tombstone: Tombstone) -> str:
    answer = browser.get(reverse("destruction_certificate", args=[tombstone.case_id, tombstone.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_certifies_every_object_and_what_the_film_was(
    playing: Film,
    cast: Cast,
    browser_of: BrowserOf,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tombstone = delete_film(film=playing, by=cast.mira)

    shown = page(browser_of(cast.mira), tombstone)

    proof = Destruction.objects.get()
    assert len(proof.object_names) == 6
    assert all(name in shown for name in proof.object_names)
    assert shown.count("gone\n") == 6
    for words in ("Certificate of destruction", SHA256, str(tombstone.film), "250 frames", "Moment 1, frames 0 to 10",
                  "1 November 2026", "Deleted by the practitioner", "by Mira", "Alder 101"):  # fmt: skip
        assert words in shown
    assert "Not proved yet" not in shown
    assert "Little Alder" not in shown
    assert "He offers the ball" not in shown


def test_says_plainly_that_it_is_not_proved_yet(
    playing: Film,
    cast: Cast,
    browser_of: BrowserOf,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def away(names: list[str]) -> None:
        raise vault.StorageDown

    monkeypatch.setattr(vault, "remove", away)
    with django_capture_on_commit_callbacks(execute=True):
        tombstone = delete_film(film=playing, by=cast.mira)

    shown = page(browser_of(cast.mira), tombstone)

    assert "Destruction not proved yet" in shown
    assert "Certificate of destruction</h1>" not in shown
    assert "Keys destroyed" in shown


def test_the_case_page_leads_to_it(playing: Film, cast: Cast, browser_of: BrowserOf) -> None:
    tombstone = delete_film(film=playing, by=cast.mira)

    shown = browser_of(cast.mira).get(reverse("case", args=[tombstone.case_id])).content.decode()

    assert "Films that are gone" in shown
    assert reverse("destruction_certificate", args=[tombstone.case_id, tombstone.pk]) in shown


def test_data_stewards_find_those_of_their_own_service_only(playing: Film, cast: Cast, browser_of: BrowserOf) -> None:
    mine = delete_film(film=playing, by=cast.mira)
    theirs = a_tombstone_elsewhere(cast)
    dana = browser_of(cast.dana)

    shown = dana.get(reverse("destroyed_films")).content.decode()

    assert reverse("destruction_certificate", args=[mine.case_id, mine.pk]) in shown
    assert str(theirs.pk) not in shown
    assert page(dana, mine)
    assert dana.get(reverse("destruction_certificate", args=[theirs.case_id, theirs.pk])).status_code == 404


def test_it_is_found_under_its_own_case_only(playing: Film, cast: Cast, browser_of: BrowserOf) -> None:
    tombstone = delete_film(film=playing, by=cast.mira)
    another = a_case(cast, pseudonym="Birch 102")

    answer = browser_of(cast.mira).get(reverse("destruction_certificate", args=[another.pk, tombstone.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize("films", [1, 10])
def test_ten_are_listed_with_as_many_queries_as_one(
    films: int,
    cycle: Cycle,
    cast: Cast,
    browser_of: BrowserOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(films):
        delete_film(film=a_film(cast, cycle), by=cast.mira)
    dana = browser_of(cast.dana)
    dana.get(reverse("destroyed_films"))

    with django_assert_max_num_queries(12):
        shown = dana.get(reverse("destroyed_films")).content.decode()

    assert shown.count("case-row card-calm") == films


def a_tombstone_elsewhere(cast: Cast) -> Tombstone:
    case = a_case(cast, pseudonym="Cedar 103")
    cycle = a_cycle(cast, case)
    tombstone = delete_film(film=a_film(cast, cycle), by=cast.mira)
    case.organisation = cast.elsewhere
    case.save()
    return tombstone


def test_lists_files_of_clips_that_went_before_the_film(
    playing: Film,
    cast: Cast,
    browser_of: BrowserOf,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    clip = playing.clips.get()
    cut = clip.cut
    assert cut is not None
    name = cut.parts.get().object_name
    with django_capture_on_commit_callbacks(execute=True):
        remove_clip(clip=clip, by=cast.mira)
        tombstone = delete_film(film=playing, by=cast.mira)

    shown = page(browser_of(cast.mira), tombstone)

    assert "Files of clips that went before it" in shown
    assert str(cut.pk) in shown
    assert name in shown
    assert "the clip was removed" in shown
    assert "not yet" not in shown.lower()
