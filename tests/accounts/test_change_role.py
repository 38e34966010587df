import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.cast import LONG_AGO, Cast
from vig.accounts.models import Membership, Role, User
from vig.accounts.operations import add_member
from vig.accounts.roles import roles_of
from vig.audit.models import Event

TODAY = timezone.localdate()
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.ada)


def change(browser: Client, person: User, role: str, starts_on: datetime.date = TODAY, ends_on: str = "") -> int:
    membership = person.memberships.get()
    said = {"role": role, "starts_on": starts_on.isoformat(), "ends_on": ends_on}
    return browser.post(reverse("change_role", args=[membership.pk]), said).status_code


def test_the_new_role_takes_the_place_of_the_old_today(ada: Client, cast: Cast) -> None:
    assert change(ada, cast.tariq, "practitioner", ends_on="2030-01-01") == 302

    assert roles_of(cast.tariq) == {"practitioner"}
    new = cast.tariq.memberships.get(role="practitioner")
    assert (new.starts_on, new.ends_on) == (TODAY, datetime.date(2030, 1, 1))


def test_from_a_later_day_the_old_role_lasts_until_the_day_before(ada: Client, cast: Cast) -> None:
    begins = TODAY + 10 * ONE_DAY

    change(ada, cast.tariq, "practitioner", begins)

    def held(day: datetime.date) -> set[str]:
        return set(Membership.objects.on(day).filter(user=cast.tariq).values_list("role", flat=True))

    assert (held(TODAY), held(begins - ONE_DAY), held(begins)) == ({"trainee"}, {"trainee"}, {"practitioner"})


def test_the_account_and_its_cases_stay_open(ada: Client, cast: Cast, case: Case) -> None:
    change(ada, cast.mira, "supervisor")

    cast.mira.refresh_from_db()
    assert cast.mira.is_active
    assert Case.objects.visible_to(cast.mira).get() == case


def test_the_same_role_can_get_other_days(ada: Client, cast: Cast) -> None:
    assert change(ada, cast.mira, "practitioner", ends_on="2030-01-01") == 302

    assert Membership.objects.on(TODAY).get(user=cast.mira).ends_on == datetime.date(2030, 1, 1)


def test_writes_down_both_roles(ada: Client, cast: Cast) -> None:
    change(ada, cast.tariq, "practitioner")

    event = Event.objects.get(name="accounts.role_changed")
    assert event.actor_id == cast.ada.pk
    assert event.facts == {"person": str(cast.tariq.pk), "role": "practitioner", "instead_of": "trainee"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(TODAY - ONE_DAY, ""), (TODAY + ONE_DAY, TODAY.isoformat())],
)
def test_refuses_days_that_make_no_sense(starts_on: datetime.date, ends_on: str, ada: Client, cast: Cast) -> None:
    assert change(ada, cast.tariq, "practitioner", starts_on, ends_on) == 200

    assert roles_of(cast.tariq) == {"trainee"}


def test_refuses_a_role_that_they_hold_besides_and_leaves_all_as_it_was(ada: Client, cast: Cast) -> None:
    add_member(organisation=cast.service, email=cast.tariq.email, name="", role=Role.SUPERVISOR, starts_on=LONG_AGO)
    membership = cast.tariq.memberships.get(role="trainee")

    answer = ada.post(
        reverse("change_role", args=[membership.pk]), {"role": "supervisor", "starts_on": TODAY.isoformat()}
    )

    assert "hold that role in your service already" in answer.content.decode()
    assert roles_of(cast.tariq) == {"trainee", "supervisor"}


def test_nobody_changes_their_own_role(ada: Client, cast: Cast) -> None:
    assert change(ada, cast.ada, "data_steward") == 403

    assert roles_of(cast.ada) == {"administrator"}


@pytest.mark.parametrize("who", ["mira", "dana", "otis"])
def test_only_an_administrator_of_that_service(who: str, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    assert change(browser_of(cast[who]), cast.tariq, "administrator") == 404
