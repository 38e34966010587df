from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

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


def revoke(browser: Client) -> int:
    return browser.post(reverse("revoke_invitation", args=[Invitation.objects.get().pk])).status_code


def test_the_link_lets_nobody_in_any_more(ada: Client) -> None:
    assert revoke(ada) == 302

    assert join(Client(), link_in()).status_code == 410
    assert not User.objects.filter(email="noor@example.org").exists()


def test_also_for_somebody_who_has_it_open(ada: Client) -> None:
    noor = Client()
    noor.get(link_in(), follow=True)
    revoke(ada)

    assert noor.get(reverse("accept_invitation")).status_code == 410


def test_forgets_the_address_and_writes_down_the_act(ada: Client, cast: Cast) -> None:
    invitation = Invitation.objects.get()

    revoke(ada)

    event = Event.objects.get(name="accounts.invitation_revoked")
    assert (event.actor_id, event.subject_id, event.facts) == (cast.ada.pk, str(invitation.pk), {})
    assert not Invitation.objects.exists()


def test_another_service_has_no_such_invitation(ada: Client, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    assert revoke(browser_of(cast.otis)) == 404
