import datetime
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.accounts.inviting import invite
from tests.cast import LONG_AGO, PASSWORD, Cast
from vig.accounts.models import ApiToken, Invitation, Membership, Organisation, Role, User
from vig.accounts.operations import add_member, issue_token
from vig.accounts.roles import roles_of
from vig.audit.models import Event


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    cache.clear()
    return browser_of(cast.ada)


def also(person: User, organisation: Organisation, role: Role, starts_on: datetime.date = LONG_AGO) -> None:
    add_member(organisation=organisation, email=person.email, name="", role=role, starts_on=starts_on)


def deactivate(browser: Client, service: Organisation, person: User) -> int:
    return browser.post(reverse("deactivate_person", args=[service.pk, person.pk])).status_code


def test_ends_every_role_in_the_service_at_once(ada: Client, cast: Cast) -> None:
    also(cast.mira, cast.service, Role.SUPERVISOR)
    also(cast.mira, cast.service, Role.DATA_STEWARD, timezone.localdate() + datetime.timedelta(days=30))

    assert deactivate(ada, cast.service, cast.mira) == 302

    assert not Membership.objects.lasting(timezone.localdate()).filter(user=cast.mira).exists()


def test_without_a_role_elsewhere_nobody_signs_in(
    ada: Client, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    mira = browser_of(cast.mira)
    issue_token(user=cast.mira)

    deactivate(ada, cast.service, cast.mira)

    anew = Client()
    anew.post(reverse("account_login"), {"login": cast.mira.email, "password": PASSWORD})
    assert mira.get(reverse("my_cases")).status_code == 302
    assert anew.get(reverse("my_cases")).status_code == 302
    assert not ApiToken.objects.filter(user=cast.mira).exists()


def test_roles_sessions_and_programs_elsewhere_stay(
    ada: Client, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    also(cast.mira, cast.elsewhere, Role.SUPERVISOR)
    mira = browser_of(cast.mira)
    issue_token(user=cast.mira)

    deactivate(ada, cast.service, cast.mira)

    assert roles_of(cast.mira) == {"supervisor"}
    assert mira.get(reverse("my_cases")).status_code == 200
    assert ApiToken.objects.filter(user=cast.mira).exists()


def test_a_role_elsewhere_that_is_to_begin_keeps_the_account(ada: Client, cast: Cast) -> None:
    also(cast.mira, cast.elsewhere, Role.SUPERVISOR, timezone.localdate() + datetime.timedelta(days=30))

    deactivate(ada, cast.service, cast.mira)

    cast.mira.refresh_from_db()
    assert cast.mira.is_active


def test_cases_close_to_them(ada: Client, cast: Cast, case: Case) -> None:
    also(cast.mira, cast.elsewhere, Role.SUPERVISOR)

    deactivate(ada, cast.service, cast.mira)

    assert not Case.objects.visible_to(cast.mira).exists()


def test_says_before_how_many_cases_nobody_would_guide(ada: Client, cast: Cast, case: Case) -> None:
    page = ada.get(reverse("deactivate_person", args=[cast.service.pk, cast.mira.pk])).content.decode()

    assert "One open case would have nobody to guide it" in page
    assert case.pseudonym not in page


def test_an_invitation_that_waits_does_not_let_them_in_again(ada: Client, cast: Cast) -> None:
    invite(ada, cast.mira.email, "supervisor")

    deactivate(ada, cast.service, cast.mira)

    assert not Invitation.objects.exists()


def test_writes_it_down_with_counts_only(ada: Client, cast: Cast) -> None:
    deactivate(ada, cast.service, cast.mira)

    event = Event.objects.get(name="accounts.person_deactivated")
    assert (event.actor_id, event.subject_id) == (cast.ada.pk, str(cast.mira.pk))
    assert event.organisation_id == cast.service.pk
    assert event.facts == {"roles": 1, "account_closed": True}


def test_nobody_deactivates_themselves(ada: Client, cast: Cast) -> None:
    assert deactivate(ada, cast.service, cast.ada) == 403


@pytest.mark.parametrize("who", ["mira", "dana", "otis"])
def test_only_an_administrator_of_that_service(who: str, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    assert deactivate(browser_of(cast[who]), cast.service, cast.tariq) == 404


def test_somebody_of_another_service_is_not_there(ada: Client, cast: Cast) -> None:
    assert deactivate(ada, cast.service, cast.otis) == 404
    assert deactivate(ada, cast.elsewhere, cast.otis) == 404
