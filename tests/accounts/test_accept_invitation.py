import datetime
import logging
import threading
from collections.abc import Callable

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from tests.accounts.inviting import NEW_PASSWORD, invite, join, link_in
from tests.cast import PASSWORD, Cast, gather_cast
from vig.accounts.models import Invitation, Membership, Role, User
from vig.accounts.operations import invite_person, join_by_invitation
from vig.accounts.operations.accept_invitation import InvitationClosed
from vig.accounts.roles import roles_of
from vig.audit.models import Event

ACCEPT = "/invitation/"


@pytest.fixture(autouse=True)
def limits_begin_anew() -> None:
    cache.clear()


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.ada)


@pytest.fixture
def link(ada: Client) -> str:
    """To noor, who is new."""
    invite(ada, "noor@example.org")
    return link_in()


def page(link: str, browser: Client | None = None) -> str:
    return (browser or Client()).get(link, follow=True).content.decode()


def test_somebody_new_chooses_a_name_and_password_and_is_in(link: str, cast: Cast) -> None:
    browser = Client()

    answer = join(browser, link)

    assert answer["Location"] == reverse("my_cases")
    noor = User.objects.get(email="noor@example.org")
    assert (noor.name, noor.check_password(NEW_PASSWORD)) == ("Noor", True)
    assert roles_of(noor) == {"practitioner"}
    assert browser.session["_auth_user_id"] == str(noor.pk)


def test_writes_down_who_joined_where(link: str, cast: Cast) -> None:
    invitation = Invitation.objects.get()

    join(Client(), link)

    event = Event.objects.get(name="accounts.invitation_accepted")
    assert (event.actor_id, event.subject_id) == (User.objects.get(name="Noor").pk, str(invitation.pk))
    assert event.organisation_id == cast.service.pk
    assert event.facts == {"role": "practitioner"}


def test_the_key_leaves_the_address_at_once(link: str) -> None:
    browser = Client()

    answer = browser.get(link)

    assert (answer.status_code, answer["Location"]) == (302, ACCEPT)
    key = link.removeprefix("/invitations/").rstrip("/")
    assert key.partition(".")[0] not in str(dict(browser.session))
    assert key not in browser.get(ACCEPT).content.decode()


def test_looking_accepts_nothing(link: str) -> None:
    assert "invites you as practitioner" in page(link)

    assert Invitation.objects.exists()
    assert not User.objects.filter(email="noor@example.org").exists()


@pytest.mark.parametrize("password", ["elevenchars", "password1234", "noor@example.org", "Noor van Dijk"])
def test_the_password_passes_every_rule(password: str, link: str) -> None:
    answer = join(Client(), link, name="Noor van Dijk", password1=password, password2=password)

    assert answer.status_code == 200
    assert Invitation.objects.exists()


def test_the_password_is_said_twice_alike(link: str) -> None:
    answer = join(Client(), link, password2="seven green kites fly")

    assert "The two passwords differ." in answer.content.decode()


def test_works_once(link: str) -> None:
    join(Client(), link)

    again = join(Client(), link, name="Somebody else")

    assert again.status_code == 410
    assert Membership.objects.filter(user__email="noor@example.org").count() == 1


def test_is_closed_after_a_week(link: str) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, seconds=1)):
        answer = join(Client(), link)

    assert answer.status_code == 410
    assert "send it again" in answer.content.decode()


def test_is_closed_when_the_role_would_be_over(ada: Client) -> None:
    invite(ada, "noor@example.org", ends_on=timezone.localdate().isoformat())

    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        assert join(Client(), link_in()).status_code == 410


def test_a_role_does_not_begin_before_it_is_taken(link: str) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        join(Client(), link)

        assert Membership.objects.get(user__name="Noor").starts_on == timezone.localdate()


