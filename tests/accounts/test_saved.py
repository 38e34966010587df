"""What tells a page that its form was saved, so that the browser lets go of the words."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from vig.accounts.signing_in.keeping import writer_of

KEPT = "11111111-1111-4111-8111-111111111111"
pytestmark = pytest.mark.urls("tests.accounts.fresh_steps")


def saved(browser: Client, url: str, sent: dict[str, str]) -> str | None:
    answer = browser.post(url, sent)
    return answer.cookies["vig_saved"].value if "vig_saved" in answer.cookies else None


def test_a_form_that_was_saved_brings_back_its_id(mira: Client) -> None:
    assert saved(mira, "/saved/", {"why": "Words", "kept": KEPT}) == KEPT


def test_a_form_that_was_sent_back_does_not(mira: Client) -> None:
    assert saved(mira, reverse("open_case"), {"kept": KEPT}) is None


def test_a_form_sent_into_an_ended_session_does_not(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(3600)

    assert saved(mira, "/saved/", {"why": "Words", "kept": KEPT}) is None


def test_a_form_that_waits_for_a_fresh_sign_in_does_not(mira: Client, clock: time_machine.Traveller) -> None:
    clock.shift(6 * 60)

    assert saved(mira, "/export/", {"why": "Words", "kept": KEPT}) is None


def test_only_an_id_comes_back(mira: Client) -> None:
    assert saved(mira, "/saved/", {"kept": "Noor at breakfast"}) is None


def test_each_person_has_a_key_of_their_own_and_a_name_that_says_nothing(cast: Cast) -> None:
    mira, tariq = writer_of(cast.mira), writer_of(cast.tariq)

    assert mira == writer_of(cast.mira)
    assert mira.key != tariq.key
    assert mira.name != tariq.name
    assert mira.name not in str(cast.mira.pk)


def test_a_page_for_nobody_carries_no_key(cast: Cast) -> None:
    page = Client().get(reverse("account_login")).content.decode()

    assert "<vig-keep" in page
    assert "key=" not in page
