import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import ConsentAnswer, Film, Participant, Scope, Share, Tombstone
from cases.operations.destroy_film import FilmIsHeld, destroy_due_films, destroy_film
from cases.operations.mark_moment import mark_moment
from cases.operations.record_consent import Giver, TakenBackSince, record_consent
from cases.operations.withdraw_consent import withdraw_consent
from media_pipeline.models import Job, Recording
from media_pipeline.operations.jobs import enqueue, retry_processing
from tests.cases.playing import make_playable
from tests.cast import Cast, consent_to, the
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
DAY = datetime.timedelta(days=1)


def answer_to(scope: Scope, film: Film) -> ConsentAnswer:
    return ConsentAnswer.objects.get(consent__participant=the(film.cycle.case, Participant.Role.PARTNER), scope=scope)


@pytest.fixture
def share(film: Film, cast: Cast) -> Share:
    now = timezone.now()
    return Share.objects.create(
        film=film, shared_with=cast.sam, shared_by=cast.mira, purpose=Scope.SUPERVISION, starts_at=now,
        ends_at=now + 30 * DAY,
    )  # fmt: skip


def test_closes_the_film_at_once_and_sets_the_day_on_which_it_goes(film: Film, cast: Cast) -> None:
    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)

    film.refresh_from_db()
    assert film.closed_why == Film.Closed.WITHDRAWN
    assert film.closed_at
    assert film.destroy_at == film.closed_at + 7 * DAY


def test_leaves_films_open_that_need_another_yes(film: Film, cast: Cast) -> None:
    withdraw_consent(answer=answer_to(Scope.TRAINING, film), by=cast.mira)

    film.refresh_from_db()
    assert film.closed_at is None


def test_takes_back_what_was_shared_under_it(film: Film, share: Share, cast: Cast) -> None:
    assert Film.objects.visible_to(cast.sam).exists()

    withdraw_consent(answer=answer_to(Scope.SUPERVISION, film), by=cast.mira)

    share.refresh_from_db()
    assert share.ended_why == Share.Ended.WITHDRAWN
    assert not Film.objects.visible_to(cast.sam).exists()


def test_the_next_second_of_a_film_in_mid_play_is_refused(
    film: Film, share: Share, cast: Cast, browser_of: BrowserOf
) -> None:
    segment = reverse("film_segment", args=[film.pk, "hi", 0])
    mira, sam = browser_of(cast.mira), browser_of(cast.sam)
    before = mira.get(segment).status_code, sam.get(segment).status_code

    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)

    assert before == (404, 404)  # there is no such second yet, and both may ask
    assert mira.get(segment).status_code == 403
    assert sam.get(segment).status_code == 404
    assert mira.get(reverse("film_playlist", args=[film.pk])).status_code == 403
    assert sam.get(reverse("film_playlist", args=[film.pk])).status_code == 404


def test_shows_before_what_closes_and_when_it_goes(film: Film, share: Share, cast: Cast, browser_of: BrowserOf) -> None:
    url = reverse("withdraw_consent", args=[answer_to(Scope.OWN_REVIEW, film).pk])

    page = browser_of(cast.mira).get(url).content.decode()

    assert "Interaction, filmed on 1 November 2026" in page
    assert "After 7 days they are destroyed for good" in page
    assert "Sam" in page
    film.refresh_from_db()
    assert film.closed_at is None


def test_takes_back_every_yes_to_the_same_question(film: Film, cast: Cast) -> None:
    """A renewal does not outlive a change of mind."""
    consent_to(film.cycle.case, Scope.OWN_REVIEW, by=cast.mira)
    partner = the(film.cycle.case, Participant.Role.PARTNER)
    latest = ConsentAnswer.objects.filter(consent__participant=partner, scope=Scope.OWN_REVIEW).latest("pk")

    withdraw_consent(answer=latest, by=cast.mira)

    film.refresh_from_db()
    assert film.closed_why == Film.Closed.WITHDRAWN
    assert not ConsentAnswer.objects.yes().filter(consent__participant=partner, scope=Scope.OWN_REVIEW).exists()


