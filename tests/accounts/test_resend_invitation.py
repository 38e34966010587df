import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.inviting import invite, join, link_in
from tests.cast import Cast
from vig.accounts.models import Invitation, User
from vig.audit.models import Event


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    cache.clear()
    ada = browser_of(cast.ada)
    invite(ada, "noor@example.org")
    return ada


def resend(browser: Client) -> int:
    return browser.post(reverse("resend_invitation", args=[Invitation.objects.get().pk])).status_code


def test_a_new_link_works_and_the_first_one_no_longer(ada: Client) -> None:
    first = link_in()

    assert resend(ada) == 302

    assert join(Client(), first).status_code == 410
    assert join(Client(), link_in()).status_code == 302


def test_opens_again_what_had_become_too_old(ada: Client, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8)):
        assert resend(browser_of(cast.ada)) == 302
        assert join(Client(), link_in()).status_code == 302


def test_asks_before_it_sends(ada: Client) -> None:
    page = ada.get(reverse("resend_invitation", args=[Invitation.objects.get().pk]))

    assert "noor@example.org" in page.content.decode()
    assert len(mail.outbox) == 1


def test_writes_it_down(ada: Client, cast: Cast) -> None:
    resend(ada)

    event = Event.objects.get(name="accounts.invitation_resent")
    assert (event.actor_id, event.facts) == (cast.ada.pk, {})


def test_does_not_flood_a_mailbox(ada: Client) -> None:
    for _ in range(6):
        resend(ada)

    assert len(mail.outbox) == 5


def test_another_service_has_no_such_invitation(ada: Client, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    assert resend(browser_of(cast.otis)) == 404