def test_links_that_are_used_forged_or_unknown_get_the_same_answer(link: str, ada: Client) -> None:
    join(Client(), link)
    invite(ada, "nils@example.org")
    word, _, seal = link_in().rstrip("/").partition(".")
    wrong = [link, f"{word}.{seal[::-1]}/", f"{word}/", f"/invitations/unknown.{seal}/"]

    answers = [Client().get(address, follow=True) for address in wrong]

    assert {answer.status_code for answer in answers} == {410}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    "altered",
    [
        {"role": "administrator"},
        {"email": "ada@example.org"},
        {"ends_on": datetime.date(2040, 1, 1)},
        {"expires_at": datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC)},
    ],
)
def test_what_was_promised_cannot_be_altered_in_the_database(altered: dict[str, object], link: str) -> None:
    Invitation.objects.update(**altered)

    assert join(Client(), link).status_code == 410


def test_an_invitation_of_one_service_does_not_open_another(link: str, cast: Cast) -> None:
    Invitation.objects.update(organisation=cast.elsewhere)

    assert join(Client(), link).status_code == 410


def test_somebody_with_an_account_signs_in_and_accepts(ada: Client, cast: Cast) -> None:
    invite(ada, "otis@example.org", "supervisor")
    otis = Client()

    asked = page(link_in(), otis)
    otis.post(
        f"{reverse('account_login')}?next={ACCEPT}", {"login": "otis@example.org", "password": PASSWORD}, follow=True
    )
    answer = otis.post(ACCEPT)

    assert f"{reverse('account_login')}?next={ACCEPT}" in asked
    assert answer["Location"] == reverse("my_cases")
    assert cast.otis.memberships.get(organisation=cast.service).role == Role.SUPERVISOR
    assert cast.otis.memberships.get(organisation=cast.elsewhere).role == Role.PRACTITIONER


def test_whoever_has_the_link_does_not_get_into_an_account_that_is_there(ada: Client, cast: Cast) -> None:
    invite(ada, "otis@example.org", "supervisor")

    answer = join(Client(), link_in())

    cast.otis.refresh_from_db()
    assert "Sign in" in answer.content.decode()
    assert cast.otis.check_password(PASSWORD)
    assert Invitation.objects.exists()


def test_somebody_else_cannot_accept_it(link: str, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    mira = browser_of(cast.mira)
    mira.get(link)

    answer = mira.post(ACCEPT)

    assert "for another address" in answer.content.decode()
    assert roles_of(cast.mira) == {"practitioner"}
    assert Invitation.objects.exists()


def test_an_account_at_rest_is_opened_again_with_a_new_password(link: str, cast: Cast) -> None:
    User.objects.create_user(email="noor@example.org", name="Noor of old", password=PASSWORD, is_active=False)

    asked = page(link)
    answer = join(Client(), link, name="Another name")

    noor = User.objects.get(email="noor@example.org")
    assert "Welcome back" in asked
    assert answer["Location"] == reverse("my_cases")
    assert (noor.name, noor.is_active, noor.check_password(NEW_PASSWORD)) == ("Noor of old", True, True)
    assert "Your password was chosen anew" in mail.outbox[-1].body


def test_too_many_tries_have_to_wait(link: str, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"accept_invitation": "3/h/ip"}

    statuses = [join(Client(), link, password2="another").status_code for _ in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_neither_the_link_nor_the_address_reach_the_log(
    link: str, ada: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    join(Client(), link)
    Client().get(link, follow=True)

    said = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert link not in said
    assert "noor" not in said


@pytest.mark.django_db(transaction=True)
def test_of_two_who_follow_it_at_the_same_moment_one_is_in() -> None:
    cast = gather_cast()
    invitation, _ = invite_person(
        organisation=cast.service,
        email="noor@example.org",
        role=Role.PRACTITIONER,
        starts_on=timezone.localdate(),
        by=cast.ada,
    )
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def follow() -> None:
        together.wait()
        try:
            join_by_invitation(invitation=invitation, name="Noor", password=NEW_PASSWORD)
            outcomes.append("in")
        except InvitationClosed:
            outcomes.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=follow) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["closed", "in"]
    assert Membership.objects.filter(user__email="noor@example.org").count() == 1
