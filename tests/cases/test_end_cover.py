import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseAccess
from cases.operations.cover_case import cover_case
from tests.cast import Cast
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


def cover(case: Case, cast: Cast, *, who: str = "tariq", in_days: int = 0) -> CaseAccess:
    day = timezone.localdate() + datetime.timedelta(days=in_days)
    return cover_case(case=case, colleague=cast[who], starts_on=day, ends_on=day, by=cast.mira)


@pytest.mark.parametrize("by", ["mira", "tariq"])
def test_the_case_closes_to_them_at_once_whoever_ends_it(
    by: str, case: Case, cast: Cast, browser_of: BrowserOf
) -> None:
    theirs = cover(case, cast)

    answer = browser_of(cast[by]).post(reverse("end_cover", args=[case.pk, theirs.pk]))

    assert answer.status_code == 302
    assert browser_of(cast.tariq).get(reverse("case", args=[case.pk])).status_code == 404
    event = Event.objects.get(name="cases.cover_ended")
    assert (event.actor_id, event.facts) == (cast[by].pk, {"person": str(cast.tariq.pk)})


def test_one_that_was_to_begin_later_never_does(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    theirs = cover(case, cast, in_days=3)

    browser_of(cast.mira).post(reverse("end_cover", args=[case.pk, theirs.pk]))

    theirs.refresh_from_db()
    assert theirs.ends_at == theirs.starts_at


def test_nobody_ends_the_cover_of_another_colleague(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    cover(case, cast)
    of_sam = cover(case, cast, who="sam")

    answer = browser_of(cast.tariq).post(reverse("end_cover", args=[case.pk, of_sam.pk]))

    assert answer.status_code == 403
    assert Case.objects.visible_to(cast.sam).exists()


def test_guiding_is_not_ended_this_way(case: Case, cast: Cast, browser_of: BrowserOf) -> None:
    answer = browser_of(cast.mira).post(reverse("end_cover", args=[case.pk, case.accesses.get().pk]))

    assert answer.status_code == 404
    assert Case.objects.visible_to(cast.mira).exists()
