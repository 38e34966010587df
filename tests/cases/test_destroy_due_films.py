"""A film whose consent was taken back goes after the service's days: not before, not while it is held, and once."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from cases.models import Consent, Film, Hold, Participant, Scope, ServiceRules, Tombstone
from cases.operations.destroy_film import destroy_due_films
from cases.operations.withdraw_consent import withdraw_consent
from media_pipeline.models import Recording
from tests.cast import Cast, the
from vig.audit.models import Event

WITHDRAWN_AT = datetime.datetime(2026, 11, 20, 10, 0, tzinfo=datetime.UTC)
GRACE = datetime.timedelta(days=3)
A_MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def withdrawn(film: Film, cast: Cast) -> Film:
    ServiceRules.objects.create(organisation=cast.service, days_until_destroyed=GRACE.days)
    consent = the(film.cycle.case, Participant.Role.PERSON).consents.get()
    Consent.objects.update(from_on=datetime.date(2026, 1, 1), given_on=datetime.date(2026, 1, 1))
    with time_machine.travel(WITHDRAWN_AT, tick=False):
        withdraw_consent(answer=consent.answers.get(scope=Scope.OWN_REVIEW), by=cast.mira)
    film.refresh_from_db()
    assert film.closed_why == Film.Closed.WITHDRAWN
    return film


def sweep(now: datetime.datetime = WITHDRAWN_AT + GRACE) -> int:
    with time_machine.travel(now, tick=False):
        path, _ = settings.SWEEPS["films that are due"]
        destroyed = import_string(path)(now=timezone.now())
    assert isinstance(destroyed, int)
    return destroyed


def test_it_goes_when_the_days_are_over(withdrawn: Film) -> None:
    assert sweep() == 1

    tombstone = Tombstone.objects.get(film=withdrawn.pk)
    assert (tombstone.why, tombstone.decided_by, tombstone.decided_at) == ("withdrawn", None, WITHDRAWN_AT + GRACE)
    assert not Film.objects.filter(pk=withdrawn.pk).exists()
    assert Recording.objects.get(pk=withdrawn.recording_id).state == Recording.State.DESTROYED
    event = Event.objects.get(name="cases.film_destroyed")
    assert (event.actor_id, event.subject_id, event.facts["why"]) == (None, str(withdrawn.pk), "withdrawn")


def test_it_stays_until_the_days_are_over(withdrawn: Film) -> None:
    assert sweep(WITHDRAWN_AT + GRACE - A_MINUTE) == 0

    assert Film.objects.filter(pk=withdrawn.pk).exists()
    assert not Tombstone.objects.exists()


def test_an_open_film_stays_however_old_it_is(film: Film) -> None:
    assert sweep(WITHDRAWN_AT + datetime.timedelta(days=4000)) == 0

    assert Film.objects.filter(pk=film.pk).exists()


@pytest.mark.parametrize("of_all_the_case", [False, True])
def test_a_hold_keeps_it_until_it_is_lifted(of_all_the_case: bool, withdrawn: Film, cast: Cast) -> None:
    hold = Hold.objects.create(
        case=withdrawn.cycle.case,
        film=None if of_all_the_case else withdrawn,
        why=Hold.Why.COURT,
        placed_by=cast.dana,
        placed_at=WITHDRAWN_AT,
    )
    assert sweep(WITHDRAWN_AT + 10 * GRACE) == 0
    assert Film.objects.filter(pk=withdrawn.pk).exists()

    Hold.objects.filter(pk=hold.pk).update(lifted_at=WITHDRAWN_AT + 10 * GRACE, lifted_by=cast.dana)

    assert sweep(WITHDRAWN_AT + 10 * GRACE + A_MINUTE) == 1


def test_a_second_round_finds_nothing_left_to_do(withdrawn: Film) -> None:
    sweep()

    assert destroy_due_films(now=WITHDRAWN_AT + 2 * GRACE) == 0

    assert Tombstone.objects.count() == 1
    assert Event.objects.filter(name="cases.film_destroyed").count() == 1
