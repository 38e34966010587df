"""A service's own words: written by its administrators, looked at, published, and never changed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case, Consent, ConsentText, Scope
from cases.operations.consent_texts import text_in_use
from tests.cast import Cast, consent_to
from vig.audit.models import Event

BrowserOf = Callable[..., Client]
URL = "publish_consent_text"


@pytest.fixture
def ada(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.ada)


def stale(browser: Client) -> Client:
    """Signed in some time ago."""
    session = browser.session
    session["confirmed_at"] = 0
    session.save()
    return browser


def words(**more: str) -> dict[str, str]:
    return {"introduction": "We ask.\n\nYou may say no."} | {scope.value: f"May we: {scope}?" for scope in Scope} | more


def test_is_looked_at_before_it_is_published(cast: Cast, ada: Client) -> None:

    page = ada.post(reverse(URL), words()).content.decode()

    assert "As a family will see it" in page
    assert "<p>You may say no.</p>" in page
    assert not ConsentText.objects.filter(published_by=cast.ada).exists()


def test_whoever_is_asked_from_then_on_sees_the_new_words(cast: Cast, case: Case, ada: Client) -> None:
    before = Consent.objects.first()
    assert before is not None

    ada.post(reverse(URL), words(publish="yes"))

    after = consent_to(case, Scope.RESEARCH, by=cast.mira)
    before.refresh_from_db()
    assert (before.text.number, after.text.number) == (1, 2)
    assert before.answers.exclude(withdrawn_at=None).count() == 0
    assert (text_in_use(cast.service).published_by, after.text.introduction) == (cast.ada, "We ask.\n\nYou may say no.")
    assert Event.objects.filter(name="cases.consent_text_published").count() == 1


def test_every_question_is_written(cast: Cast, ada: Client) -> None:
    ada.post(reverse(URL), words(publish="yes", research=" "))

    assert not ConsentText.objects.filter(published_by=cast.ada).exists()


def test_nothing_in_it_is_more_than_words(ada: Client) -> None:
    page = ada.post(reverse(URL), words(introduction="<b>Hello</b>")).content.decode()

    assert "&lt;b&gt;Hello&lt;/b&gt;" in page
    assert "<b>Hello" not in page


def test_lists_what_is_in_use_and_what_was(ada: Client) -> None:
    assert "The words that come with the platform" in ada.get(reverse("consent_texts")).content.decode()

    ada.post(reverse(URL), words(publish="yes"))

    page = ada.get(reverse("consent_texts")).content.decode()
    assert "In use: version 2" in page
    first = ConsentText.objects.get(number=1)
    assert reverse("consent_text", args=[first.pk]) in page
    assert first.question(Scope.OWN_REVIEW) in ada.get(reverse("consent_text", args=[first.pk])).content.decode()


def test_to_publish_needs_a_fresh_sign_in(cast: Cast, ada: Client) -> None:
    answer = stale(ada).post(reverse(URL), words(publish="yes"))

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not ConsentText.objects.filter(published_by=cast.ada).exists()
