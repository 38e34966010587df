import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.operations.colleagues import NotAColleague
from cases.operations.cover_case import cover_case
from cases.operations.hand_over_case import HandedOverMeanwhile, NotToOneself, hand_over_case
from cases.policies import can_work_on
from tests.cast import LONG_AGO, Cast
from vig.accounts.models import Role, User
from vig.accounts.operations import add_member
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


def test_the_new_one_guides_from_now_and_the_old_one_sees_nothing(
    case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    answer = browser_of(cast.mira).post(reverse("hand_over_case", args=[case.pk]), {"colleague": cast.tariq.pk})

    assert answer["Location"] == reverse("my_cases")
    assert browser_of(cast.mira).get(reverse("case", args=[case.pk])).status_code == 404
    page = browser_of(cast.tariq).get(reverse("case_access", args=[case.pk])).content.decode()
    assert can_work_on(cast.tariq, case)
    assert "Before" in page
    assert "Mira" in page
    event = Event.objects.get(name="cases.case_handed_over")
    assert (event.actor_id, event.subject_id) == (cast.mira.pk, str(case.pk))
    assert event.facts == {"person": str(cast.tariq.pk), "before": [str(cast.mira.pk)]}


def test_whoever_covered_guides_and_covers_no_more(case: Case, cast: Cast) -> None:
    today = timezone.localdate()
    week = datetime.timedelta(days=7)
    cover_case(case=case, colleague=cast.tariq, starts_on=today, ends_on=today + week, by=cast.mira)
    cover_case(case=case, colleague=cast.sam, starts_on=today, ends_on=today + week, by=cast.mira)

    hand_over_case(case=case, colleague=cast.tariq, by=cast.mira)

    lasting = {(access.user, access.why) for access in case.accesses.lasting()}
    assert lasting == {(cast.tariq, "guides"), (cast.sam, "covers")}


def test_an_administrator_hands_over_what_they_cannot_see(case: Case, cast: Cast) -> None:
    hand_over_case(case=case, colleague=cast.tariq, by=cast.ada)

    assert not Case.objects.visible_to(cast.ada).exists()
    assert set(case.accesses.in_force().values_list("user", flat=True)) == {cast.tariq.pk}


def test_what_somebody_left_behind_finds_a_new_guide(case: Case, cast: Cast) -> None:
    case.accesses.update(ends_at=timezone.now())

    hand_over_case(case=case, colleague=cast.tariq, by=cast.ada)

    assert case.accesses.in_force().get().user == cast.tariq


@pytest.mark.parametrize("by", ["tariq", "sam", "dana", "otis"])
def test_nobody_takes_a_case_for_themselves(by: str, case: Case, cast: Cast) -> None:
    with pytest.raises(HandedOverMeanwhile):
        hand_over_case(case=case, colleague=cast.tariq, by=cast[by])

    assert case.accesses.get().user == cast.mira


def test_nor_does_an_administrator_who_does_casework_too(case: Case, cast: Cast) -> None:
    add_member(organisation=cast.service, email=cast.ada.email, name="Ada", role=Role.PRACTITIONER, starts_on=LONG_AGO)

    with pytest.raises(NotToOneself):
        hand_over_case(case=case, colleague=cast.ada, by=cast.ada)

    assert case.accesses.get().user == cast.mira


@pytest.mark.parametrize("who", ["otis", "ada", "mira"])
def test_a_case_is_never_without_somebody_to_guide_it(who: str, case: Case, cast: Cast) -> None:
    with pytest.raises(NotAColleague):
        hand_over_case(case=case, colleague=cast[who], by=cast.mira)

    assert case.accesses.in_force().get().user == cast.mira


def test_handed_over_twice_at_once_it_goes_to_the_first(case: Case, cast: Cast) -> None:
    hand_over_case(case=case, colleague=cast.tariq, by=cast.mira)

    with pytest.raises(HandedOverMeanwhile):
        hand_over_case(case=case, colleague=cast.sam, by=cast.mira)

    assert case.accesses.in_force().get().user == cast.tariq
