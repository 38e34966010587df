from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.cast import PASSWORD, Cast
from vig.accounts.models import User
from vig.accounts.operations import deactivate_person
from vig.accounts.roles import roles_of
from vig.audit.models import Event


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    cache.clear()
    return browser_of(cast.ada)


@pytest.fixture
def gone(cast: Cast, case: Case) -> User:
    deactivate_person(person=cast.mira, organisation=cast.service, by=cast.ada)
    return cast.mira


def reactivate(browser: Client, cast: Cast, person: User) -> int:
    said = {"role": "supervisor", "starts_on": timezone.localdate().isoformat()}
    return browser.post(reverse("reactivate_person", args=[cast.service.pk, person.pk]), said).status_code


def test_they_sign_in_as_before_with_the_new_role(ada: Client, cast: Cast, gone: User) -> None:
    assert reactivate(ada, cast, gone) == 302

    browser = Client()
    browser.post(reverse("account_login"), {"login": gone.email, "password": PASSWORD})
    assert browser.get(reverse("my_cases")).status_code == 200
    assert roles_of(gone) == {"supervisor"}


def test_cases_stay_closed_until_somebody_hands_one_over(ada: Client, cast: Cast, gone: User) -> None:
    reactivate(ada, cast, gone)

    assert not Case.objects.visible_to(gone).exists()


def test_a_session_of_before_stays_ended(cast: Cast, ada: Client, browser_of: Callable[[User], Client]) -> None:
    mira = browser_of(cast.mira)
    deactivate_person(person=cast.mira, organisation=cast.service, by=cast.ada)

    reactivate(ada, cast, cast.mira)

    assert mira.get(reverse("my_cases")).status_code == 302


def test_writes_it_down(ada: Client, cast: Cast, gone: User) -> None:
    reactivate(ada, cast, gone)

    event = Event.objects.get(name="accounts.person_reactivated")
    assert (event.actor_id, event.subject_id) == (cast.ada.pk, str(gone.pk))
    assert event.organisation_id == cast.service.pk
    assert event.facts == {"role": "supervisor"}


def test_refuses_whoever_has_a_role_here(ada: Client, cast: Cast) -> None:
    assert reactivate(ada, cast, cast.sam) == 403


def test_somebody_who_never_worked_here_has_to_be_invited(ada: Client, cast: Cast) -> None:
    assert reactivate(ada, cast, cast.otis) == 404


@pytest.mark.parametrize("who", ["dana", "otis"])
def test_only_an_administrator_of_that_service(
    who: str, cast: Cast, gone: User, browser_of: Callable[[User], Client]
) -> None:
    assert reactivate(browser_of(cast[who]), cast, gone) == 404
