"""Changing the address that one signs in with: the new one is asked, the old one is told."""

import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, Cast
from vig.accounts.models import User
from vig.audit.models import Event

NEW = "mira.okafor@example.org"


def change_to(browser: Client, email: str) -> str:
    answer = browser.post(reverse("account_email"), {"email": email, "action_add": ""})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def follow_the_link(browser: Client) -> None:
    link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert link
    browser.post(link[1])


def address_of(user: User) -> str:
    return User.objects.get(pk=user.pk).email


def test_nothing_changes_before_the_new_address_answers(mira: Client, cast: Cast) -> None:
    change_to(mira, NEW)

    assert [sent.to for sent in mail.outbox] == [[NEW]]
    assert address_of(cast.mira) == "mira@example.org"
    assert "until then nothing changes" in mira.get(reverse("account_email")).content.decode()


def test_the_new_address_signs_in_and_the_old_one_is_told(mira: Client, cast: Cast) -> None:
    change_to(mira, NEW.upper())
    follow_the_link(mira)

    assert address_of(cast.mira) == NEW
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (["mira@example.org"], "Your email address was changed")
    assert Event.objects.filter(name="accounts.address_changed", subject_id=str(cast.mira.pk)).count() == 1
    for email, status in ((NEW, 302), ("mira@example.org", 200)):
        assert Client().post(reverse("account_login"), {"login": email, "password": PASSWORD}).status_code == status


def test_needs_a_fresh_sign_in(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(6 * 60)

    assert "reauthenticate" in change_to(mira, NEW)
    assert mail.outbox == []


def test_somebody_elses_address_cannot_be_taken(mira: Client, cast: Cast) -> None:
    assert "cannot be yours here" in change_to(mira, "tariq@example.org")
    assert mail.outbox == []


def test_nor_once_it_has_become_somebody_elses(mira: Client, cast: Cast) -> None:
    change_to(mira, NEW)
    User.objects.create_user(email=NEW, name="Another Mira")

    follow_the_link(mira)

    assert address_of(cast.mira) == "mira@example.org"


@pytest.mark.parametrize("act", ["action_remove", "action_send"])
def test_a_change_can_be_let_go_or_asked_for_again(act: str, mira: Client, cast: Cast) -> None:
    change_to(mira, NEW)

    mira.post(reverse("account_email"), {"email": NEW, act: ""})

    assert address_of(cast.mira) == "mira@example.org"
