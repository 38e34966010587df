from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Case
from cases.operations.open_case import PseudonymTaken
from tests.cast import Cast, a_case
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
ProgramOf = Callable[[User], APIClient]


def test_whoever_opens_a_case_guides_it(cast: Cast) -> None:
    case = a_case(cast)

    assert list(Case.objects.visible_to(cast.mira)) == [case]
    assert not Case.objects.visible_to(cast.tariq).exists()
    assert not Case.objects.visible_to(cast.ada).exists()


def test_writes_one_event_without_words(cast: Cast) -> None:
    case = a_case(cast)

    event = Event.objects.get(name="cases.case_opened")
    assert (event.actor, event.subject_id, event.facts) == (cast.mira, str(case.pk), {})


def test_makes_up_a_name_when_none_is_given(cast: Cast) -> None:
    case = a_case(cast, pseudonym=" ")

    assert case.pseudonym.split()[1].isdigit()


def test_refuses_a_pseudonym_that_another_case_bears_whatever_its_letters(cast: Cast) -> None:
    a_case(cast, pseudonym="Alder 101")

    with pytest.raises(PseudonymTaken):
        a_case(cast, pseudonym="ALDER 101")


def test_the_page_opens_a_case_and_goes_there(cast: Cast, browser_of: BrowserOf) -> None:
    answer = browser_of(cast.mira).post(
        reverse("open_case"),
        {"organisation": cast.service.pk, "pseudonym": "Rowan 7", "path": "over_two", "person_age_band": "2_4"},
    )

    assert answer["Location"] == reverse("case", args=[Case.objects.get(pseudonym="Rowan 7").pk])


def test_the_page_keeps_what_was_typed_when_a_name_is_taken(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    answer = browser_of(cast.mira).post(
        reverse("open_case"),
        {
            "organisation": cast.service.pk,
            "pseudonym": case.pseudonym,
            "path": "over_two",
            "helping_question": "What helps at bedtime?",
        },
    )

    assert "Another case of your service has this name." in answer.content.decode()
    assert "What helps at bedtime?" in answer.content.decode()


def test_nobody_opens_a_case_in_a_service_of_others(cast: Cast, browser_of: BrowserOf) -> None:
    answer = browser_of(cast.mira).post(reverse("open_case"), {"organisation": cast.elsewhere.pk, "path": "over_two"})

    assert answer.status_code == 200
    assert not Case.objects.exists()


def test_the_api_opens_a_case_from_almost_nothing(cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).post(reverse("api:cases"), {}, format="json")

    assert answer.status_code == 201
    assert answer.json()["pseudonym"]
    assert [somebody["role"] for somebody in answer.json()["participants"]] == ["partner", "person"]


def test_the_api_says_which_field_is_wrong(cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).post(reverse("api:cases"), {"path": "sideways"}, format="json")

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == ["path"]


def test_fields_that_nobody_may_set_change_nothing(cast: Cast, program_of: ProgramOf) -> None:
    answer = program_of(cast.mira).post(
        reverse("api:cases"), {"id": "x", "state": "closed", "organisation": str(cast.elsewhere.pk)}, format="json"
    )

    case = Case.objects.get(pk=answer.json()["id"])
    assert (case.state, case.organisation) == ("open", cast.service)
