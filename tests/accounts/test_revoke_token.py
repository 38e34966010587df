import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from vig.accounts.models import ApiToken, User
from vig.accounts.operations import issue_token
from vig.audit.models import Event


@pytest.fixture
def token(cast: Cast) -> str:
    return issue_token(user=cast.mira)


def status_with(token: str) -> int:
    return Client().get(reverse("api:cases"), headers={"Authorization": f"Token {token}"}).status_code


def test_ones_own_programs_stop_at_once(token: str, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    assert status_with(token) == 200

    mira = browser_of(cast.mira)
    page = mira.get(reverse("account")).content.decode()

    mira.post(reverse("revoke_token"))

    assert reverse("revoke_token") in page
    assert reverse("revoke_token") not in mira.get(reverse("account")).content.decode()
    assert status_with(token) == 401
    event = Event.objects.get(name="accounts.token_revoked")
    assert (event.actor_id, event.subject_id, event.facts) == (cast.mira.pk, str(cast.mira.pk), {})


def test_an_administrator_revokes_the_token_of_somebody_of_the_service(
    token: str, cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    ada = browser_of(cast.ada)
    page = ada.get(reverse("person", args=[cast.service.pk, cast.mira.pk])).content.decode()

    ada.post(reverse("revoke_token_of", args=[cast.service.pk, cast.mira.pk]))

    assert "Revoke the token" in page
    assert status_with(token) == 401
    assert Event.objects.get(name="accounts.token_revoked").actor_id == cast.ada.pk


@pytest.mark.parametrize("who", ["tariq", "dana", "otis"])
def test_nobody_else_does(who: str, token: str, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    answer = browser_of(cast[who]).post(reverse("revoke_token_of", args=[cast.service.pk, cast.mira.pk]))

    assert answer.status_code == 404
    assert status_with(token) == 200


def test_a_token_of_another_service_is_not_there(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    token = issue_token(user=cast.otis)
    ada = browser_of(cast.ada)

    answers = [
        ada.post(reverse("revoke_token_of", args=[service.pk, cast.otis.pk]))
        for service in (cast.service, cast.elsewhere)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert status_with(token) == 200


def test_without_a_token_there_is_nothing_to_write_down(cast: Cast, browser_of: Callable[[User], Client]) -> None:
    browser_of(cast.mira).post(reverse("revoke_token"))

    assert not Event.objects.filter(name="accounts.token_revoked").exists()


def test_says_when_it_was_issued_and_on_which_day_it_was_last_used(token: str, cast: Cast) -> None:
    def said() -> str:
        shown = render_to_string("account/_api_token.html", {"token": ApiToken.objects.get(), "revoke": "/"})
        return " ".join(shown.split())

    ApiToken.objects.update(created_at=datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC))
    unused = said()
    with time_machine.travel(datetime.datetime(2026, 2, 3, 12, tzinfo=datetime.UTC)):
        status_with(token)

    assert "issued on 5 January 2026" in unused
    assert "No program has used it yet" in unused
    assert "used it last on 3 February 2026" in said()


def test_a_new_token_begins_anew(token: str, cast: Cast) -> None:
    ApiToken.objects.update(created_at=datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC))
    status_with(token)

    issue_token(user=cast.mira)

    renewed = ApiToken.objects.get()
    assert renewed.last_used_on is None
    assert timezone.now() - renewed.created_at < datetime.timedelta(minutes=1)
