import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.e2e.program import Program
from tests.services.platform import Platform

pytestmark = [pytest.mark.browser, pytest.mark.services]

SIZE = 6_000_000
SLOWLY = {"offline": False, "latency": 5, "downloadThroughput": -1, "uploadThroughput": 400_000}
PASSWORD = "vig-demo-2026"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "Noor at breakfast.mp4"
    path.write_bytes(os.urandom(SIZE))
    return path


@pytest.fixture
def slow_line(page: Page) -> CDPSession:
    line = page.context.new_cdp_session(page)
    line.send("Network.emulateNetworkConditions", SLOWLY)
    return line


@pytest.fixture
def upload(page: Page, slow_line: CDPSession, film: Path, platform: Platform) -> Locator:
    """A film on its way, slowly, on the page of a cycle, of a family that said yes to being filmed."""
    cycle = Program(platform).open_cycle()
    sign_in(page)
    page.goto(f"/cycles/{cycle['id']}/films/add/")
    page.locator("#files").set_input_files(film)
    page.get_by_role("button", name="Upload the film").click()
    on_its_way = page.locator("vig-upload .transfer")
    expect(on_its_way).to_have_attribute("data-state", "uploading")
    page.on("dialog", lambda dialog: dialog.accept())
    return on_its_way


def sign_in(page: Page) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill("mira@demo.vig")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="My cases")).to_be_visible()


def some_has_arrived(upload: Locator) -> None:
    expect(upload.get_by_text(re.compile(r"[1-9]\d* %"))).to_be_visible()


def arrives(upload: Locator, line: CDPSession) -> None:
    line.send("Network.emulateNetworkConditions", SLOWLY | {"uploadThroughput": -1})
    expect(upload).to_have_attribute("data-state", "done", timeout=60_000)


def test_after_a_pause(upload: Locator, slow_line: CDPSession) -> None:
    some_has_arrived(upload)

    upload.get_by_role("button", name="Pause").click()
    expect(upload.get_by_text("Paused. Nothing is lost.")).to_be_visible()
    upload.get_by_role("button", name="Go on").click()

    arrives(upload, slow_line)
    expect(upload.get_by_role("link", name="Open the film")).to_be_visible()


def test_by_itself_after_the_network_was_lost(page: Page, upload: Locator, slow_line: CDPSession) -> None:
    page.context.set_offline(True)
    expect(upload.get_by_text("Waiting for the connection")).to_be_visible()

    page.context.set_offline(False)

    arrives(upload, slow_line)


def test_after_signing_in_again_in_another_tab(page: Page, upload: Locator, slow_line: CDPSession) -> None:
    other = page.context.new_page()
    other.goto("/account/logout/")
    other.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Welcome")).to_be_visible()
    upload.get_by_role("button", name="Pause").click()
    upload.get_by_role("button", name="Go on").click()
    expect(upload.get_by_text("Your session has ended. What arrived is safe.")).to_be_visible()

    sign_in(other)
    other.close()
    upload.get_by_role("button", name="Continue").click()

    arrives(upload, slow_line)


def test_after_a_reload_with_the_same_file_only(
    page: Page, upload: Locator, slow_line: CDPSession, film: Path, tmp_path: Path
) -> None:
    some_has_arrived(upload)
    page.reload()
    again = page.get_by_label("Choose the file again")

    shorter = tmp_path / "shorter.mp4"
    shorter.write_bytes(film.read_bytes()[:1000])
    again.set_input_files(shorter)
    expect(page.get_by_text(re.compile("This is another file"))).to_be_visible()

    different = tmp_path / "different.mp4"
    different.write_bytes(film.read_bytes()[:-1] + b"?")
    again.set_input_files(different)
    expect(page.get_by_text("This is another film of the same size")).to_be_visible()

    again.set_input_files(film)
    arrives(upload, slow_line)


def test_and_the_browser_keeps_no_name_of_a_file(page: Page, upload: Locator, slow_line: CDPSession) -> None:
    kept = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie + location.href"

    assert "vig-upload:" in page.evaluate(kept)
    assert "Noor" not in page.evaluate(kept)
    arrives(upload, slow_line)
    assert "vig-upload:" not in page.evaluate(kept)


def test_what_was_typed_stays_when_the_day_is_refused(page: Page, upload: Locator, film: Path) -> None:
    upload.get_by_role("button", name="Remove").click()
    upload.get_by_role("button", name="Remove it").click()
    expect(upload).to_have_count(0)

    page.get_by_label("What the film shows").select_option("shared_review")
    page.get_by_label("Filmed on").fill("2199-01-01")
    page.locator("#files").set_input_files(film)
    page.get_by_role("button", name="Upload the film").click()

    expect(upload).to_have_attribute("data-state", "refused")
    expect(page.get_by_label("Filmed on")).to_have_class(re.compile("is-invalid"))
    expect(page.get_by_label("What the film shows")).to_have_value("shared_review")
    page.get_by_label("Filmed on").fill("2026-01-01")
    upload.get_by_role("button", name="Try again").click()
    expect(upload).to_have_attribute("data-state", "uploading")
