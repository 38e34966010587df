"""A film that somebody asked to be left alone: nobody watches, shares or destroys it until that is lifted."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Film, Restriction, Scope, ServiceRules, Share, SubjectRequest
from cases.operations.delete_film import delete_film
from cases.operations.destroy_film import FilmIsRestricted, destroy_due_films
from cases.operations.lift_restriction import lift_restriction
from cases.operations.mark_moment import mark_moment
from cases.operations.restrict_films import NothingToRestrict, restrict_films
from cases.operations.share_clip import share_clip
from cases.operations.withdraw_consent import withdraw_consent
from cases.policies import can_watch
from media_pipeline.models import Job
from tests.cases.asking_for_a_copy import PARTNER, RESTRICTION, appears, ask, ready
from tests.cast import Cast, a_film, consent_to, the
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
DAY = datetime.timedelta(days=1)
SETTLED = Restriction.Lifted.SETTLED


@pytest.fixture
def asked(film: Film, cast: Cast) -> SubjectRequest:
    ready(film)
    return ask(film.cycle.case, cast, kind=RESTRICTION)


def restricted(asked: SubjectRequest, film: Film, cast: Cast) -> Restriction:
    restrict_films(request=asked, films=[film], by=cast.dana)
    film.refresh_from_db()
    return film.restrictions.latest("placed_at")


def withdraw(film: Film, cast: Cast) -> None:
    answer = the(film.cycle.case, PARTNER).consents.get().answers.get(scope=Scope.OWN_REVIEW)
    withdraw_consent(answer=answer, by=cast.mira)
    film.refresh_from_db()


def test_nobody_watches_it_and_it_says_why(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    restricted(asked, film, cast)

    decision = can_watch(cast.mira, film)
    assert not decision
    assert "restricted on request" in decision.reason
    assert (film.closed_why, film.destroy_at) == (Film.Closed.RESTRICTED, None)


def test_its_shares_end_in_the_same_breath(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    clip = mark_moment(film=film, by=cast.mira, start_frame=0, end_frame=50)
    in_a_week = timezone.localdate() + 7 * DAY
    share = share_clip(clip=clip, email=cast.sam.email, purpose=Scope.SUPERVISION, ends_on=in_a_week, by=cast.mira)

    restricted(asked, film, cast)

    assert Share.objects.get(pk=share.pk).ended_why == Share.Ended.FILM_CLOSED
    assert not Share.objects.watchable_by(cast.sam).exists()


def test_nobody_deletes_it(asked: SubjectRequest, film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    restricted(asked, film, cast)

    with pytest.raises(FilmIsRestricted):
        delete_film(film=film, by=cast.mira)
    answer = browser_of(cast.mira).post(reverse("delete_film", args=[film.pk]))

    assert answer.status_code == 422
    assert "asked that it be left alone" in answer.content.decode()


def test_all_films_of_somebody_at_once(asked: SubjectRequest, film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    another, without_her = a_film(cast, film.cycle), a_film(cast, film.cycle)
    appears(without_her, the(film.cycle.case, PARTNER))

    browser_of(cast.dana).post(reverse("restrict_films", args=[asked.pk]))

    assert set(Restriction.objects.values_list("film", flat=True)) == {film.pk, another.pk}


def test_a_film_without_them_is_not_theirs_to_restrict(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    appears(film, the(film.cycle.case, PARTNER))

    with pytest.raises(NothingToRestrict):
        restrict_films(request=asked, films=[film], by=cast.dana)


def test_is_one_event_without_words(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    restricted(asked, film, cast)

    event = Event.objects.get(name="cases.film_restricted")
    assert (event.actor_id, event.subject_id, event.facts) == (
        cast.dana.pk,
        str(film.pk),
        {"request": str(asked.pk)},
    )


def test_lifted_it_is_open_and_its_clips_are_cut(
    asked: SubjectRequest, film: Film, cast: Cast, browser_of: BrowserOf
) -> None:
    clip = mark_moment(film=film, by=cast.mira, start_frame=0, end_frame=50)
    restriction = restricted(asked, film, cast)
    where = reverse("lift_restriction", args=[restriction.pk])
    dana = browser_of(cast.dana)
    assert dana.post(where, {}).status_code == 200

    dana.post(where, {"why": "settled"})

    film.refresh_from_db()
    assert (film.closed_at, film.closed_why) == (None, "")
    assert can_watch(cast.mira, film)
    assert Job.objects.filter(cut=clip.cut, state=Job.State.WAITING).count() == 1
    assert Event.objects.get(name="cases.restriction_lifted").facts["why"] == "settled"


def test_is_lifted_once(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    restriction = restricted(asked, film, cast)
    lift_restriction(restriction=restriction, why=SETTLED, by=cast.dana)

    assert lift_restriction(restriction=restriction, why=SETTLED, by=cast.dana) is False

    assert Event.objects.filter(name="cases.restriction_lifted").count() == 1


def test_the_clock_of_a_withdrawn_film_stands_still(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    ServiceRules.objects.create(organisation=cast.service, days_until_destroyed=3)
    withdraw(film, cast)
    was = film.destroy_at
    assert was is not None
    restriction = restricted(asked, film, cast)

    assert destroy_due_films(now=timezone.now() + 100 * DAY) == 0
    with time_machine.travel(restriction.placed_at + 10 * DAY, tick=False):
        lift_restriction(restriction=restriction, why=SETTLED, by=cast.dana)

    film.refresh_from_db()
    assert (film.closed_why, film.destroy_at) == (Film.Closed.WITHDRAWN, was + 10 * DAY)


def test_what_was_withdrawn_meanwhile_stays_closed(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    restriction = restricted(asked, film, cast)
    withdraw(film, cast)
    assert film.closed_why == Film.Closed.RESTRICTED

    lift_restriction(restriction=restriction, why=SETTLED, by=cast.dana)

    film.refresh_from_db()
    assert film.closed_why == Film.Closed.WITHDRAWN
    assert film.destroy_at is not None


def test_a_new_yes_meanwhile_opens_it(asked: SubjectRequest, film: Film, cast: Cast) -> None:
    withdraw(film, cast)
    restriction = restricted(asked, film, cast)
    consent_to(film.cycle.case, Scope.OWN_REVIEW, by=cast.mira)

    lift_restriction(restriction=restriction, why=SETTLED, by=cast.dana)

    film.refresh_from_db()
    assert (film.closed_at, film.destroy_at) == (None, None)
