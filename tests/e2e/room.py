"""A practitioner's hands and eyes in the review room."""

import base64
from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.films import read_barcode
from tests.services.waiting import wait_until


def sign_in(page: Page, name: str = "mira") -> None:
    page.goto("/")
    page.locator("input[name=login]").fill(f"{name}@demo.vig")
    page.locator("input[name=password]").fill("vig-demo-2026")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="My cases")).to_be_visible()


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


def shown(page: Page) -> int:
    return read_barcode(picture_of(page))


def has_a_picture(page: Page) -> bool:
    """Before the first picture is decoded a film is black."""
    return bool(page.locator("video").evaluate("video => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA"))


def settles_on(page: Page, frame: int) -> None:
    """The position says at once where one is going; the picture follows."""
    wait_until(lambda: has_a_picture(page) and shown(page) == frame, seconds=20, what=f"frame {frame} is shown")
    expect(position(page)).to_have_attribute("aria-valuenow", str(frame))
