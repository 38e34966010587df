import datetime
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from tests.accounts.inviting import invite
from tests.cast import LONG_AGO, Cast
from vig.accounts.models import Invitation, Membership, Role, User
from vig.accounts.operations import add_member, deactivate_person, end_role, issue_token

PEOPLE = "/service/people/"


@pytest.fixture
def ada(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    cache.clear()
    return browser_of(cast.ada)


def shown(browser: Client, address: str = PEOPLE) -> str:
    return " ".join(browser.get(address).content.decode().split())


def listed(browser: Client, address: str = PEOPLE) -> list[str]:
    return [person.name for person in browser.get(address).context["page_obj"]]


def test_lists_who_works_here_by_name_and_nobody_of_another_service(ada: Client) -> None:
    assert listed(ada) == ["Ada", "Dana", "Mira", "Sam", "Tariq"]
    assert "otis" not in shown(ada).lower()


def test_says_which_role_from_when_until_when(ada: Client, cast: Cast) -> None:
    Membership.objects.filter(user=cast.tariq).update(ends_on=datetime.date(2030, 5, 3))

    page = shown(ada)

    assert "Practitioner, from 1 January 2020" in page
    assert "Trainee practitioner, from 1 January 2020 until 3 May 2030" in page


def test_says_nothing_of_what_somebody_does_elsewhere(ada: Client, cast: Cast) -> None:
    add_member(organisation=cast.elsewhere, email=cast.mira.email, name="", role=Role.DATA_STEWARD, starts_on=LONG_AGO)

    page = shown(ada, reverse("person", args=[cast.service.pk, cast.mira.pk]))

    assert cast.elsewhere.name not in page
    assert "Data steward" not in page


def test_says_when_somebody_signed_in_last(ada: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.mira.pk).update(last_login=datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC))

    page = shown(ada)

    assert "Last signed in on 2 March 2026" in page
    assert "Has not signed in yet" in page


def test_says_who_has_a_second_factor_and_codes_to_recover_are_none(ada: Client, cast: Cast) -> None:
    Authenticator.objects.create(user=cast.mira, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=cast.tariq, type=Authenticator.Type.RECOVERY_CODES, data={})

    def said(name: str) -> str:
        return shown(ada, f"{PEOPLE}?q={name}")

    assert "No second factor" not in said("mira")
    assert "No second factor" in said("tariq")


def test_names_invitations_that_wait_and_those_that_are_too_old(ada: Client) -> None:
    invite(ada, "noor@example.org")
    invite(ada, "nils@example.org")
    Invitation.objects.filter(email="nils@example.org").update(expires_at=timezone.now())

    page = shown(ada)

    assert "noor@example.org" in page
    assert page.count("The link is too old") == 1


def test_search_finds_parts_of_names_and_addresses(ada: Client) -> None:
    assert listed(ada, f"{PEOPLE}?q=MIR") == ["Mira"]
    assert listed(ada, f"{PEOPLE}?q=tariq@") == ["Tariq"]
    assert listed(ada, f"{PEOPLE}?q=otis") == []
    assert "Nobody here is called “otis”" in shown(ada, f"{PEOPLE}?q=otis")


def test_who_has_left_is_on_a_list_of_its_own(ada: Client, cast: Cast) -> None:
    deactivate_person(person=cast.mira, organisation=cast.service, by=cast.ada)

    assert "Mira" not in listed(ada)
    assert listed(ada, f"{PEOPLE}?show=left") == ["Mira"]
    assert "Let in again" in shown(ada, reverse("person", args=[cast.service.pk, cast.mira.pk]))


def test_says_how_many_cases_have_nobody_to_guide_them(ada: Client, cast: Cast, case: Case) -> None:
    assert "nobody to guide" not in shown(ada)

    deactivate_person(person=cast.mira, organisation=cast.service, by=cast.ada)

    assert "One open case of your service has nobody to guide it." in shown(ada)
    assert case.pseudonym not in shown(ada)


def test_administrators_of_two_services_choose_one(ada: Client, cast: Cast) -> None:
    add_member(organisation=cast.elsewhere, email=cast.ada.email, name="", role=Role.ADMINISTRATOR, starts_on=LONG_AGO)

    assert listed(ada, f"{PEOPLE}?service={cast.service.pk}") == ["Ada", "Dana", "Mira", "Sam", "Tariq"]
    assert listed(ada, f"{PEOPLE}?service={cast.elsewhere.pk}") == ["Ada", "Eva", "Otis"]


@pytest.mark.parametrize("asked", ["not-a-service", "00000000-0000-4000-8000-000000000000"])
def test_another_service_in_the_address_changes_nothing(asked: str, ada: Client) -> None:
    assert listed(ada, f"{PEOPLE}?service={asked}") == ["Ada", "Dana", "Mira", "Sam", "Tariq"]


def test_a_service_elsewhere_in_the_address_changes_nothing(ada: Client, cast: Cast) -> None:
    assert "Eva" not in listed(ada, f"{PEOPLE}?service={cast.elsewhere.pk}")


@pytest.mark.parametrize("who", ["mira", "tariq", "sam", "dana", "otis"])
def test_is_for_administrators_and_says_so(who: str, cast: Cast, browser_of: Callable[[User], Client]) -> None:
    answer = browser_of(cast[who]).get(PEOPLE)

    assert answer.status_code == 403
    assert "for administrators" in answer.content.decode()


def test_closes_with_the_role_of_administrator(ada: Client, cast: Cast) -> None:
    bea = add_member(
        organisation=cast.service, email="bea@example.org", name="Bea", role=Role.ADMINISTRATOR, starts_on=LONG_AGO
    )
    add_member(organisation=cast.service, email=cast.ada.email, name="", role=Role.TRAINEE, starts_on=LONG_AGO)

    end_role(membership=cast.ada.memberships.get(role=Role.ADMINISTRATOR), by=bea)

    assert ada.get(PEOPLE).status_code == 403


def test_offers_nothing_that_one_may_not_do_to_oneself(ada: Client, cast: Cast) -> None:
    page = shown(ada, reverse("person", args=[cast.service.pk, cast.ada.pk]))

    assert "You cannot change your own roles" in page
    assert "Deactivate" not in page
    assert "/service/roles/" not in page


def test_asks_as_much_of_the_database_for_a_thousand_as_for_ten(ada: Client, cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert ada.get(PEOPLE).status_code == 200
        return len(asked)

    crowd(cast, 10)
    ten = queries()
    crowd(cast, 1000)

    assert queries() == ten
    assert len(listed(ada)) == 25


def crowd(cast: Cast, size: int) -> None:
    """With a role and an invitation each, and some with a token and a second factor."""
    some = [User(email=f"person{n}@{size}.example.org", name=f"Person {n:04}") for n in range(size)]
    people = User.objects.bulk_create(some)
    Membership.objects.bulk_create(
        Membership(user=person, organisation=cast.service, role=Role.PRACTITIONER, starts_on=LONG_AGO)
        for person in people
    )
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            organisation=cast.service,
            email=f"invited-{person.email}",
            role=Role.TRAINEE,
            starts_on=LONG_AGO,
            invited_by=cast.ada,
            digest=person.email,
            sent_at=now,
            expires_at=now,
        )
        for person in people
    )
    for person in people[:10]:
        issue_token(user=person)
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
