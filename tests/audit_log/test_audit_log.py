import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases.models import Film
from tests.cast import LONG_AGO, Cast, a_case
from vig.accounts.models import Membership, Role, User
from vig.accounts.operations import add_member
from vig.audit.models import Event
from vig.audit.operations import Thing, record_event
from vig.audit.sentences import sentence_of
from vig.audit_log.querysets import events_of

BrowserOf = Callable[[User], Client]


@pytest.fixture
def dana(cast: Cast, browser_of: BrowserOf) -> Client:
    return browser_of(cast.dana)


@pytest.fixture
def another_steward(cast: Cast) -> User:
    return add_member(
        organisation=cast.elsewhere, email="nora@example.org", name="Nora", role=Role.DATA_STEWARD,
        starts_on=LONG_AGO, by=None,
    )  # fmt: skip


def names(client: Client, **asked: Any) -> list[str]:
    """Of the events on the page that a search gives, newest first."""
    page = client.get(reverse("audit_log"), asked).context["page_obj"]
    return [event.name for event in page]


def test_shows_in_plain_words_what_was_done_by_whom_and_to_what(film: Film, cast: Cast, dana: Client) -> None:
    page = dana.get(reverse("audit_log"), {"event": "cases.film_added"}).content.decode()

    assert sentence_of("cases.film_added") in page
    assert "Mira" in page
    assert f"film {str(film.pk)[:8]}" in page
    assert f"case {str(film.cycle.case_id)[:8]}" in page
    assert "cases.film_added</" not in page


def test_shows_no_name_of_a_family(film: Film, dana: Client) -> None:
    page = dana.get(reverse("audit_log")).content.decode()

    assert film.cycle.case.pseudonym not in page
    assert "Little Alder" not in page


def test_a_steward_sees_what_belongs_to_their_own_service_and_nothing_of_another(
    film: Film, cast: Cast, browser_of: BrowserOf, another_steward: User
) -> None:
    record_event("cases.film_added", actor=cast.otis, subject=Thing("cases.film", "1"), organisation=cast.elsewhere)

    here, there = set(events_of(cast.service)), set(events_of(cast.elsewhere))

    assert {"cases.case_opened", "cases.cycle_added", "cases.film_added"} <= {event.name for event in here}
    assert not here & there
    page = browser_of(another_steward).get(reverse("audit_log")).content.decode()
    for foreign in (film.pk, film.cycle_id, film.cycle.case_id, film.recording_id, cast.service.pk, cast.mira.pk):
        assert str(foreign) not in page


def test_signing_in_is_seen_by_every_service_that_somebody_works_at_and_by_no_other(
    cast: Cast, another_steward: User
) -> None:
    Membership.objects.create(user=cast.sam, organisation=cast.elsewhere, role=Role.SUPERVISOR, starts_on=LONG_AGO)
    signed_in = [record_event("accounts.signed_in", actor=who, subject=who) for who in (cast.mira, cast.sam, cast.otis)]

    here, there = events_of(cast.service), events_of(cast.elsewhere)

    assert [event in here for event in signed_in] == [True, True, False]
    assert [event in there for event in signed_in] == [False, True, True]


def test_a_failed_sign_in_is_seen_where_the_account_belongs_and_an_unknown_address_by_nobody(cast: Cast) -> None:
    hers = record_event("accounts.sign_in_failed", actor=None, subject=cast.mira)
    nobodys = record_event("accounts.sign_in_failed", actor=None, subject=Thing("accounts.address", "f" * 32))

    assert hers in events_of(cast.service)
    assert hers not in events_of(cast.elsewhere)
    assert nobodys not in events_of(cast.service) | events_of(cast.elsewhere)


def test_what_somebody_does_after_leaving_is_no_longer_seen(cast: Cast) -> None:
    today = timezone.localdate()
    Membership.objects.filter(user=cast.mira).update(ends_on=today - datetime.timedelta(days=1))
    now = record_event("accounts.signed_in", actor=cast.mira, subject=cast.mira)

    assert now not in events_of(cast.service)
    Membership.objects.filter(user=cast.mira).update(ends_on=today)
    assert now in events_of(cast.service)


