import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.films import make_film, read_barcode, read_barcodes
from tests.services.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.services]

SECONDS, RATE = 40, 30
START, END = 95, 160
SLOW_LINE = {"offline": False, "latency": 40, "downloadThroughput": -1, "uploadThroughput": 1_500_000}


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("films") / "IMG_0042.mp4"
    return make_film(path, seconds=SECONDS, frame_rate=str(RATE), size="1920x1080")


def sign_in(page: Page, name: str = "mira") -> None:
    page.goto("/")
    page.locator("input[name=login]").fill(f"{name}@demo.vig")
    page.locator("input[name=password]").fill("vig-demo-2026")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My cases")).to_be_visible()


def open_case(page: Page) -> None:
    page.get_by_role("link", name="Open a case").first.click()
    page.get_by_label(re.compile("Helping question")).fill("How can I help her wait for her turn?")
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("button", name=re.compile("Add (a|the first) cycle|Begin the first cycle")).click()
    page.get_by_role("link", name=re.compile("Add a film")).first.click()


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


def picture_of(page: Page) -> Image.Image:
    """The film as the browser shows it now, without what lies over it."""
    drawn = page.evaluate(
        """() => {
            const video = document.querySelector("video");
            const canvas = document.createElement("canvas");
            canvas.width = video.videoWidth;
            canvas.height = video.videoHeight;
            canvas.getContext("2d").drawImage(video, 0, 0);
            return canvas.toDataURL("image/png").split(",")[1];
        }"""
    )
    return Image.open(BytesIO(base64.b64decode(drawn)))


def go_to_frame(page: Page, frame: int) -> None:
    """Asks again while the room says that this part is still being made ready."""
    dialog = page.get_by_role("dialog", name="Go to")
    page.keyboard.press("g")
    dialog.get_by_role("textbox").fill(str(frame))
    while dialog.is_visible():
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
    expect(position(page)).to_have_attribute("aria-valuenow", str(frame))


def position(page: Page) -> Locator:
    """Says the frame that is shown, not the one that was asked for."""
    return page.get_by_role("slider", name="Position in the film")


def test_from_a_phone_film_to_an_exact_clip(page: Page, film: Path, tmp_path: Path) -> None:
    page.set_default_timeout(60_000)
    sign_in(page)
    open_case(page)
    upload_with_a_reload_on_the_way(page, film)

    page.get_by_role("link", name=re.compile("Watch|film", re.IGNORECASE)).last.click()
    expect(page.get_by_role("region", name="Moments")).to_be_visible(timeout=60_000)
    address = page.url.replace("/films/", "/api/v1/films/")
    assert page.request.get(address).json()["state"] == "processing", "the film is watched while it is processed"

    go_to_frame(page, START)
    assert read_barcode(picture_of(page)) == START
    page.keyboard.press("i")
    go_to_frame(page, END - 2)
    page.keyboard.press("ArrowRight")
    expect(position(page)).to_have_attribute("aria-valuenow", str(END - 1))
    assert read_barcode(picture_of(page)) == END - 1
    page.keyboard.press("o")
    page.keyboard.press("n")
    page.keyboard.type("She waits")
    page.keyboard.press("Control+Enter")

    moments = page.get_by_role("list", name="Moments")
    expect(moments.get_by_role("heading", name="She waits")).to_be_visible()
    page.get_by_role("button", name="Play this moment").click()
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("link", name="Download She waits").click(timeout=90_000)
    download.value.save_as(tmp_path / "clip.mp4")
    assert read_barcodes(tmp_path / "clip.mp4") == list(range(START, END))
