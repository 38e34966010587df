"""A real Chromium, driven from outside."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .machine import CHROMIUM
from .platform import Platform


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = CHROMIUM.find()
    if not program:
        pytest.skip("Chromium is not installed (apt install chromium)")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright leaves an event loop in this thread; the tests use the database beside it, not in it.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, platform: Platform) -> Iterator[Page]:
    """A fresh window, with nobody signed in."""
    context = browser.new_context(base_url=platform.url, locale="en-GB", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
