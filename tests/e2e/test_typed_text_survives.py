"""Somebody writes for a long time, and loses nothing when the session has ended meanwhile."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.room import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.services]

WORDS = "How can I help Noor when feelings get big?\nShe waits, and he offers the ball."
STORED = "JSON.stringify(sessionStorage) + JSON.stringify(localStorage) + document.cookie"


@pytest.fixture
def written(page: Page) -> Page:
    """Mira has written, her words lie in the browser, and her session is over."""
    sign_in(page)
    page.goto("/cases/open/")
    question(page).fill(WORDS)
    expect_kept(page, 1)
    end_the_session(page)
    return page


def question(page: Page):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return page.get_by_label(re.compile("Helping question"))


def end_the_session(page: Page) -> None:
    page.context.clear_cookies(name="vig_session")


def save(page: Page) -> None:
    page.get_by_role("button", name="Open the case").click()


def expect_kept(page: Page, entries: int) -> None:
    page.wait_for_function(
        "n => Object.keys(sessionStorage).filter(name => name.startsWith('vig-keep:')).length === n", arg=entries
    )


def sign_in_again(page: Page, name: str = "mira") -> None:
    page.locator("input[name=login]").fill(f"{name}@demo.vig")
    page.locator("input[name=password]").fill("vig-demo-2026")
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_the_words_stand_there_again_after_signing_in(written: Page) -> None:
    save(written)
    expect(written.get_by_role("heading", name="Welcome")).to_be_visible()
    assert "Noor" not in written.evaluate(STORED)

    sign_in_again(written)

    expect(question(written)).to_have_value(WORDS)
    expect(written.get_by_text("We put back what you had typed here.")).to_be_visible()
    save(written)
    expect(written.get_by_text("She waits, and he offers the ball.")).to_be_visible()
    expect_kept(written, 0)


def test_somebody_else_at_the_same_machine_finds_nothing(written: Page) -> None:
    save(written)

    sign_in_again(written, "tariq")

    expect(written.get_by_role("button", name="Open the case")).to_be_visible()
    expect(question(written)).to_have_value("")
    assert "Noor" not in written.evaluate(STORED)


def test_signing_out_forgets_them_in_every_tab(page: Page) -> None:
    sign_in(page)
    other = page.context.new_page()
    other.goto("/cases/open/")
    question(other).fill(WORDS)
    expect_kept(other, 1)

    page.get_by_text("Mira").first.click()
    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect_kept(other, 0)


def test_the_last_letters_before_saving_are_kept_too(page: Page) -> None:
    sign_in(page)
    page.goto("/cases/open/")
    end_the_session(page)
    question(page).fill(WORDS)
    save(page)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()

    sign_in_again(page)

    expect(question(page)).to_have_value(WORDS)
