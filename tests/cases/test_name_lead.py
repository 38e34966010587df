from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import SafeguardingLead
from cases.operations.end_lead import end_lead
from cases.operations.name_lead import CannotLead, NotOneself, name_lead
from tests.cast import Cast
from vig.accounts.fresh import CONFIRMED_AT
from vig.accounts.models import User
from vig.audit.models import Event

BrowserOf = Callable[[User], Client]


def test_an_administrator_names_somebody_who_is_told(cast: Cast, browser_of: BrowserOf) -> None:
    page = browser_of(cast.ada).post(reverse("name_lead"), {"person": cast.sam.pk}, follow=True).content.decode()

    assert "<strong>Sam</strong>" in page
    notice = cast.sam.notices.get()
    assert (notice.kind, notice.urgent) == ("cases.lead_named", True)
    event = Event.objects.get(name="cases.lead_named")
    assert (event.actor_id, event.facts) == (cast.ada.pk, {"person": str(cast.sam.pk)})


def test_the_others_are_told_too(cast: Cast) -> None:
    name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)

    name_lead(organisation=cast.service, person=cast.tariq, by=cast.ada)

    assert cast.sam.notices.filter(kind="cases.another_lead_named", urgent=True).exists()


def test_nobody_names_themselves(cast: Cast) -> None:
    with pytest.raises(NotOneself):
        name_lead(organisation=cast.service, person=cast.ada, by=cast.ada)


def test_whoever_is_one_no_more_is_told_and_so_are_the_others(cast: Cast) -> None:
    lead = name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)
    name_lead(organisation=cast.service, person=cast.tariq, by=cast.ada)

    end_lead(lead=lead, by=cast.ada)

    for told in (cast.sam, cast.tariq):
        assert told.notices.filter(kind="cases.lead_ended", urgent=True).exists()


def test_only_people_of_the_service_and_each_once(cast: Cast) -> None:
    name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)

    for person in (cast.sam, cast.eva):
        with pytest.raises(CannotLead):
            name_lead(organisation=cast.service, person=person, by=cast.ada)


def test_somebody_is_named_again_after_their_time(cast: Cast) -> None:
    lead = name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)

    assert end_lead(lead=lead, by=cast.ada)
    assert not end_lead(lead=lead, by=cast.ada)
    name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)

    assert SafeguardingLead.objects.in_force().count() == 1


@pytest.mark.parametrize("act", ["name", "end"])
def test_needs_a_fresh_sign_in(act: str, cast: Cast, browser_of: BrowserOf) -> None:
    lead = name_lead(organisation=cast.service, person=cast.sam, by=cast.ada)
    browser = browser_of(cast.ada)
    session = browser.session
    session[CONFIRMED_AT] = 0
    session.save()

    url = reverse("name_lead") if act == "name" else reverse("end_lead", args=[lead.pk])
    answer = browser.post(url, {"person": cast.mira.pk})

    assert "reauthenticate" in answer["Location"]
    assert [each.user for each in SafeguardingLead.objects.in_force()] == [cast.sam]