def test_a_form_that_is_found_late_does_not_talk_over_it(film: Film, cast: Cast) -> None:
    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)

    with pytest.raises(TakenBackSince):
        record_consent(
            participant=the(film.cycle.case, Participant.Role.PARTNER), by=cast.mira,
            answers={Scope.OWN_REVIEW: True}, giver=Giver("attorney", described="A guardian"), how="spoken",
            given_on=timezone.localdate() - DAY,
        )  # fmt: skip


def test_a_new_yes_before_the_day_opens_the_film_again(film: Film, cast: Cast) -> None:
    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)

    consent_to(film.cycle.case, Scope.OWN_REVIEW, by=cast.mira)

    film.refresh_from_db()
    assert (film.closed_at, film.destroy_at) == (None, None)


def test_and_clips_that_had_not_been_cut_are_cut_then(film: Film, cast: Cast) -> None:
    mark_moment(film=make_playable(film, seconds=4), start_frame=30, end_frame=60, by=cast.mira)
    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)
    assert not Job.objects.open().filter(kind=Job.Kind.CUT_CLIP).exists()

    consent_to(film.cycle.case, Scope.OWN_REVIEW, by=cast.mira)

    assert Job.objects.open().filter(kind=Job.Kind.CUT_CLIP).count() == 1


def test_and_a_film_that_was_being_made_ready_can_be_tried_again(film: Film, cast: Cast) -> None:
    Recording.objects.filter(pk=film.recording_id).update(state=Recording.State.PROCESSING)
    enqueue(kind=Job.Kind.PROCESS_RECORDING, recording=film.recording)
    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)

    consent_to(film.cycle.case, Scope.OWN_REVIEW, by=cast.mira)

    assert retry_processing(recording=film.recording)


def test_when_the_day_has_come_a_tombstone_is_what_is_left(film: Film, cast: Cast) -> None:
    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)
    film.refresh_from_db()
    assert film.destroy_at

    too_early = destroy_due_films(now=film.destroy_at - DAY)
    destroyed = destroy_due_films(now=film.destroy_at)

    assert (too_early, destroyed, destroy_due_films(now=film.destroy_at)) == (0, 1, 0)
    tombstone = Tombstone.objects.get()
    assert (tombstone.film, tombstone.why, tombstone.decided_by) == (film.pk, "withdrawn", None)
    assert Recording.objects.get(pk=film.recording_id).state == Recording.State.DESTROYED


def test_a_hold_keeps_it(film: Film, cast: Cast) -> None:
    film.cycle.case.holds.create(why="court", placed_by=cast.dana, placed_at=timezone.now())
    withdraw_consent(answer=answer_to(Scope.OWN_REVIEW, film), by=cast.mira)
    film.refresh_from_db()
    assert film.destroy_at

    assert destroy_due_films(now=film.destroy_at + 365 * DAY) == 0
    with pytest.raises(FilmIsHeld):
        destroy_film(film=film, by=cast.mira, why=Tombstone.Why.DELETED)


def test_is_one_event_however_often_it_is_said(film: Film, cast: Cast) -> None:
    answer = answer_to(Scope.OWN_REVIEW, film)

    withdraw_consent(answer=answer, by=cast.mira)
    withdraw_consent(answer=answer, by=cast.mira)

    assert Event.objects.filter(name="cases.consent_withdrawn").count() == 1


def test_a_colleague_cannot_take_it_back_nor_look(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    url = reverse("withdraw_consent", args=[answer_to(Scope.OWN_REVIEW, film).pk])

    assert [browser_of(cast[name]).post(url).status_code for name in ("tariq", "ada", "dana", "otis")] == [404] * 4
    film.refresh_from_db()
    assert film.closed_at is None
