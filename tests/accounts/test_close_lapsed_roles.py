import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.cast import LONG_AGO, Cast
from vig.accounts.models import Invitation, Membership, Role, User
from vig.accounts.operations import add_member, invite_person
from vig.accounts.operations.close_lapsed_roles import close_lapsed_roles
from vig.audit.models import Event

ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def lapsed(cast: Cast) -> User:
    """mira, whose role had its last day yesterday."""
    Membership.objects.filter(user=cast.mira).update(ends_on=timezone.localdate() - ONE_DAY)
    return cast.mira


def sweep() -> str:
    return close_lapsed_roles(now=timezone.now())


def test_signs_out_whoever_has_no_role_left(lapsed: User, browser_of: Callable[[User], Client]) -> None:
    browser = browser_of(lapsed)

    assert sweep() == "1 roles closed, 0 invitations forgotten"

    assert browser.get(reverse("my_cases")).status_code == 302


def test_closes_the_cases_of_the_service(cast: Cast, case: Case, lapsed: User) -> None:
    add_member(organisation=cast.elsewhere, email=lapsed.email, name="", role=Role.SUPERVISOR, starts_on=LONG_AGO)

    sweep()

    lapsed.refresh_from_db()
    assert lapsed.is_active
    assert not Case.objects.visible_to(lapsed).exists()


def test_waits_until_the_last_day_is_over(cast: Cast) -> None:
    Membership.objects.filter(user=cast.mira).update(ends_on=timezone.localdate())

    assert sweep().startswith("0 roles")
    with time_machine.travel(timezone.now() + ONE_DAY):
        assert sweep().startswith("1 roles")


def test_does_it_once_and_writes_it_down_as_done_by_nobody(lapsed: User) -> None:
    sweep()

    assert sweep().startswith("0 roles")
    event = Event.objects.get(name="accounts.role_lapsed")
    assert event.actor_id is None
    assert event.facts == {"person": str(lapsed.pk), "role": "practitioner", "account_closed": True}


def test_the_last_day_counts_afterwards_as_it_did_before(lapsed: User) -> None:
    sweep()

    assert Membership.objects.on(timezone.localdate() - ONE_DAY).filter(user=lapsed).exists()


def test_forgets_the_address_of_whoever_did_not_answer_for_a_month(cast: Cast) -> None:
    invite_person(
        organisation=cast.service,
        email="noor@example.org",
        role=Role.TRAINEE,
        starts_on=timezone.localdate(),
        by=cast.ada,
    )

    with time_machine.travel(timezone.now() + 36 * ONE_DAY):
        sweep()
        assert Invitation.objects.exists()
    with time_machine.travel(timezone.now() + 38 * ONE_DAY):
        sweep()
        assert not Invitation.objects.exists()
