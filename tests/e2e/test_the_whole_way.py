import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.room import go_to_frame, settles_on, sign_in
from tests.films import make_film, read_barcodes
from tests.services.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.services]

SECONDS, RATE = 40, 30
START, END = 95, 160
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": -1, "uploadThroughput": 1_500_000}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "IMG_0042.mp4"
    return make_film(path, seconds=SECONDS, frame_rate=str(RATE), size="1920x1080")


def open_case(page: Page) -> None:
    page.get_by_role("link", name="Open a case").first.click()
    page.get_by_label(re.compile("Helping question")).fill("How can I help her wait for her turn?")
    page.get_by_role("button", name="Open the case").click()
    ask_for_consent(page)
    page.get_by_role("button", name=re.compile("Add (a|the first) cycle|Begin the first cycle")).click()
    page.get_by_role("link", name=re.compile("Add a film")).first.click()


def ask_for_consent(page: Page) -> None:
    """Of both, by a signature on the screen; everything else was asked another time."""
    page.get_by_role("link", name="Consent", exact=True).click()
    for ground in ("For themselves", "Parental responsibility"):
        page.get_by_role("link", name=re.compile("Ask for consent")).first.click()
        for question in (re.compile("film you, and look"), re.compile("copies of clips")):
            page.get_by_role("group", name=question).get_by_label("Yes").check()
        page.get_by_label("Who answered", exact=True).select_option(label="The parent")
        page.get_by_label("On what ground they may answer").select_option(label=ground)
        page.get_by_label("Signed on this screen").check()
        sign(page)
        page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("link", name=re.compile("Ask for consent"))).to_have_count(0)
    page.get_by_role("link", name=re.compile("^(?!My cases|Consent)")).and_(page.locator(".back-link")).click()


def sign(page: Page) -> None:
    box = page.locator("vig-signature canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=8)
    page.mouse.up()


def upload_with_a_reload_on_the_way(page: Page, film: Path) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    page.locator("vig-upload input[type=file]").last.set_input_files(film)
    page.get_by_role("button", name="Upload the film").click()
    bar = page.locator("vig-upload progress")
    wait_until(lambda: bar.evaluate("bar => bar.value") > 20, what="a fifth of the film has arrived")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert "IMG_0042" not in page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    line.send("Network.emulateNetworkConditions", SLOW_LINE | {"uploadThroughput": -1})
    page.get_by_label("Choose the file again").set_input_files(film)


def test_from_a_phone_film_to_an_exact_clip(page: Page, film: Path, tmp_path: Path) -> None:
    page.set_default_timeout(60_000)
    sign_in(page)
    open_case(page)
    upload_with_a_reload_on_the_way(page, film)

    page.get_by_role("link", name="Open the film").click()
    expect(page.get_by_role("region", name="Moments")).to_be_visible(timeout=60_000)
    address = page.url.replace("/films/", "/api/v1/films/")
    assert page.request.get(address).json()["state"] == "processing", "the film is watched while it is processed"

    go_to_frame(page, START)
    settles_on(page, START)
    page.keyboard.press("i")
    go_to_frame(page, END - 2)
    page.keyboard.press("ArrowRight")
    settles_on(page, END - 1)
    page.keyboard.press("o")
    page.keyboard.press("n")
    page.keyboard.type("She waits")
    page.keyboard.press("Control+Enter")

    moments = page.get_by_role("list", name="Moments")
    expect(moments.get_by_role("heading", name="She waits")).to_be_visible()
    page.get_by_role("button", name="Play She waits").click()
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("link", name="Download She waits").click(timeout=90_000)
    download.value.save_as(tmp_path / "clip.mp4")
    assert read_barcodes(tmp_path / "clip.mp4") == list(range(START, END))