class TestSearching:
    def test_by_person_finds_what_they_did_and_what_was_done_to_them(
        self, film: Film, cast: Cast, dana: Client
    ) -> None:
        record_event("accounts.role_changed", actor=cast.ada, subject=cast.mira, organisation=cast.service)

        found = names(dana, person=cast.mira.pk)

        assert set(found) == {
            "cases.film_added", "cases.cycle_added", "cases.case_opened", "accounts.role_changed",
            "accounts.member_added", "cases.consent_recorded",
        }  # fmt: skip
        assert names(dana, person=cast.tariq.pk) == ["accounts.member_added"]

    def test_by_event(self, film: Film, dana: Client) -> None:
        assert names(dana, event="cases.film_added") == ["cases.film_added"]

    def test_by_the_id_of_a_case_or_a_thing_also_where_it_is_not_the_subject(
        self, film: Film, cast: Cast, dana: Client
    ) -> None:
        a_case(cast, pseudonym="Birch 7")
        record_event("cases.clip_removed", actor=cast.mira, subject=Thing("cases.clip", "9"), film=str(film.pk),
                     organisation=cast.service)  # fmt: skip

        of_the_case = [name for name in names(dana, about=film.cycle.case_id) if name != "cases.consent_recorded"]
        assert of_the_case == ["cases.film_added", "cases.cycle_added", "cases.case_opened"]
        assert names(dana, about=str(film.pk).upper()) == ["cases.clip_removed", "cases.film_added"]
        assert names(dana, about=uuid4()) == []

    def test_by_days_both_included(self, film: Film, cast: Cast, dana: Client) -> None:
        today = timezone.localdate()
        tomorrow, yesterday = today + datetime.timedelta(days=1), today - datetime.timedelta(days=1)

        assert "cases.film_added" in names(dana, since=today, until=today)
        assert names(dana, since=tomorrow) == []
        assert names(dana, until=yesterday) == []

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("about", "mira@example.org", "An id has only digits"),
            ("since", "yesterday", "Enter a valid date."),
            ("event", "cases.nothing", "Select a valid choice."),
            ("person", "5a2c7a52-0000-4000-8000-000000000000", "Select a valid choice."),
        ],
    )
    def test_says_what_cannot_be_looked_for(
        self, field: str, value: str, sentence: str, film: Film, dana: Client
    ) -> None:
        answer = dana.get(reverse("audit_log"), {field: value})

        assert sentence in answer.content.decode()
        assert list(answer.context["page_obj"]) == []

    def test_offers_the_people_of_this_service_only(self, cast: Cast, dana: Client) -> None:
        page = dana.get(reverse("audit_log")).content.decode()

        assert str(cast.mira.pk) in page
        assert str(cast.otis.pk) not in page


def test_comes_in_pages_at_a_constant_number_of_queries(
    case: object, cast: Cast, dana: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(120):
        who = (cast.mira, cast.sam, cast.tariq)[number % 3]
        record_event("cases.film_watched", actor=who, subject=Thing("cases.film", str(number)),
                     organisation=cast.service)  # fmt: skip

    with django_assert_max_num_queries(14):
        first = dana.get(reverse("audit_log"))
    third = dana.get(reverse("audit_log"), {"page": 3})

    assert len(first.context["page_obj"]) == 50
    assert first.context["page_obj"][0].subject_id == "119"
    assert third.context["page_obj"].number == 3


def test_who_looks_after_two_services_chooses_one(cast: Cast, film: Film, browser_of: BrowserOf) -> None:
    Membership.objects.create(user=cast.dana, organisation=cast.elsewhere, role=Role.DATA_STEWARD, starts_on=LONG_AGO)
    dana = browser_of(cast.dana)

    here = dana.get(reverse("audit_log"), {"service": str(cast.service.pk)})
    there = dana.get(reverse("audit_log"), {"service": str(cast.elsewhere.pk)})

    assert str(film.pk) in here.content.decode()
    assert str(film.pk) not in there.content.decode()
    assert "Which service" in here.content.decode()


@pytest.mark.parametrize("service", ["", "nonsense", "5a2c7a52-0000-4000-8000-000000000000"])
def test_another_service_cannot_be_chosen(service: str, cast: Cast, film: Film, another_steward: User) -> None:
    client = Client()
    client.force_login(another_steward, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("audit_log"), {"service": service or str(cast.service.pk)}).content.decode()

    assert cast.elsewhere.name in page
    assert str(film.pk) not in page


@pytest.mark.parametrize("who", ["mira", "sam", "ada", "otis"])
def test_whoever_is_no_data_steward_is_told_why_not(who: str, cast: Cast, browser_of: BrowserOf) -> None:
    answer = browser_of(cast[who]).get(reverse("audit_log"))

    assert answer.status_code == 403
    assert "The audit is read by data stewards." in answer.content.decode()


def test_a_role_that_ended_opens_nothing(cast: Cast, dana: Client) -> None:
    Membership.objects.filter(user=cast.dana).update(ends_on=timezone.localdate() - datetime.timedelta(days=1))

    assert dana.get(reverse("audit_log")).status_code == 403


class TestForPrograms:
    def test_gives_pages_of_events_with_their_seals(self, film: Film, cast: Cast, dana: Client) -> None:
        said = dana.get(reverse("audit_events"), {"event": "cases.film_added"}).json()

        event = Event.objects.get(name="cases.film_added")
        assert said["count"] == 1
        [one] = said["results"]
        assert one["id"] == str(event.pk)
        assert one["what"] == "Added a film"
        assert (one["actor"], one["case_id"]) == (str(cast.mira.pk), str(film.cycle.case_id))
        assert (one["mac"], one["sequence"]) == (event.mac, None)

    def test_refuses_what_cannot_be_looked_for(self, dana: Client) -> None:
        answer = dana.get(reverse("audit_events"), {"since": "yesterday"})

        assert answer.status_code == 422
        assert answer.json()["errors"] == {"since": ["Enter a valid date."]}

    def test_refuses_whoever_is_no_data_steward(self, cast: Cast, browser_of: BrowserOf) -> None:
        answer = browser_of(cast.ada).get(reverse("audit_events"))

        assert (answer.status_code, answer.json()["detail"][:21]) == (403, "The audit is read by ")
