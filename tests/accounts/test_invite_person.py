import datetime
import smtplib
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.accounts.inviting import invite, link_in
from tests.cast import Cast
from vig.accounts.models import Invitation, Membership, Role, User
from vig.accounts.operations import invite_person
from vig.accounts.operations.invite_person import Sent
from vig.accounts.operations.roles_of_a_service import RoleChangeRefused
from vig.audit.models import Event


@pytest.fixture(autouse=True)
def limits_begin_anew() -> None:
    cache.clear()


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.ada)


def test_sends_a_link_to_the_address(ada: Client, cast: Cast) -> None:
    answer = invite(ada, "Noor@example.org", ends_on="2030-01-01")

    assert answer["Location"] == f"{reverse('people')}?service={cast.service.pk}"
    assert mail.outbox[0].to == ["noor@example.org"]
    assert link_in().startswith("/invitations/")
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.organisation, invitation.ends_on) == (
        Role.PRACTITIONER,
        cast.service,
        datetime.date(2030, 1, 1),
    )


def test_the_link_lasts_a_week_unless_the_platform_says_otherwise(ada: Client, settings: Settings) -> None:
    invite(ada, "noor@example.org")
    settings.INVITATION_LASTS = datetime.timedelta(days=2)
    invite(ada, "nils@example.org")

    lasts = [i.expires_at - i.sent_at for i in Invitation.objects.order_by("sent_at")]
    assert lasts == [datetime.timedelta(days=7), datetime.timedelta(days=2)]


def test_the_mail_names_the_service_and_nobody_else(ada: Client, cast: Cast) -> None:
    invite(ada, "noor@example.org")

    message = mail.outbox[0]
    said = f"{message.subject} {message.body}"
    assert cast.service.name in said
    assert not [name for name in ("Ada", "Mira", "Alder", "noor") if name in said.replace(link_in(), "")]


def test_the_database_does_not_know_the_link(ada: Client) -> None:
    invite(ada, "noor@example.org")

    word, _, seal = link_in().removeprefix("/invitations/").rstrip("/").partition(".")
    kept = str(Invitation.objects.values())
    assert word not in kept
    assert seal not in kept


@pytest.mark.parametrize("email", ["otis@example.org", "unknown@example.org"])
def test_a_known_address_looks_like_an_unknown_one(email: str, ada: Client, cast: Cast) -> None:
    """otis has an account elsewhere, which is nothing that ada may learn."""
    answer = invite(ada, email)

    assert (answer.status_code, len(mail.outbox)) == (302, 1)
    listed = ada.get(reverse("people")).content.decode()
    assert email in listed
    assert "Otis" not in listed
    assert "an account" not in str(mail.outbox[0].body)


def test_writes_down_who_invited_with_ids_only(ada: Client, cast: Cast) -> None:
    invite(ada, "noor@example.org")

    event = Event.objects.get(name="accounts.person_invited")
    assert (event.actor_id, event.subject_id) == (cast.ada.pk, str(Invitation.objects.get().pk))
    assert event.organisation_id == cast.service.pk
    assert event.facts == {"role": "practitioner"}


@pytest.mark.parametrize("email", ["mira@example.org", "MIRA@example.org"])
def test_refuses_somebody_who_has_that_role_here(email: str, ada: Client) -> None:
    answer = invite(ada, email)

    assert "has that role in your service already" in answer.content.decode()
    assert not mail.outbox


def test_offers_a_second_role_to_somebody_who_works_here(ada: Client) -> None:
    assert invite(ada, "mira@example.org", "supervisor").status_code == 302


def test_refuses_a_second_invitation_to_the_same_role(ada: Client) -> None:
    invite(ada, "noor@example.org")

    answer = invite(ada, "noor@example.org")

    assert "Send it again or withdraw it" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_nobody_invites_themselves_to_another_role(ada: Client) -> None:
    answer = invite(ada, "ada@example.org", "practitioner")

    assert "cannot change your own roles" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [("2026-11-20", "2026-11-19"), ("2020-01-01", "2020-02-01"), ("tomorrow", "")]
)
def test_refuses_days_that_make_no_sense(starts_on: str, ends_on: str, ada: Client) -> None:
    answer = invite(ada, "noor@example.org", starts_on=starts_on, ends_on=ends_on)

    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_does_not_invite_into_a_service_that_one_does_not_administer(ada: Client, cast: Cast) -> None:
    answer = invite(ada, "noor@example.org", organisation=str(cast.elsewhere.pk))

    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_the_operation_refuses_whoever_does_not_administer_the_service(cast: Cast) -> None:
    with pytest.raises(RoleChangeRefused, match="for administrators"):
        invite_person(
            organisation=cast.elsewhere,
            email="noor@example.org",
            role=Role.ADMINISTRATOR,
            starts_on=timezone.localdate(),
            by=cast.ada,
        )


def test_too_many_invitations_to_one_address_have_to_wait(ada: Client) -> None:
    for role in ("practitioner", "trainee", "supervisor", "administrator", "data_steward"):
        invite(ada, "noor@example.org", role)
    Invitation.objects.all().delete()

    answer = invite(ada, "noor@example.org")

    assert "Please wait a little" in answer.content.decode()
    assert len(mail.outbox) == 5
    assert invite(ada, "nils@example.org").status_code == 302


def test_says_when_the_mail_cannot_be_sent_and_keeps_the_invitation(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_mail_server(sent: Sent) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("vig.accounts.views.invite.mail_invitation", no_mail_server)

    answer = invite(ada, "noor@example.org")

    assert "could not be sent" in ada.get(answer["Location"]).content.decode()
    assert Invitation.objects.exists()


def test_accepts_nothing_that_was_not_asked(ada: Client, cast: Cast) -> None:
    invite(ada, "noor@example.org", digest="known", invited_by=str(cast.mira.pk), expires_at="2099-01-01")

    invitation = Invitation.objects.get()
    assert (invitation.invited_by, invitation.digest == "known") == (cast.ada, False)
    assert not Membership.objects.filter(user__email="noor@example.org").exists()
