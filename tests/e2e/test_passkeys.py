"""Passkeys with a real browser and a device that it makes believe to have."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.services.platform import Platform

pytestmark = [pytest.mark.browser, pytest.mark.services]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(page: Page, platform: Platform) -> Page:
    """At `localhost`: browsers give no passkeys to an address in figures."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"http://localhost:{urlsplit(platform.url).port}/account/login/")
    return page


def password(page: Page, name: str) -> None:
    page.locator("input[name=login]").fill(f"{name}@demo.vig")
    page.locator("input[name=password]").fill("vig-demo-2026")
    page.get_by_role("button", name="Sign in", exact=True).click()


def account(page: Page) -> None:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/account/")


def test_a_passkey_is_a_second_step_and_signs_in_by_itself(phone: Page) -> None:
    password(phone, "dana")
    expect(phone.get_by_role("heading", name="My cases")).to_be_visible()
    account(phone)
    phone.get_by_role("link", name="Set up a passkey").click()
    phone.get_by_role("button", name="Set it up").click()
    expect(phone.get_by_role("heading", name="Your recovery codes")).to_be_visible()

    account(phone)
    expect(phone.get_by_text("It signs you in without a password")).to_be_visible()
    phone.get_by_role("button", name="Sign out everywhere").click()
    password(phone, "dana")
    expect(phone.get_by_role("heading", name="Your second step")).to_be_visible()
    phone.get_by_role("button", name="Use a passkey").click()
    expect(phone.get_by_role("heading", name="My cases")).to_be_visible()

    account(phone)
    phone.get_by_role("button", name="Sign out everywhere").click()
    phone.get_by_role("button", name="Use a passkey").click()
    expect(phone.get_by_role("heading", name="My cases")).to_be_visible()

    account(phone)
    phone.get_by_role("link", name="Remove Chrome on Linux").click()
    phone.get_by_role("button", name="Remove it").click()
    expect(phone.get_by_text("The passkey is removed.")).to_be_visible()
    expect(phone.get_by_role("link", name="Remove Chrome on Linux")).to_have_count(0)
