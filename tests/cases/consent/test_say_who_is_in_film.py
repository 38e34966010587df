"""Who is in a film: all through it or in parts of it, also others than the two whom the case is about."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Case, Film, Participant
from cases.operations.add_participant import Somebody, TooMany, add_participant
from cases.operations.mark_moment import mark_moment
from cases.policies import can_be_used
from cases.positions import Clock, Unreadable
from tests.cast import Cast, a_case, the
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
ProgramOf = Callable[[User], APIClient]
PERSON, PARTNER = Participant.Role.PERSON, Participant.Role.PARTNER


@pytest.fixture
def film(film: Film) -> Film:
    film.recording.frames, film.recording.frame_rate_numerator, film.recording.frame_rate_denominator = 250, 25, 1
    film.recording.save()
    return film


def sibling_of(case: Case, cast: Cast) -> Participant:
    return add_participant(case=case, by=cast.mira, somebody=Somebody(relationship="a sibling", age_band="5_11"))


def said(film: Film, **more: str) -> dict[str, str]:
    return {str(one.pk): "seen" for one in film.cycle.case.participants.all()} | more


def spans_of(film: Film, somebody: Participant) -> list[tuple[int | None, int | None]]:
    return list(film.appearances.filter(participant=somebody).values_list("start_frame", "end_frame"))


def test_somebody_else_is_added_and_asked_for_themselves(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    url = f"{reverse('add_participant', args=[film.cycle.case_id])}?film={film.pk}"

    page = browser_of(cast.mira).post(url, {"relationship": "a sibling"}, follow=True).content.decode()

    sibling = film.cycle.case.participants.get(role="other")
    assert sibling.shown_name == "The sibling"
    assert "The sibling has not been asked about being filmed" in page
    assert Event.objects.filter(name="cases.participant_added", subject_id=str(sibling.pk)).count() == 1


def test_whoever_is_in_it_decides_about_it(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    sibling = sibling_of(film.cycle.case, cast)

    browser_of(cast.mira).post(reverse("say_who_is_in_film", args=[film.pk]), said(film))

    assert can_be_used(film).reason.startswith("The sibling has not been asked")
    assert spans_of(film, sibling) == [(None, None)]


def test_somebody_in_a_part_of_it_decides_about_that_part(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    sibling = sibling_of(film.cycle.case, cast)
    parts = "0:02 to 0:04\n0:06:05 – 170"

    browser_of(cast.mira).post(
        reverse("say_who_is_in_film", args=[film.pk]), said(film, **{f"when-{sibling.pk}": parts})
    )

    assert spans_of(film, sibling) == [(50, 100), (155, 170)]
    assert can_be_used(film, frames=(100, 150))
    assert not can_be_used(film, frames=(90, 110))
    assert mark_moment(film=film, by=cast.mira, start_frame=100, end_frame=150)


def test_the_page_shows_the_parts_as_they_were_written(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    sibling = sibling_of(film.cycle.case, cast)
    url = reverse("say_who_is_in_film", args=[film.pk])
    mira = browser_of(cast.mira)
    mira.post(url, said(film, **{f"when-{sibling.pk}": "0:06:05 to 0:08\n0:02 to 0:07"}))

    page = mira.get(url).content.decode()

    assert "0:02 to 0:08" in page


@pytest.mark.parametrize("parts", ["0:04 to 0:02", "soon", "0:02", "0:02 to", "1:2:3:4 to 5", "-5 to 3"])
def test_says_how_a_part_is_written(parts: str, film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    child = the(film.cycle.case, PERSON)

    page = browser_of(cast.mira).post(
        reverse("say_who_is_in_film", args=[film.pk]), said(film, **{f"when-{child.pk}": parts})
    )

    assert "Write each part as 0:05 to 0:12" in page.content.decode()
    assert spans_of(film, child) == [(None, None)]


def test_a_part_lies_inside_the_film(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    child = the(film.cycle.case, PERSON)

    page = browser_of(cast.mira).post(
        reverse("say_who_is_in_film", args=[film.pk]), said(film, **{f"when-{child.pk}": "0:05 to 0:11"})
    )

    assert "lies inside the film" in page.content.decode()


def test_a_case_has_no_endless_room(case: Case, cast: Cast) -> None:
    Participant.objects.bulk_create(Participant(case=case, role="other") for _ in range(28))

    with pytest.raises(TooMany):
        sibling_of(case, cast)


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30000, 1001), Fraction(12), Fraction(60000, 1001)])
def test_every_frame_is_read_back_from_how_it_is_written(rate: Fraction) -> None:
    clock = Clock(rate)

    assert all(clock.frame_of(clock.written(frame)) == frame for frame in range(4000))


def test_another_way_to_write_is_not_guessed_at() -> None:
    with pytest.raises(Unreadable):
        Clock(Fraction(25)).frame_of("0.05")


def test_a_film_says_from_the_start_who_is_in_it(
    film: Film, cast: Cast, browser_of: BrowserOf, program_of: ProgramOf
) -> None:
    sibling_of(film.cycle.case, cast)
    child, mother = the(film.cycle.case, PERSON), the(film.cycle.case, PARTNER)

    page = browser_of(cast.mira)
    form = page.get(reverse("add_film", args=[film.cycle_id])).content.decode()
    added = program_of(cast.mira).post(
        reverse("api:films", args=[film.cycle_id]),
        {"recorded_on": "2026-11-02", "in_shot": [str(child.pk), str(mother.pk)]}, format="json",
    ).json()  # fmt: skip

    assert form.count('name="in_shot"') == 3
    assert form.count("checked") == 2  # never the sibling
    assert Film.objects.get(pk=added["id"]).appearances.count() == 2


def test_a_program_says_who_is_in_it(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    mira = program_of(cast.mira)
    added = mira.post(
        reverse("api:participants", args=[film.cycle.case_id]), {"relationship": "a friend"}, format="json"
    ).json()
    url = reverse("api:people_in_film", args=[film.pk])
    shot: dict[str, Any] = {"participant": added["id"], "spans": [{"start_frame": 0, "end_frame": 5}]}

    answer = mira.put(url, {"in_shot": [shot, {"participant": str(the(film.cycle.case, PERSON).pk)}]}, format="json")

    rows = {row["participant"]: (row["start_frame"], row["end_frame"]) for row in answer.json()["results"]}
    assert rows == {added["id"]: (0, 5), str(the(film.cycle.case, PERSON).pk): (None, None)}
    assert mira.get(url).json()["count"] == 2


def test_a_program_is_told_of_people_of_another_case(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    stranger = the(a_case(cast, pseudonym="Birch 7"), PERSON)
    url = reverse("api:people_in_film", args=[film.pk])

    answer = program_of(cast.mira).put(url, {"in_shot": [{"participant": str(stranger.pk)}]}, format="json")

    assert answer.json()["errors"] == {"in_shot": ["Choose among the people of this case."]}


@pytest.mark.parametrize(
    ("role", "more", "name"),
    [
        (PERSON, {}, "The child"),
        (PERSON, {"age_band": "adult"}, "The person"),
        (PARTNER, {}, "The parent"),
        (PARTNER, {"relationship": "a grandmother"}, "The grandmother"),
        (PARTNER, {"relationship": "mother", "called": "Ines"}, "Ines"),
        (Participant.Role.OTHER, {}, "The other person in the film"),
    ],
)
def test_somebody_without_a_name_is_called_by_what_the_case_knows(
    role: Participant.Role, more: dict[str, str], name: str, case: Case
) -> None:
    somebody = Participant(case=case, role=role, **more)

    assert somebody.shown_name == name
