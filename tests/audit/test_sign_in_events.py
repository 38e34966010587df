from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from vig.accounts.models import User
from vig.audit.models import Event


def try_to_sign_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def events(cast: Cast) -> list[tuple[str, User | None, str]]:
    return [
        (event.name, event.actor, event.subject_id)
        for event in Event.objects.filter(name__contains=".sign").order_by("at")
    ]


def test_a_sign_in_and_a_sign_out_are_one_event_each(cast: Cast) -> None:
    client = try_to_sign_in("mira@example.org")
    client.post(reverse("account_logout"))
    client.post(reverse("account_logout"))

    mira = str(cast.mira.pk)
    assert events(cast) == [("accounts.signed_in", cast.mira, mira), ("accounts.signed_out", cast.mira, mira)]


def test_a_wrong_password_is_one_event_about_the_account_and_by_nobody(cast: Cast) -> None:
    try_to_sign_in("Mira@example.org", "not her password")

    assert events(cast) == [("accounts.sign_in_failed", None, str(cast.mira.pk))]


def test_of_an_unknown_address_only_a_digest_is_kept_the_same_each_time(cast: Cast) -> None:
    try_to_sign_in("nobody.we.know@example.org")
    try_to_sign_in("Nobody.We.Know@example.org")
    try_to_sign_in("somebody.else@example.org")

    failed = list(Event.objects.filter(name="accounts.sign_in_failed").order_by("at"))
    assert [event.subject_kind for event in failed] == ["accounts.address"] * 3
    assert failed[0].subject_id == failed[1].subject_id != failed[2].subject_id


@pytest.mark.parametrize("email", ["mira@example.org", "nobody.we.know@example.org"])
def test_neither_address_nor_password_is_in_an_event(email: str, cast: Cast) -> None:
    try_to_sign_in(email, "a secret that was typed")

    [event] = Event.objects.filter(name="accounts.sign_in_failed").values()
    assert "@" not in str(event)
    assert "secret" not in str(event)
    assert len(str(event["facts"]["address"])) == 32


def test_a_page_that_is_refused_is_one_event(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    before = Event.objects.filter(name="audit.request_refused").count()

    browser_of(cast.ada).post(reverse("open_case"))

    [event] = Event.objects.filter(name="audit.request_refused")[before:]
    assert (event.actor, event.subject_kind, event.subject_id) == (cast.ada, "url", "open_case")
    assert event.facts == {"url": "open_case", "method": "POST", "status": 403, "ids": {}}
