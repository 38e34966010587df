import pytest
from django.db import transaction

from cases.models import Case
from tests.cast import Cast
from vig.accounts.leaving import tell_that_they_left
from vig.notices.models import Notice
from vig.notices.operations import forget_about, notify


def test_tells_each_person_once_however_often_it_is_called(cast: Cast, case: Case) -> None:
    for _ in range(2):
        notify(users=[cast.mira, cast.sam], kind="test.asked", subject=case, case="Alder 101", times=2)

    assert {notice.user for notice in Notice.objects.all()} == {cast.mira, cast.sam}
    assert Notice.objects.count() == 2


def test_tells_again_of_what_is_another_time(cast: Cast, case: Case) -> None:
    for day in ("2026-11-01", "2026-12-01"):
        notify(users=[cast.mira], kind="test.now", subject=case, once=day)

    assert cast.mira.notices.count() == 2


def test_takes_no_kind_that_nobody_named_and_no_sentence_with_a_hole(cast: Cast, case: Case) -> None:
    with pytest.raises(KeyError):
        notify(users=[cast.mira], kind="test.unheard_of", subject=case)
    with pytest.raises(KeyError):
        notify(users=[cast.mira], kind="test.asked", subject=case, case="Alder 101")


def test_an_act_that_does_not_happen_is_not_told(cast: Cast, case: Case) -> None:
    with transaction.atomic():
        notify(users=[cast.mira], kind="test.now", subject=case)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_what_ended_for_good_is_not_told_any_more(cast: Cast, case: Case) -> None:
    notify(users=[cast.mira], kind="test.now", subject=case)
    notify(users=[cast.mira], kind="test.now", subject=cast.service)

    forget_about(case)

    assert [notice.subject_id for notice in Notice.objects.all()] == [str(cast.service.pk)]


def test_whoever_leaves_a_service_keeps_no_news_of_it(cast: Cast, case: Case) -> None:
    notify(users=[cast.mira, cast.sam], kind="test.now", subject=case, organisation=cast.service)
    notify(users=[cast.mira], kind="test.now", subject=cast.elsewhere, organisation=cast.elsewhere)

    tell_that_they_left(person=cast.mira, organisation=cast.service, by=cast.ada)

    assert [notice.organisation for notice in cast.mira.notices.all()] == [cast.elsewhere]
    assert cast.sam.notices.count() == 1
