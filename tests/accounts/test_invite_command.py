from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.accounts.inviting import join
from tests.cast import Cast
from vig.accounts.models import Invitation, Organisation, User, Wording
from vig.accounts.roles import roles_of
from vig.audit.models import Event


def invite(*arguments: str) -> str:
    said = StringIO()
    call_command("invite", *arguments, stdout=said)
    return said.getvalue().strip()


def test_lets_the_first_administrator_into_a_service_of_its_own(db: None) -> None:
    link = invite("noor@example.org", "--service", "Lakeside", "--open-service", "person")

    browser = Client()
    join(browser, urlsplit(link).path)

    assert roles_of(User.objects.get(email="noor@example.org")) == {"administrator"}
    assert Organisation.objects.get(name="Lakeside").wording == Wording.PERSON
    assert browser.get(reverse("people")).status_code == 200


def test_prints_the_link_and_mails_nobody(cast: Cast) -> None:
    link = invite("noor@example.org", "--service", cast.service.name, "--role", "data_steward")

    assert link.startswith("http")
    assert not mail.outbox
    assert Invitation.objects.get().role == "data_steward"


def test_writes_down_that_it_was_done_on_the_machine(db: None) -> None:
    invite("noor@example.org", "--service", "Lakeside", "--open-service", "child")

    events = Event.objects.filter(name__in=["accounts.organisation_opened", "accounts.person_invited"])
    assert [event.actor_id for event in events] == [None, None]


def test_does_not_open_a_service_by_a_slip_of_the_pen(cast: Cast) -> None:
    with pytest.raises(CommandError, match="There is no service called Riversid"):
        invite("noor@example.org", "--service", "Riversid")

    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("email", "sentence"), [("noor", "no email address"), ("ada@example.org", "has that role in your service already")]
)
def test_says_what_is_wrong(email: str, sentence: str, cast: Cast) -> None:
    with pytest.raises(CommandError, match=sentence):
        invite(email, "--service", cast.service.name)
