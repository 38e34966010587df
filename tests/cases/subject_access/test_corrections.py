"""What is written down wrongly is put right: by who works on the case, with a reason, and without keeping the wrong."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case, Correction, Film, Scope, Share
from cases.operations.correct_film import correct_film
from cases.operations.correct_participant import NothingChanged, correct_participant
from cases.operations.mark_moment import mark_moment
from cases.operations.share_clip import share_clip
from tests.cases.asking_for_a_copy import PARTNER, PERSON, appears, ready
from tests.cast import Cast, the
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


@pytest.fixture
def mira(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.mira)


def film_said(film: Film, **other: str) -> dict[str, str]:
    return {"kind": film.kind, "recorded_on": film.recorded_on.isoformat(), "why": "mistake"} | other


def test_somebodys_facts_are_put_right(case: Case, mira: Client, cast: Cast) -> None:
    mother = the(case, PARTNER)
    said = {"called": "Mother Alder", "age_band": "adult", "relationship": "foster mother", "why": "asked"}

    mira.post(reverse("correct_participant", args=[mother.pk]), said)

    mother.refresh_from_db()
    assert (mother.called, mother.age_band, mother.relationship) == ("Mother Alder", "adult", "foster mother")
    event = Event.objects.get(name="cases.participant_corrected")
    assert event.facts == {"fields": ["age_band", "relationship"], "why": "asked"}


def test_nothing_changed_is_no_correction(case: Case, cast: Cast) -> None:
    mother = the(case, PARTNER)

    with pytest.raises(NothingChanged):
        correct_participant(participant=mother, facts={"called": mother.called}, why=Correction.ASKED, by=cast.mira)

    assert not Event.objects.filter(name="cases.participant_corrected").exists()


def test_only_facts_are_corrected(case: Case, cast: Cast) -> None:
    mother = the(case, PARTNER)

    with pytest.raises(NothingChanged):
        correct_participant(participant=mother, facts={"role": "other"}, why=Correction.ASKED, by=cast.mira)

    mother.refresh_from_db()
    assert mother.role == PARTNER


def test_needs_a_reason(case: Case, mira: Client) -> None:
    mother = the(case, PARTNER)

    answer = mira.post(reverse("correct_participant", args=[mother.pk]), {"called": "Somebody"})

    mother.refresh_from_db()
    assert (answer.status_code, mother.called) == (200, "Mother Alder")


def test_a_film_was_filmed_on_another_day(film: Film, mira: Client) -> None:
    mira.post(reverse("correct_film", args=[film.pk]), film_said(film, recorded_on="2026-10-30"))

    film.refresh_from_db()
    assert film.recorded_on == datetime.date(2026, 10, 30)
    assert Event.objects.get(name="cases.film_corrected").facts == {"fields": ["recorded_on"], "why": "mistake"}


def test_a_film_of_another_kind_needs_the_consent_to_that(film: Film, cast: Cast) -> None:
    ready(film)
    clip = mark_moment(film=film, by=cast.mira, start_frame=0, end_frame=50)
    share = share_clip(
        clip=clip, email=cast.sam.email, purpose=Scope.SUPERVISION, ends_on=datetime.date(2027, 1, 1), by=cast.mira
    )
    the(film.cycle.case, PERSON).consents.get().answers.filter(scope=Scope.REVIEW_FILMING).delete()

    correct_film(
        film=film, kind=Film.Kind.SHARED_REVIEW, recorded_on=film.recorded_on, why=Correction.MISTAKE, by=cast.mira
    )

    assert Share.objects.get(pk=share.pk).ended_at is not None


def test_somebody_is_in_it_from_one_second_to_another(film: Film, mira: Client) -> None:
    ready(film)
    child = film.appearances.get(participant__role=PERSON)

    mira.post(
        reverse("correct_film", args=[film.pk]), film_said(film, **{f"a{child.pk}_from": "2", f"a{child.pk}_to": "4"})
    )

    spans = film.appearances.values_list("participant__role", "start_frame", "end_frame")
    assert set(spans) == {(PERSON, 50, 100), (PARTNER, None, None)}
    assert Event.objects.get(name="cases.film_corrected").facts["fields"] == ["appearances"]


def test_a_span_that_nobody_touched_stays_exact_to_the_frame(film: Film, mira: Client) -> None:
    ready(film)
    appears(film, the(film.cycle.case, PERSON), (37, 78))
    where = reverse("correct_film", args=[film.pk])
    mother = film.appearances.get(participant__role=PARTNER)
    child = film.appearances.get(participant__role=PERSON)
    shown = {f"a{child.pk}_from": "1.48", f"a{child.pk}_to": "3.12"}

    mira.post(where, film_said(film, **shown, **{f"a{mother.pk}_from": "0", f"a{mother.pk}_to": "10"}))

    spans = film.appearances.values_list("participant__role", "start_frame", "end_frame")
    assert set(spans) == {(PERSON, 37, 78), (PARTNER, 0, 250)}


def test_half_a_span_is_asked_about(film: Film, mira: Client) -> None:
    ready(film)
    child = film.appearances.get(participant__role=PERSON)

    answer = mira.post(reverse("correct_film", args=[film.pk]), film_said(film, **{f"a{child.pk}_from": "2"}))

    assert "or neither" in answer.content.decode()
    assert not film.appearances.exclude(start_frame=None).exists()


def test_a_span_beyond_the_end_is_refused(film: Film, mira: Client) -> None:
    ready(film)
    child = film.appearances.get(participant__role=PERSON)

    answer = mira.post(
        reverse("correct_film", args=[film.pk]),
        film_said(film, **{f"a{child.pk}_from": "20", f"a{child.pk}_to": "30"}),
    )

    assert "lies inside the film" in answer.content.decode()
    assert not film.appearances.exclude(start_frame=None).exists()
