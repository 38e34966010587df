"""A family takes a consent back while a film of theirs plays on another screen."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.program import Json, Program
from tests.e2e.room import go_to_frame, has_a_picture, sign_in
from tests.films import make_film
from tests.services.platform import Platform
from tests.services.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.services]

SECONDS, RATE = 70, 10  # longer than a browser fetches ahead


@pytest.fixture
def film(platform: Platform, tmp_path: Path) -> Json:
    path = make_film(tmp_path / "film.mp4", seconds=SECONDS, frame_rate=str(RATE), size="320x180")
    return Program(platform).ready_film(path)


def withdraw(page: Page, film: Json) -> None:
    page.goto(f"/films/{film['id']}/")
    page.locator(".back-link").click()
    page.get_by_role("link", name="Consent", exact=True).click()
    page.get_by_role("link", name=re.compile("Withdraw ?: Filming, and")).first.click()
    expect(page.get_by_text("At once, nobody can watch any more:")).to_be_visible()
    page.get_by_role("button", name="Withdraw now").click()
    expect(page.get_by_text(re.compile("Withdrawn on"))).to_have_count(1)


def test_the_other_screen_goes_dark_at_the_next_second_of_film(page: Page, browser: Browser, film: Json) -> None:
    sign_in(page)
    page.goto(f"/films/{film['id']}/")
    wait_until(lambda: has_a_picture(page), what="the first picture is there")
    other = browser.new_context(base_url=page.url.split("/films/")[0]).new_page()
    sign_in(other)

    withdraw(other, film)
    go_to_frame(page, SECONDS * RATE - 20)

    expect(page.get_by_text("consent does not reach it any more")).to_be_visible(timeout=30_000)
    assert not has_a_picture(page)
    page.reload()
    expect(page.get_by_text("This film is closed: consent was withdrawn.")).to_be_visible()
    assert page.request.get(film["playlist_url"]).status == 403
