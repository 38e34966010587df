import datetime
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from cases.models import Clip, ConsentAnswer, Film, Scope, Share
from cases.operations.mark_moment import mark_moment
from tests.cases.playing import make_playable
from tests.cast import Cast
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]


@pytest.fixture
def clip(film: Film, cast: Cast) -> Clip:
    return mark_moment(film=make_playable(film, seconds=4), by=cast.mira, start_frame=10, end_frame=60)


def said(**more: object) -> dict[str, object]:
    ends_on = timezone.localdate() + datetime.timedelta(days=7)
    return {"email": "eva@example.org", "purpose": "supervision", "ends_on": ends_on.isoformat()} | more


@pytest.mark.parametrize("kind", ["clip", "film"])
def test_shares_lists_and_takes_back(kind: str, clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    mira = program_of(cast.mira)
    url = reverse(f"api:shares_of_{kind}", args=[clip.pk if kind == "clip" else clip.film_id])

    made = mira.post(url, said(), format="json")
    listed = mira.get(url).json()["results"]
    ended = mira.delete(reverse("api:share", args=[made.json()["id"]]))

    assert (made.status_code, ended.status_code) == (201, 204)
    assert listed == [made.json()]
    assert (listed[0]["email"], listed[0]["ended_at"]) == ("eva@example.org", None)
    assert Share.objects.get().ended_why == "taken_back"


def test_an_address_that_reaches_nobody_answers_like_any_other(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    url = reverse("api:shares_of_clip", args=[clip.pk])

    known, unknown = (
        program_of(cast.mira).post(url, said(email=email), format="json")
        for email in ("eva@example.org", "nobody@example.org")
    )

    assert known.status_code == unknown.status_code == 201
    assert known.json().keys() == unknown.json().keys()


def test_says_why_consent_does_not_reach(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    ConsentAnswer.objects.filter(scope=Scope.SUPERVISION).update(given=False)

    answer = program_of(cast.mira).post(reverse("api:shares_of_clip", args=[clip.pk]), said(), format="json")

    assert answer.status_code == 422
    assert "said no to supervision" in answer.content.decode()


def test_whom_it_was_given_to_reads_no_shares(clip: Clip, cast: Cast, program_of: ProgramOf) -> None:
    made = program_of(cast.mira).post(reverse("api:shares_of_clip", args=[clip.pk]), said(), format="json").json()
    eva = program_of(cast.eva)

    assert eva.get(reverse("api:shares_of_clip", args=[clip.pk])).status_code == 404
    assert eva.delete(reverse("api:share", args=[made["id"]])).status_code == 403
