import datetime
import threading
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.cast import LONG_AGO, Cast, gather_cast
from vig.accounts.models import Membership, Role, User
from vig.accounts.operations import add_member, end_role, issue_token
from vig.accounts.operations.roles_of_a_service import RoleChangeRefused
from vig.accounts.policies import LAST_ADMINISTRATOR, OWN_ROLE
from vig.accounts.roles import roles_of
from vig.audit.models import Event


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.ada)


def role_of(person: User, role: Role | None = None) -> Membership:
    return person.memberships.get(**({"role": role} if role else {}))


def end(browser: Client, membership: Membership, last_day: str = "") -> int:
    return browser.post(reverse("end_role", args=[membership.pk]), {"last_day": last_day}).status_code


def another_administrator(cast: Cast, ends_on: datetime.date | None = None) -> User:
    return add_member(
        organisation=cast.service,
        email="bea@example.org",
        name="Bea",
        role=Role.ADMINISTRATOR,
        starts_on=LONG_AGO,
        ends_on=ends_on,
    )


def test_the_role_is_gone_at_once(ada: Client, cast: Cast) -> None:
    assert end(ada, role_of(cast.mira)) == 302

    assert roles_of(cast.mira) == set()
    membership = role_of(cast.mira)
    assert (membership.starts_on, membership.ends_on) == (LONG_AGO, timezone.localdate())


def test_a_role_that_began_today_is_gone_at_once_too(ada: Client, cast: Cast) -> None:
    Membership.objects.filter(user=cast.mira).update(starts_on=timezone.localdate())

    end(ada, role_of(cast.mira))

    assert roles_of(cast.mira) == set()


def test_a_role_that_was_to_begin_later_never_does(ada: Client, cast: Cast) -> None:
    later = timezone.localdate() + datetime.timedelta(days=10)
    Membership.objects.filter(user=cast.mira).update(starts_on=later)

    end(ada, role_of(cast.mira))

    assert not Membership.objects.on(later).filter(user=cast.mira).exists()


def test_what_was_held_before_stays_true(ada: Client, cast: Cast) -> None:
    end(ada, role_of(cast.mira))

    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert Membership.objects.on(yesterday).filter(user=cast.mira).exists()


def test_a_last_day_leaves_the_role_until_then(ada: Client, cast: Cast) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    assert end(ada, role_of(cast.mira), tomorrow.isoformat()) == 302

    cast.mira.refresh_from_db()
    assert (roles_of(cast.mira), cast.mira.is_active) == ({"practitioner"}, True)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        assert roles_of(cast.mira) == set()


def test_refuses_a_last_day_in_the_past(ada: Client, cast: Cast) -> None:
    assert end(ada, role_of(cast.mira), "2026-01-01") == 200

    assert roles_of(cast.mira) == {"practitioner"}


def test_whoever_has_no_role_left_anywhere_is_out(
    ada: Client, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    mira, token = browser_of(cast.mira), issue_token(user=cast.mira)
    program = Client(headers={"Authorization": f"Token {token}"})
    assert mira.get(reverse("my_cases")).status_code == 200

    end(ada, role_of(cast.mira))

    assert mira.get(reverse("my_cases")).status_code == 302
    assert program.get(reverse("api:cases")).status_code == 401


def test_whoever_works_elsewhere_too_stays_signed_in(
    ada: Client, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    add_member(organisation=cast.elsewhere, email=cast.mira.email, name="", role=Role.SUPERVISOR, starts_on=LONG_AGO)
    mira = browser_of(cast.mira)

    end(ada, role_of(cast.mira, Role.PRACTITIONER))

    assert mira.get(reverse("my_cases")).status_code == 200
    assert roles_of(cast.mira) == {"supervisor"}


def test_the_last_role_in_a_service_takes_its_cases_along(ada: Client, cast: Cast, case: Case) -> None:
    add_member(organisation=cast.elsewhere, email=cast.mira.email, name="", role=Role.SUPERVISOR, starts_on=LONG_AGO)

    end(ada, role_of(cast.mira, Role.PRACTITIONER))

    assert not Case.objects.visible_to(cast.mira).exists()


def test_another_role_in_the_service_keeps_its_cases_open(ada: Client, cast: Cast, case: Case) -> None:
    add_member(organisation=cast.service, email=cast.mira.email, name="", role=Role.SUPERVISOR, starts_on=LONG_AGO)

    end(ada, role_of(cast.mira, Role.SUPERVISOR))

    assert Case.objects.visible_to(cast.mira).get() == case


def test_writes_it_down_with_ids_only(ada: Client, cast: Cast) -> None:
    membership = role_of(cast.mira)

    end(ada, membership)

    event = Event.objects.get(name="accounts.role_ended")
    assert (event.actor_id, event.subject_id) == (cast.ada.pk, str(membership.pk))
    assert event.facts == {
        "person": str(cast.mira.pk),
        "role": "practitioner",
        "last_day": None,
        "account_closed": True,
    }


def test_nobody_ends_their_own_role(ada: Client, cast: Cast) -> None:
    another_administrator(cast)

    answer = ada.post(reverse("end_role", args=[role_of(cast.ada).pk]))

    assert answer.status_code == 403
    assert OWN_ROLE in answer.content.decode()


def test_the_last_administrator_stays(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    """bea's own role has a last day, after which nobody would administer the service."""
    bea = another_administrator(cast, ends_on=timezone.localdate() + datetime.timedelta(days=30))

    answer = browser_of(bea).post(reverse("end_role", args=[role_of(cast.ada).pk]))

    assert answer.status_code == 403
    assert LAST_ADMINISTRATOR in answer.content.decode()


def test_another_administrator_can_go(ada: Client, cast: Cast) -> None:
    bea = another_administrator(cast)

    assert end(ada, role_of(bea)) == 302

    assert roles_of(bea) == set()


def test_a_role_ends_once(ada: Client, cast: Cast) -> None:
    end(ada, role_of(cast.mira))

    assert end(ada, role_of(cast.mira)) == 403


@pytest.mark.parametrize("who", ["mira", "sam", "dana", "otis"])
def test_only_an_administrator_of_that_service(who: str, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    assert end(browser_of(cast[who]), role_of(cast.tariq)) == 404


def test_asks_who_it_is_when_the_sign_in_is_not_fresh(ada: Client, cast: Cast) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=10)):
        answer = ada.post(reverse("end_role", args=[role_of(cast.mira).pk]))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert roles_of(cast.mira) == {"practitioner"}


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_end_each_other() -> None:
    cast = gather_cast()
    bea = another_administrator(cast)
    together = threading.Barrier(2)
    refused: list[str] = []

    def end_the_other(by: User, other: User) -> None:
        membership = role_of(other)
        together.wait()
        try:
            end_role(membership=membership, by=by)
        except RoleChangeRefused as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=end_the_other, args=pair) for pair in ((cast.ada, bea), (bea, cast.ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert {frozenset(roles_of(cast.ada)), frozenset(roles_of(bea))} == {frozenset(), frozenset({"administrator"})}
