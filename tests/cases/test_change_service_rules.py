"""What a service decided: on what ground it works, and how soon a film goes after a consent was taken back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import ServiceRules
from cases.operations.change_service_rules import GraceTooLong, change_service_rules
from cases.operations.service_rules import rules_of
from tests.cast import Cast
from vig.audit.models import Event

BrowserOf = Callable[..., Client]


@pytest.fixture
def ada(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.ada)


def stale(browser: Client) -> Client:
    """Signed in some time ago."""
    session = browser.session
    session["confirmed_at"] = 0
    session.save()
    return browser


def test_holds_from_now_on_and_is_in_the_audit(cast: Cast, ada: Client) -> None:
    said = {"lawful_basis": "public_task", "days_until_destroyed": 14}

    ada.post(reverse("change_service_rules"), said)

    rules = rules_of(cast.service)
    assert (rules.lawful_basis, rules.days_until_destroyed) == ("public_task", 14)
    event = Event.objects.get(name="cases.service_rules_changed")
    assert (event.actor_id, event.facts["days"]) == (cast.ada.pk, 14)


def test_what_another_page_decides_is_left_as_it_was(cast: Cast) -> None:
    ServiceRules.objects.create(organisation=cast.service, films_are=ServiceRules.FilmsAre.RECORD, fictional=True)

    change_service_rules(organisation=cast.service, by=cast.ada, lawful_basis="consent", days_until_destroyed=0)

    rules = rules_of(cast.service)
    assert (rules.films_are, rules.fictional, rules.days_until_destroyed) == ("record", True, 0)


def test_nobody_waits_for_ever(cast: Cast, ada: Client) -> None:
    page = ada.post(reverse("change_service_rules"), {"lawful_basis": "consent", "days_until_destroyed": 61})

    assert "less than or equal to 60" in page.content.decode()
    with pytest.raises(GraceTooLong):
        change_service_rules(organisation=cast.service, by=cast.ada, lawful_basis="consent", days_until_destroyed=61)


def test_needs_a_fresh_sign_in(cast: Cast, ada: Client) -> None:
    said = {"lawful_basis": "consent", "days_until_destroyed": 1}

    answer = stale(ada).post(reverse("change_service_rules"), said)

    assert "reauthenticate" in answer["Location"]
    assert rules_of(cast.service).days_until_destroyed == 7


def test_says_that_the_ground_is_not_the_permission_to_film(ada: Client) -> None:
    page = ada.get(reverse("change_service_rules")).content.decode()

    assert "the permission to film is another" in page
