import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cases.models import Case, Consent, ConsentAnswer, Participant, Scope
from tests.cast import Cast, a_case, the
from vig.accounts.models import User

BrowserOf = Callable[[User], Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"a family's own signature" * 20


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast, consent=False)


def said(case: Case, **more: Any) -> dict[str, Any]:
    mother = the(case, Participant.Role.PARTNER)
    spoken = {"given_by": str(mother.pk), "authority": "self", "how": "spoken", "given_on": str(timezone.localdate())}
    return spoken | {"own_review": "yes", "training": "no"} | more


def url_of(case: Case, role: Participant.Role = Participant.Role.PARTNER) -> str:
    return reverse("record_consent", args=[the(case, role).pk])


def test_keeps_each_answer_with_who_gave_it_and_the_words_that_were_shown(
    case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    browser_of(cast.mira).post(url_of(case), said(case))

    consent = Consent.objects.get()
    assert (consent.given_by, consent.explained_by) == (the(case, Participant.Role.PARTNER), cast.mira)
    assert consent.text.question(Scope.OWN_REVIEW).startswith("May we film you")
    assert {answer.scope: answer.given for answer in consent.answers.all()} == {"own_review": True, "training": False}


def test_no_box_is_ticked_before_anybody_answered(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    page = browser_of(cast.mira).get(url_of(case)).content.decode()

    assert page.count('value="yes"') == len(Scope)
    assert "checked" not in page


def test_a_signature_is_kept_sealed_and_can_be_looked_at(
    case: Case, cast: Cast, browser_of: BrowserOf, tmp_path: Path
) -> None:
    drawn = "data:image/png;base64," + base64.b64encode(PNG).decode()
    mira = browser_of(cast.mira)

    mira.post(url_of(case), said(case, how="signature", signature=drawn))

    answer = mira.get(reverse("consent_evidence", args=[Consent.objects.get().pk]))
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and PNG[8:40] in file.read_bytes()]


def test_a_signed_form_is_told_by_what_it_holds(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    script = SimpleUploadedFile("form.pdf", b"<svg onload=alert(1)>", content_type="application/pdf")

    page = browser_of(cast.mira).post(url_of(case), said(case, how="form", paper=script)).content.decode()

    assert "JPEG or PNG" in page
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"own_review": "", "training": "", "supervision": ""}, "Answer at least one question"),
        ({"how": "form"}, "photo or scan of the signed form"),
        ({"how": "signature"}, "Add the signature"),
        ({"given_by": "somebody_else", "authority": "attorney"}, "Say who decided"),
        ({"given_on": "2999-01-01"}, "has not come yet"),
        ({"until_on": "2001-01-01"}, "lies before the first"),
        ({"authority": "parent", "given_by": "somebody_else"}, "Say who decided"),
    ],
)
def test_says_what_is_missing_and_keeps_what_was_typed(
    wrong: dict[str, str], sentence: str, case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    page = browser_of(cast.mira).post(url_of(case), said(case) | {"supervision": "yes"} | wrong).content.decode()

    assert sentence in page
    assert "checked" in page
    assert not ConsentAnswer.objects.exists()


def test_for_a_child_a_parent_does_not_answer_as_the_child(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    page = browser_of(cast.mira).post(url_of(case, Participant.Role.PERSON), said(case)).content.decode()

    assert "only if they answered themselves" in page


def test_the_overview_shows_where_each_scope_stands(
    case: Case, cast: Cast, browser_of: BrowserOf, settings: Settings
) -> None:
    mira = browser_of(cast.mira)
    mira.post(url_of(case), said(case))

    page = mira.get(reverse("consents", args=[case.pk])).content.decode()

    assert "Yes, " in page
    assert "No, " in page
    assert "Not asked yet" in page
