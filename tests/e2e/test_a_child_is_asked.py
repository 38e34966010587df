"""Assent on a tablet that is held out: three symbols, large enough for a small hand, and a thank you."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.services.platform import Platform

from .room import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.services]


@pytest.fixture
def tablet(browser: Browser, platform: Platform) -> Iterator[Page]:
    context = browser.new_context(
        base_url=platform.url, locale="en-GB", viewport={"width": 820, "height": 1180}, has_touch=True
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def before_filming(page: Page) -> None:
    """A case of its own, about to be filmed for the first time."""
    sign_in(page)
    page.get_by_role("link", name="Open a case").first.click()
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("button", name="Add a cycle").click()
    page.get_by_role("link", name="Add a film to cycle").first.click()


def test_a_child_says_not_today_by_touch_and_the_grown_up_decides(tablet: Page) -> None:
    before_filming(tablet)
    tablet.get_by_role("link", name="How is it for them to be filmed?").click()
    tablet.get_by_role("link", name="Ask ").first.click()
    expect(tablet.get_by_role("heading", name="May we film today?")).to_be_visible()
    expect(tablet.get_by_role("navigation")).to_have_count(0)
    for name in ("Yes", "I don’t know", "Not today"):
        box = tablet.get_by_role("button", name=name).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 160

    tablet.get_by_role("button", name="Not today").tap()

    expect(tablet.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    tablet.get_by_role("link", name="go on").click()
    expect(tablet.get_by_text("said or showed “not today”")).to_be_visible()
    tablet.get_by_role("link", name="Decide about it").click()
    tablet.get_by_label("It was written down by mistake").check()
    tablet.get_by_role("button", name="It may be used").click()
    expect(tablet.get_by_text("Decided on")).to_be_visible()


def test_the_symbols_answer_to_the_keyboard(tablet: Page) -> None:
    before_filming(tablet)
    tablet.get_by_role("link", name="How is it for them to be filmed?").click()
    tablet.get_by_role("link", name="Ask ").first.click()

    tablet.get_by_role("button", name="Yes").focus()
    tablet.keyboard.press("Tab")
    expect(tablet.get_by_role("button", name="I don’t know")).to_be_focused()
    tablet.keyboard.press("Enter")

    expect(tablet.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
