"""Requests are written down by the data steward or by who works on the case, and are due in a month."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, SubjectRequest
from cases.operations.file_subject_request import AskedInFuture, a_month_after, file_subject_request
from tests.cases.asking_for_a_copy import PARTNER
from tests.cast import Cast, a_case, the
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
ASKED: dict[str, str] = {"kind": "access", "asked_by_described": "mother"}


def today() -> str:
    return timezone.localdate().isoformat()


@pytest.mark.parametrize(
    ("asked", "due"),
    [("2026-11-25", "2026-12-25"), ("2026-12-31", "2027-01-31"), ("2026-01-31", "2026-02-28")],
)
def test_is_due_on_the_same_day_of_the_next_month(asked: str, due: str) -> None:
    assert a_month_after(datetime.date.fromisoformat(asked)) == datetime.date.fromisoformat(due)


def test_a_steward_finds_the_case_by_its_pseudonym(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    dana, mother = browser_of(cast.dana), the(case, PARTNER)
    where = f"{reverse('file_subject_request')}?case=alder+101"

    assert "Mother Alder" in dana.get(where).content.decode()
    dana.post(where, ASKED | {"asked_on": today(), "participant": str(mother.pk)})

    filed = SubjectRequest.objects.get()
    assert (filed.participant, filed.kind, filed.state, filed.filed_by) == (mother, "access", "open", cast.dana)
    listed = dana.get(reverse("subject_requests")).content.decode()
    assert "A copy of what is held" in listed
    assert f"{filed.days_left(timezone.localdate())} days left" in listed


def test_no_case_of_another_service_is_found(cast: Cast, browser_of: BrowserOf) -> None:
    Case.objects.filter(pk=a_case(cast, pseudonym="Cedar 103").pk).update(organisation=cast.elsewhere)

    answer = browser_of(cast.dana).get(f"{reverse('file_subject_request')}?case=Cedar+103").content.decode()

    assert "There is no case of this pseudonym" in answer


def test_who_works_on_the_case_passes_it_on(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    mira, mother = browser_of(cast.mira), the(case, PARTNER)
    assert (
        reverse("file_request_from_case", args=[mother.pk])
        in mira.get(reverse("consents", args=[case.pk])).content.decode()
    )

    mira.post(reverse("file_request_from_case", args=[mother.pk]), ASKED | {"asked_on": today()})

    filed = SubjectRequest.objects.get()
    assert (filed.participant, filed.filed_by) == (mother, cast.mira)
    assert mira.get(reverse("subject_request", args=[filed.pk])).status_code == 404


def test_nobody_asked_tomorrow(case: Case, cast: Cast) -> None:
    with pytest.raises(AskedInFuture):
        file_subject_request(
            participant=the(case, PARTNER),
            kind=SubjectRequest.Kind.ACCESS,
            asked_on=timezone.localdate() + datetime.timedelta(days=1),
            asked_by_described="mother",
            by=cast.dana,
        )


def test_is_one_event_without_words(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    mother = the(case, PARTNER)
    browser_of(cast.mira).post(reverse("file_request_from_case", args=[mother.pk]), ASKED | {"asked_on": today()})

    event = Event.objects.get(name="cases.subject_request_filed")
    assert event.facts == {"participant": str(mother.pk), "kind": "access"}
    assert (event.case_id, event.organisation_id) == (case.pk, cast.service.pk)


def test_a_late_one_says_since_when(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    file_subject_request(
        participant=the(case, PARTNER),
        kind=SubjectRequest.Kind.ERASURE,
        asked_on=datetime.date(2026, 1, 31),
        asked_by_described="mother",
        by=cast.dana,
    )

    assert "It was due on 28 February 2026" in browser_of(cast.dana).get(reverse("subject_requests")).content.decode()
