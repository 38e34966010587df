"""How somebody met the camera. Where they stopped, what was filmed rests until somebody decides."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from cases.models import Assent, Correction, Film, Participant, Scope, Share
from cases.operations.add_film import NotConsented, add_film
from cases.operations.correct_film import StoppedOnThatDay, correct_film
from cases.operations.decide_on_assent import decide_on_assent
from cases.operations.mark_moment import mark_moment
from cases.operations.record_assent import AskedInTheFuture, NotOfThisCase, record_assent
from cases.operations.share_clip import share_clip
from cases.operations.withdraw_consent import withdraw_consent
from cases.policies import can_be_used, reaches
from tests.cast import Cast, a_case, a_cycle, a_film, consent_to, the
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]
ProgramOf = Callable[[User], APIClient]
PERSON, PARTNER = Participant.Role.PERSON, Participant.Role.PARTNER
DAY_BEFORE = datetime.date(2026, 10, 31)


def stopped(film: Film, cast: Cast, *, answer: str = "stopped", only_it: bool = False) -> Assent:
    return record_assent(
        participant=the(film.cycle.case, PERSON), cycle=film.cycle, by=cast.mira, answer=answer, how="watching",
        asked_on=film.recorded_on, film=film if only_it else None,
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["glad", "unsure"])
def test_a_yes_and_a_doubt_change_nothing(answer: str, film: Film, cast: Cast) -> None:
    stopped(film, cast, answer=answer)

    assert can_be_used(film)


def test_a_film_of_a_day_that_was_stopped_rests(film: Film, cast: Cast) -> None:
    stopped(film, cast)

    decision = can_be_used(film)
    assert not decision
    assert decision.reason == (
        "Little Alder seemed unhappy on 1 November 2026, and you stopped. That was well done. "
        "This film rests until you decide about it."
    )
    assert not reaches([film])[film.pk].anywhere


def test_a_no_rests_only_the_film_that_it_was_said_about(film: Film, cast: Cast) -> None:
    another = a_film(cast, film.cycle)

    stopped(film, cast, answer="declined", only_it=True)

    assert "not today" in can_be_used(film).reason
    assert can_be_used(another)


def test_a_stop_about_a_film_rests_it_also_of_somebody_who_is_not_listed(film: Film, cast: Cast) -> None:
    film.appearances.filter(participant=the(film.cycle.case, PERSON)).delete()

    stopped(film, cast, only_it=True)

    assert not can_be_used(film)


def test_another_day_is_another_asking(film: Film, cast: Cast) -> None:
    record_assent(
        participant=the(film.cycle.case, PERSON), cycle=film.cycle, by=cast.mira, answer="stopped", how="watching",
        asked_on=film.recorded_on - datetime.timedelta(days=1),
    )  # fmt: skip

    assert can_be_used(film)


def test_who_is_not_in_a_film_does_not_rest_it(film: Film, cast: Cast) -> None:
    film.appearances.filter(participant__role=PERSON).delete()

    stopped(film, cast)

    assert can_be_used(film)


def test_somebody_decides_that_it_may_be_used_after_all(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    assent = stopped(film, cast)

    browser_of(cast.mira).post(reverse("decide_on_assent", args=[assent.pk]), {"why": "asked_again"})

    assert can_be_used(film)
    assent.refresh_from_db()
    assert (assent.decided_by, assent.decided_why) == (cast.mira, "asked_again")
    assert Event.objects.filter(name="cases.assent_decided_on", subject_id=str(assent.pk)).count() == 1


def test_to_decide_twice_is_harmless(film: Film, cast: Cast) -> None:
    assent = stopped(film, cast)

    for _ in range(2):
        decide_on_assent(assent=assent, by=cast.mira, why="mistake")

    assert Event.objects.filter(name="cases.assent_decided_on").count() == 1


def test_what_rests_is_no_longer_shared(film: Film, cast: Cast) -> None:
    film.recording.frames, film.recording.frame_rate_numerator, film.recording.frame_rate_denominator = 250, 25, 1
    film.recording.save()
    clip = mark_moment(film=film, by=cast.mira, start_frame=0, end_frame=10)
    in_a_week = timezone.localdate() + datetime.timedelta(days=7)
    share = share_clip(clip=clip, email=cast.sam.email, purpose=Scope.SUPERVISION, ends_on=in_a_week, by=cast.mira)

    stopped(film, cast)

    share.refresh_from_db()
    assert share.ended_why == Share.Ended.FILM_CLOSED


def test_nothing_of_a_day_that_was_stopped_is_added(film: Film, cast: Cast) -> None:
    stopped(film, cast)

    with pytest.raises(NotConsented, match="delete it from the camera too"):
        add_film(cycle=film.cycle, by=cast.mira, kind="interaction", recorded_on=film.recorded_on)


def test_no_other_date_takes_a_film_away_from_a_no(film: Film, cast: Cast) -> None:
    stopped(film, cast)

    with pytest.raises(StoppedOnThatDay):
        correct_film(film=film, kind=film.kind, recorded_on=DAY_BEFORE, why=Correction.MISTAKE, by=cast.mira)


def test_no_film_is_moved_to_a_day_that_was_stopped(film: Film, cast: Cast) -> None:
    record_assent(
        participant=the(film.cycle.case, PERSON), cycle=film.cycle, by=cast.mira, answer="stopped", how="watching",
        asked_on=DAY_BEFORE,
    )  # fmt: skip

    with pytest.raises(StoppedOnThatDay):
        correct_film(film=film, kind=film.kind, recorded_on=DAY_BEFORE, why=Correction.MISTAKE, by=cast.mira)


def test_a_new_consent_opens_a_film_again_and_leaves_it_at_rest(film: Film, cast: Cast) -> None:
    case = film.cycle.case
    assent = stopped(film, cast)
    for answer in the(case, PERSON).consents.get().answers.filter(scope=Scope.OWN_REVIEW):
        withdraw_consent(answer=answer, by=cast.mira)

    consent_to(case, Scope.OWN_REVIEW, by=cast.mira, participant=the(case, PERSON))

    film.refresh_from_db()
    assert (film.closed_at, film.destroy_at) == (None, None)
    assert "rests" in can_be_used(film).reason
    decide_on_assent(assent=assent, by=cast.mira, why="together")
    assert can_be_used(film)


def test_what_is_gone_takes_no_other_film_of_its_day_with_it(film: Film, cast: Cast) -> None:
    another = a_film(cast, film.cycle)
    assent = stopped(film, cast, only_it=True)

    film.delete()

    assent.refresh_from_db()
    assert assent.film is None
    assert can_be_used(another)


def test_refuses_what_has_not_been_and_people_of_another_case(film: Film, cast: Cast) -> None:
    stranger = the(a_case(cast, pseudonym="Birch 7"), PERSON)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    with pytest.raises(NotOfThisCase):
        record_assent(participant=stranger, cycle=film.cycle, by=cast.mira, answer="glad", how="words")
    with pytest.raises(AskedInTheFuture):
        record_assent(
            participant=the(film.cycle.case, PERSON), cycle=film.cycle, by=cast.mira, answer="glad", how="words",
            asked_on=tomorrow,
        )  # fmt: skip


def test_a_child_answers_by_touching_a_symbol(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    child = the(film.cycle.case, PERSON)
    url = reverse("ask_with_symbols", args=[film.cycle_id, child.pk])
    mira = browser_of(cast.mira)
    page = mira.get(url).content.decode()

    thanks = mira.post(url, {"answer": "glad"}, follow=True).content.decode()

    assert [page.count(f'value="{answer}"') for answer in ("glad", "unsure", "declined")] == [1, 1, 1]
    assert "Thank you for telling us" in thanks
    assent = Assent.objects.get()
    assert (assent.participant, assent.answer, assent.how, assent.asked_on) == (
        child, "glad", "symbols", timezone.localdate(),
    )  # fmt: skip
    event = Event.objects.get(name="cases.assent_recorded")
    assert (event.facts["answer"], event.facts["how"]) == ("glad", "symbols")


def test_what_was_seen_is_written_down_warmly(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    url = f"{reverse('record_assent', args=[film.cycle_id])}?film={film.pk}"
    said = {
        "participant": str(the(film.cycle.case, PERSON).pk),
        "answer": "stopped",
        "how": "watching",
        "about": str(film.pk),
    }

    page = browser_of(cast.mira).post(url, said, follow=True).content.decode()

    assert "Stopping was the kind thing to do" in page
    assert "seemed unhappy" in page
    assert "Decide about it" in page
    assert "notice-danger" not in page


def test_the_consent_page_shows_how_it_was(film: Film, cast: Cast, browser_of: BrowserOf) -> None:
    stopped(film, cast, answer="glad")

    page = browser_of(cast.mira).get(reverse("consents", args=[film.cycle.case_id])).content.decode()

    assert "said or showed yes" in page


def test_a_program_writes_down_and_decides(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    mira = program_of(cast.mira)
    child = the(film.cycle.case, PERSON)
    said = {"participant": str(child.pk), "answer": "declined", "how": "symbols", "film": str(film.pk)}

    written = mira.post(reverse("api:assents", args=[film.cycle_id]), said, format="json").json()
    decided = mira.post(
        reverse("api:decide_on_assent", args=[written["id"]]), {"decided_why": "mistake"}, format="json"
    )

    assert (written["rests"], written["asked_on"]) == (True, "2026-11-01")
    assert decided.json()["rests"] is False
    listed = mira.get(reverse("api:assents", args=[film.cycle_id])).json()
    assert [row["id"] for row in listed["results"]] == [written["id"]]


def test_a_program_is_told_of_somebody_elses_film(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    another = a_film(cast, a_cycle(cast, film.cycle.case))
    said = {
        "participant": str(the(film.cycle.case, PERSON).pk), "answer": "glad", "how": "words", "film": str(another.pk),
    }  # fmt: skip

    answer = program_of(cast.mira).post(reverse("api:assents", args=[film.cycle_id]), said, format="json")

    assert (answer.status_code, answer.json()["errors"]) == (422, {"film": ["Choose among the films of this cycle."]})
