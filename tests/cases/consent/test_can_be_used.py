"""One decision for every use of film; each refusal says whom to ask or what to do."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from cases.models import Appearance, Case, Clip, Consent, Film, Participant, Scope
from cases.operations.mark_moment import mark_moment
from cases.operations.record_consent import Giver, Term, record_consent
from cases.operations.withdraw_consent import withdraw_consent
from cases.policies import can_be_used
from tests.cast import Cast, a_case, a_cycle, a_film, consent_to, the
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]
PERSON, PARTNER = Participant.Role.PERSON, Participant.Role.PARTNER


@pytest.fixture
def film(cast: Cast) -> Film:
    """Of people who said yes to being filmed, and to nothing else."""
    case = a_case(cast, consent=False)
    consent_to(case, Scope.OWN_REVIEW, by=cast.mira)
    film = a_film(cast, a_cycle(cast, case))
    film.recording.frames, film.recording.frame_rate_numerator, film.recording.frame_rate_denominator = 250, 25, 1
    film.recording.save()
    return film


def clip_of(film: Film, cast: Cast, start: int, end: int) -> Clip:
    return mark_moment(film=film, by=cast.mira, start_frame=start, end_frame=end)


def test_a_yes_of_everybody_in_it_opens_a_film(film: Film) -> None:
    assert can_be_used(film)


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope != Scope.OWN_REVIEW])
def test_a_yes_to_one_thing_is_no_yes_to_another(scope: Scope, film: Film) -> None:
    decision = can_be_used(film, scope)

    assert not decision
    assert "has not been asked" in decision.reason


def test_names_who_is_missing(film: Film, cast: Cast) -> None:
    consent_to(film.cycle.case, Scope.SUPERVISION, by=cast.mira, participant=the(film.cycle.case, PARTNER))

    assert can_be_used(film, Scope.SUPERVISION).reason.startswith("Little Alder has not been asked about supervision")


def test_somebody_who_cannot_be_told_is_not_asked(film: Film, cast: Cast) -> None:
    consent_to(film.cycle.case, Scope.SUPERVISION, by=cast.mira, participant=the(film.cycle.case, PARTNER))
    film.appearances.filter(participant__role=PERSON).update(identifiable=False)

    assert can_be_used(film, Scope.SUPERVISION)


def test_only_who_is_in_its_frames_decides_about_a_clip(film: Film, cast: Cast) -> None:
    sister = Participant.objects.create(case=film.cycle.case, role=Participant.Role.OTHER, called="Sister")
    before, across = clip_of(film, cast, 0, 100), clip_of(film, cast, 50, 101)
    Appearance.objects.create(film=film, participant=sister, start_frame=100, end_frame=200)

    assert can_be_used(before)
    assert "Sister has not been asked" in can_be_used(across).reason


def test_nobody_said_who_is_in_it_closes_it(film: Film) -> None:
    film.appearances.all().delete()

    assert "who can be seen or heard" in can_be_used(film).reason


def test_a_film_of_the_review_needs_the_yes_to_that(film: Film) -> None:
    film.kind = Film.Kind.SHARED_REVIEW
    film.save()

    assert "the shared review being filmed" in can_be_used(film).reason


def test_it_begins_and_ends_on_its_days(cast: Cast) -> None:
    case = a_case(cast, consent=False)
    today = timezone.localdate()
    term = Term(until_on=today + datetime.timedelta(days=10))
    consent_to(case, Scope.OWN_REVIEW, by=cast.mira, term=term)
    film = a_film(cast, a_cycle(cast, case))

    with time_machine.travel(timezone.now() + datetime.timedelta(days=10)):
        on_its_last_day = can_be_used(film)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=11)):
        the_day_after = can_be_used(film)

    assert on_its_last_day
    assert "ended on" in the_day_after.reason


def test_from_the_day_on_which_one_is_old_enough_only_ones_own_answer_counts(cast: Cast) -> None:
    case = a_case(cast, consent=False)
    consent_to(case, Scope.OWN_REVIEW, by=cast.mira)
    Consent.objects.filter(participant__role=PERSON).update(ask_again_on=timezone.localdate())
    film = a_film_whatever_consent(cast, case)

    assert "old enough now to be asked themselves" in can_be_used(film).reason


def a_film_whatever_consent(cast: Cast, case: Case) -> Film:
    extra = consent_to(case, Scope.OWN_REVIEW, by=cast.mira, participant=the(case, PERSON))
    film = a_film(cast, a_cycle(cast, case))
    extra.delete()
    return film


def test_one_given_for_another_film_does_not_reach_this_one(film: Film, cast: Cast) -> None:
    case = film.cycle.case
    other = a_film(cast, a_cycle(cast, case))
    for participant in case.participants.all():
        consent_to(case, Scope.TRAINING, by=cast.mira, participant=participant, films=[other])

    assert can_be_used(other, Scope.TRAINING)
    assert "is for other films" in can_be_used(film, Scope.TRAINING).reason


def test_nothing_at_all_is_watched_without_it(film: Film, cast: Cast, program_of: ProgramOf) -> None:
    clip = clip_of(film, cast, 0, 100)
    consent = the(film.cycle.case, PARTNER).consents.get()
    withdraw_consent(answer=consent.answers.get(), by=cast.mira)
    program = program_of(cast.mira)

    answers = {
        name: program.get(reverse(name, args=[thing]))
        for name, thing in [
            ("film_playlist", film.pk), ("film_poster", film.pk), ("film_scrub_sheet", film.pk),
            ("film_peaks", film.pk), ("clip_playlist", clip.pk), ("download_clip", clip.pk),
        ]
    }  # fmt: skip
    marked = program.post(reverse("api:clips", args=[film.pk]), {"start_frame": 0, "end_frame": 9}, format="json")
    upload = program.post(reverse("api:begin_upload", args=[film.pk]), headers={"Tus-Resumable": "1.0.0"})

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 403)
    assert all("withdrawn" in answer.json()["detail"] for answer in answers.values())
    assert [marked.status_code, upload.status_code] == [403, 403]


def test_a_file_leaves_the_platform_only_with_the_consent_to_copies(
    film: Film, cast: Cast, program_of: ProgramOf
) -> None:
    clip = clip_of(film, cast, 0, 100)

    answer = program_of(cast.mira).get(reverse("download_clip", args=[clip.pk]))

    assert answer.status_code == 403
    assert "copies" in answer.json()["detail"]


def test_no_film_is_added_of_somebody_who_did_not_say_yes(cast: Cast, program_of: ProgramOf) -> None:
    cycle = a_cycle(cast, a_case(cast, consent=False))

    answer = program_of(cast.mira).post(
        reverse("api:films", args=[cycle.pk]), {"recorded_on": "2026-11-02"}, format="json"
    )

    assert answer.status_code == 422
    assert "has not been asked" in answer.json()["errors"]["consent"][0]


def test_a_later_no_takes_back_an_earlier_yes(film: Film, cast: Cast) -> None:
    mother = the(film.cycle.case, PARTNER)

    record_consent(
        participant=mother, by=cast.mira, answers={Scope.OWN_REVIEW: False}, how=Consent.How.SPOKEN,
        giver=Giver(Consent.Authority.SELF, mother),
    )  # fmt: skip

    film.refresh_from_db()
    assert film.closed_why == Film.Closed.WITHDRAWN
