import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseAccess
from cases.operations.colleagues import NotAColleague
from cases.operations.cover_case import (
    AlreadyCovers,
    CoverEndsBeforeItStarts,
    CoverInThePast,
    CoverTooLong,
    cover_case,
)
from cases.policies import can_work_on
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.models import Event
from vig.refusals import Refused

BrowserOf = Callable[[User], Client]

TODAY = datetime.date(2026, 11, 2)
DAY = datetime.timedelta(days=1)
NOON = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)


def test_the_colleague_works_on_the_case_on_these_days_only(case: Case, cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        cover_case(case=case, colleague=cast.tariq, starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY, by=cast.mira)
        seen = []
        for hours in (0, 11.5, 12.5, 59.5, 60.5):
            clock.move_to(NOON + datetime.timedelta(hours=hours))
            seen.append((bool(can_work_on(cast.tariq, case)), Case.objects.visible_to(cast.tariq).exists()))

    assert [works for works, _ in seen] == [False, False, True, True, False]
    assert all(works == sees for works, sees in seen)


def test_begins_at_once_when_it_begins_today(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    today = timezone.localdate()

    answer = browser_of(cast.mira).post(
        reverse("cover_case", args=[case.pk]), {"colleague": cast.tariq.pk, "starts_on": today, "ends_on": today}
    )

    assert answer["Location"] == reverse("case_access", args=[case.pk])
    page = browser_of(cast.tariq).get(reverse("case_access", args=[case.pk])).content.decode()
    assert "Covers for the practitioner" in page
    event = Event.objects.get(name="cases.case_covered")
    assert (event.actor_id, event.subject_id, event.facts["person"]) == (cast.mira.pk, str(case.pk), str(cast.tariq.pk))


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [(-1, 1, CoverInThePast), (2, 1, CoverEndsBeforeItStarts), (0, 56, CoverTooLong)],
)
def test_refuses_days_that_make_no_sense(first: int, last: int, refusal: type[Refused], case: Case, cast: Cast) -> None:
    today = timezone.localdate()

    with pytest.raises(refusal):
        cover_case(
            case=case, colleague=cast.tariq, starts_on=today + first * DAY, ends_on=today + last * DAY, by=cast.mira
        )

    assert not case.accesses.filter(user=cast.tariq).exists()


def test_eight_weeks_are_not_too_long(case: Case, cast: Cast) -> None:
    today = timezone.localdate()

    cover = cover_case(case=case, colleague=cast.tariq, starts_on=today, ends_on=today + 55 * DAY, by=cast.mira)

    assert cover.last_on == today + 55 * DAY


def test_refuses_days_that_overlap(case: Case, cast: Cast) -> None:
    today = timezone.localdate()
    cover_case(case=case, colleague=cast.tariq, starts_on=today, ends_on=today + 2 * DAY, by=cast.mira)

    with pytest.raises(AlreadyCovers):
        cover_case(case=case, colleague=cast.tariq, starts_on=today + 2 * DAY, ends_on=today + 3 * DAY, by=cast.mira)
    cover_case(case=case, colleague=cast.tariq, starts_on=today + 3 * DAY, ends_on=today + 3 * DAY, by=cast.mira)


@pytest.mark.parametrize("who", ["otis", "eva", "ada", "dana", "mira"])
def test_refuses_whoever_does_no_casework_in_this_service_or_guides_it_already(
    who: str, case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    today = timezone.localdate()
    sent = {"colleague": cast[who].pk, "starts_on": today, "ends_on": today}

    with pytest.raises(NotAColleague):
        cover_case(case=case, colleague=cast[who], starts_on=today, ends_on=today, by=cast.mira)
    answer = browser_of(cast.mira).post(reverse("cover_case", args=[case.pk]), sent)

    assert "colleague" in answer.context["form"].errors
    assert case.accesses.count() == 1


def test_whoever_covers_lets_nobody_else_in(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    today = timezone.localdate()
    cover_case(case=case, colleague=cast.tariq, starts_on=today, ends_on=today, by=cast.mira)
    browser = browser_of(cast.tariq)

    for name in ("cover_case", "hand_over_case"):
        assert browser.get(reverse(name, args=[case.pk])).status_code == 403
        assert browser.post(reverse(name, args=[case.pk]), {"colleague": cast.sam.pk}).status_code == 403
    page = browser.get(reverse("case_access", args=[case.pk])).content.decode()
    assert f'href="{reverse("cover_case", args=[case.pk])}"' not in page
    assert not CaseAccess.objects.filter(user=cast.sam).exists()
