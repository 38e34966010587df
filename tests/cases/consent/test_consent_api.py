"""Consent by the API: the same act as the page, with the same refusals."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Case, Consent, ConsentAnswer, Film, Participant, Scope
from cases.operations.consent_texts import publish_consent_text
from cases.policies import can_be_used
from tests.cast import Cast, a_case, a_cycle, a_film, the
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]
PERSON, PARTNER = Participant.Role.PERSON, Participant.Role.PARTNER
PNG = b"\x89PNG\r\n\x1a\n a signature"


@pytest.fixture
def unasked(cast: Cast) -> Case:
    return a_case(cast, pseudonym="Birch 7", consent=False)


def said(case: Case, **more: Any) -> dict[str, Any]:
    mother = str(the(case, PARTNER).pk)
    spoken = {"participant": mother, "given_by": mother, "authority": "self", "how": "spoken"}
    return spoken | {"answers": {"own_review": True, "training": False}} | more


def test_keeps_a_yes_and_a_no_each_by_itself(unasked: Case, cast: Cast, program_of: ProgramOf) -> None:
    url = reverse("api:consents", args=[unasked.pk])
    mira = program_of(cast.mira)

    answer = mira.post(url, said(unasked), format="json")

    assert answer.status_code == 201
    given = {row["scope"]: row["given"] for row in answer.json()["answers"]}
    assert (given, answer.json()["films"], answer.json()["text"]) == ({"own_review": True, "training": False}, None, 1)
    assert [row["id"] for row in mira.get(url).json()["results"]] == [answer.json()["id"]]


def test_what_was_not_asked_stays_open(unasked: Case, cast: Cast, program_of: ProgramOf) -> None:
    mira = program_of(cast.mira)
    mira.post(reverse("api:consents", args=[unasked.pk]), said(unasked), format="json")

    rows = mira.get(reverse("api:consent_standing", args=[unasked.pk])).json()

    of_mother = next(row for row in rows if row["participant"] == str(the(unasked, PARTNER).pk))
    states = {row["scope"]: row["state"] for row in of_mother["standings"]}
    assert (states["own_review"], states["training"], states["research"]) == ("yes", "no", "open")
    assert set(states) == set(Scope)


def test_a_parent_answers_for_a_child_on_the_ground_of_responsibility(
    unasked: Case, cast: Cast, program_of: ProgramOf
) -> None:
    child = str(the(unasked, PERSON).pk)
    url = reverse("api:consents", args=[unasked.pk])

    answer = program_of(cast.mira).post(url, said(unasked, participant=child, authority="parent"), format="json")

    assert answer.status_code == 201
    assert Consent.objects.get().given_by == the(unasked, PARTNER)


def test_a_signature_comes_with_it(unasked: Case, cast: Cast, program_of: ProgramOf) -> None:
    mira = program_of(cast.mira)
    signed = said(unasked, how="signature", evidence=base64.b64encode(PNG).decode())

    answer = mira.post(reverse("api:consents", args=[unasked.pk]), signed, format="json").json()

    mira.force_login(cast.mira, backend="allauth.account.auth_backends.AuthenticationBackend")
    kept: Any = mira.get(answer["evidence_url"])
    assert b"".join(kept.streaming_content) == PNG


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answers": {}}, "answers"),
        ({"answers": {"own_review": "perhaps"}}, "answers"),
        ({"how": "form"}, "evidence"),
        ({"how": "form", "evidence": "***"}, "evidence"),
        ({"given_by": None}, "given_by_described"),
        ({"authority": "parent"}, "authority"),
        ({"given_on": "2099-01-01"}, "given_on"),
        ({"until_on": "2020-01-01"}, "until_on"),
        ({"films": []}, "films"),
        ({"films": ["00000000-0000-0000-0000-000000000001"]}, "films"),
        ({"participant": "00000000-0000-0000-0000-000000000001"}, "participant"),
        ({"text": 7}, "text"),
    ],
)
def test_says_what_cannot_be_taken(
    wrong: dict[str, Any], field: str, unasked: Case, cast: Cast, program_of: ProgramOf
) -> None:
    answer = program_of(cast.mira).post(
        reverse("api:consents", args=[unasked.pk]), said(unasked, **wrong), format="json"
    )

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert field in answer.json()["errors"]
    assert not Consent.objects.exists()


def test_holds_for_the_films_that_were_chosen(cast: Cast, case: Case, program_of: ProgramOf) -> None:
    cycle = a_cycle(cast, case)
    film, another = a_film(cast, cycle), a_film(cast, cycle)
    ConsentAnswer.objects.filter(scope=Scope.TRAINING).delete()
    mira = program_of(cast.mira)
    chosen = {"answers": {"training": True}, "films": [str(film.pk)]}
    url = reverse("api:consents", args=[case.pk])

    mira.post(url, said(case, **chosen), format="json")
    child = said(case, **chosen, participant=str(the(case, PERSON).pk), authority="parent")
    answer = mira.post(url, child, format="json")

    assert answer.json()["films"] == [str(film.pk)]
    assert [bool(can_be_used(one, Scope.TRAINING)) for one in (film, another)] == [True, False]


def test_the_version_that_was_read_is_the_one_in_use(unasked: Case, cast: Cast, program_of: ProgramOf) -> None:
    questions = {scope.value: f"May we: {scope.label}?" for scope in Scope}
    publish_consent_text(organisation=cast.service, by=cast.ada, introduction="We ask.", questions=questions)
    url = reverse("api:consents", args=[unasked.pk])
    mira = program_of(cast.mira)

    refused = mira.post(url, said(unasked, text=1), format="json")
    taken = mira.post(url, said(unasked, text=2), format="json")

    assert "version 2" in refused.json()["errors"]["text"][0]
    assert taken.json()["text"] == 2


def test_takes_an_answer_back(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    mira = program_of(cast.mira)
    rows = mira.get(reverse("api:consent_standing", args=[film.cycle.case_id])).json()
    yes = next(row["answer"] for row in rows[0]["standings"] if row["scope"] == "own_review")
    url = reverse("api:withdraw_consent", args=[yes])

    answer = mira.post(url)

    assert next(row for row in answer.json()["answers"] if row["id"] == yes)["withdrawn_at"]
    film.refresh_from_db()
    assert film.closed_why == "withdrawn"
    assert mira.post(url).status_code == 404
