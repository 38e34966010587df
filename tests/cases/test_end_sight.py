import datetime

from django.utils import timezone

from cases.models import Case, CaseAccess, Film, Scope, Share
from cases.operations.end_sight import end_sight
from tests.cast import LONG_AGO, Cast
from vig.audit.models import Event

ONE_DAY = datetime.timedelta(days=1)


def test_closes_the_cases_of_the_service_to_whoever_left(cast: Cast, case: Case) -> None:
    end_sight(person=cast.mira, organisation=cast.service, by=cast.ada)

    assert not Case.objects.visible_to(cast.mira).exists()
    event = Event.objects.get(name="cases.sight_ended")
    assert (event.actor_id, event.subject_id) == (cast.ada.pk, str(case.pk))
    assert event.facts == {"person": str(cast.mira.pk), "why": "guides"}


def test_leaves_others_and_other_services_alone(cast: Cast, case: Case) -> None:
    CaseAccess.objects.create(case=case, user=cast.tariq, why="covers", starts_at=timezone.now())

    end_sight(person=cast.mira, organisation=cast.elsewhere, by=cast.ada)

    assert Case.objects.visible_to(cast.mira).exists()
    assert Case.objects.visible_to(cast.tariq).exists()


def test_cover_that_was_to_begin_later_never_does(cast: Cast, case: Case) -> None:
    tomorrow = timezone.now() + ONE_DAY
    cover = CaseAccess.objects.create(case=case, user=cast.tariq, why="covers", starts_at=tomorrow)

    end_sight(person=cast.tariq, organisation=cast.service, by=cast.ada)

    cover.refresh_from_db()
    assert cover.ends_at == tomorrow


def test_what_was_shared_ends_with_the_last_role_in_which_somebody_works(cast: Cast, film: Film) -> None:
    now = timezone.now()
    share = Share.objects.create(
        film=film, shared_with=cast.sam, shared_by=cast.mira, purpose=Scope.SUPERVISION, starts_at=now,
        ends_at=now + ONE_DAY,
    )  # fmt: skip
    end_sight(person=cast.sam, organisation=cast.service, by=cast.ada)
    share.refresh_from_db()
    assert share.runs

    cast.sam.memberships.update(ends_on=LONG_AGO)
    end_sight(person=cast.sam, organisation=cast.service, by=cast.ada)

    share.refresh_from_db()
    assert not share.runs


def test_what_ended_long_ago_stays_as_it_was(cast: Cast, case: Case) -> None:
    ended = timezone.now() - ONE_DAY
    CaseAccess.objects.update(starts_at=ended - ONE_DAY, ends_at=ended)

    end_sight(person=cast.mira, organisation=cast.service, by=cast.ada)

    assert CaseAccess.objects.get().ends_at == ended
    assert not Event.objects.filter(name="cases.sight_ended").exists()
