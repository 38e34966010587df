import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.program import Json, Program
from tests.e2e.room import go_to_frame, has_a_picture, position, settles_on, sign_in
from tests.films import make_film
from tests.services.platform import Platform
from tests.services.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.services]


WATCH_FOR_SECONDS = """seconds => new Promise(done => {
    const video = document.querySelector("video"), seen = [], began = performance.now();
    let late = 0, last = began;
    const look = () => { seen.push(Number(video.dataset.frame)); video.requestVideoFrameCallback(look); };
    const tick = () => {
        const now = performance.now();
        late = Math.max(late, now - last - 10);
        last = now;
        if (now - began > seconds * 1000) done([seen, Math.max(late - 10, 0)]);
        else setTimeout(tick, 10);
    };
    video.requestVideoFrameCallback(look);
    tick();
})"""
"""The frames that come onto the screen, and by how much a timer of 10 ms came later than 20 ms at worst."""


@pytest.fixture(scope="module")
def mira(platform: Platform) -> Program:
    return Program(platform)


@pytest.fixture(scope="module")
def film(mira: Program, tmp_path_factory: pytest.TempPathFactory) -> Json:
    path = tmp_path_factory.mktemp("films") / "film.mp4"
    return mira.ready_film(make_film(path, seconds=8, frame_rate="29.97"))


@pytest.fixture
def room(page: Page, film: Json) -> Page:
    return opened(page, film)


def opened(page: Page, film: Json) -> Page:
    sign_in(page)
    page.goto(f"/films/{film['id']}/")
    expect(page.get_by_role("region", name="Moments")).to_be_visible()
    wait_until(lambda: has_a_picture(page), what="the first picture is there")
    return page


def clip_over(mira: Program, film: Json, start: int, end: int, title: str) -> Json:
    return mira.post(film["clips_url"], start_frame=start, end_frame=end, title=title)


def test_each_step_shows_the_next_frame_forwards_and_backwards(room: Page) -> None:
    go_to_frame(room, 52)

    for key, frame in [("ArrowRight", n) for n in range(53, 63)] + [("ArrowLeft", n) for n in range(61, 51, -1)]:
        room.keyboard.press(key)

        settles_on(room, frame)


def test_whatever_frame_is_asked_for_is_the_one_that_is_shown(room: Page) -> None:
    asked = [0, 29, 30, 31, 119, 60, 59, 200, 3, 238]

    for frame in asked:
        go_to_frame(room, frame)

        settles_on(room, frame)


def test_slow_motion_keeps_the_pitch(room: Page) -> None:
    room.get_by_role("combobox", name="Speed").select_option(label="0.25×")

    room.keyboard.press("Space")

    film = room.locator("video")
    wait_until(lambda: film.evaluate("video => !video.paused"), what="the film plays")
    assert film.evaluate("video => [video.playbackRate, video.preservesPitch]") == [0.25, True]


@pytest.mark.alone
def test_a_loop_never_leaves_its_frames(room: Page) -> None:
    """But for what the browser itself comes late: it runs the page's own clock no sooner on a busy machine."""
    go_to_frame(room, 40)
    room.keyboard.press("a")
    go_to_frame(room, 50)
    room.keyboard.press("b")
    room.keyboard.press("Space")

    seen, late_ms = room.evaluate(WATCH_FOR_SECONDS, 4)

    assert len(set(seen)) > 5
    assert min(seen) >= 40
    assert max(seen) <= 50 + math.ceil(late_ms * 29.97 / 1000)


def test_keys_mean_letters_while_somebody_types(room: Page) -> None:
    go_to_frame(room, 20)
    room.keyboard.press("i")
    go_to_frame(room, 45)
    room.keyboard.press("o")
    room.keyboard.press("n")

    room.keyboard.type("jklio ?<>")

    assert room.evaluate("document.activeElement.value") == "jklio ?<>"
    expect(position(room)).to_have_attribute("aria-valuenow", "45")
    assert room.locator("video").evaluate("video => video.paused")


def test_a_removed_moment_comes_back_by_undo(room: Page, mira: Program, film: Json) -> None:
    clip_over(mira, film, 60, 90, "He laughs")
    room.reload()
    moment = room.get_by_role("list", name="Moments").get_by_role("listitem").filter(has_text="He laughs")
    moment.get_by_role("button", name="Remove this moment").click()
    expect(moment).to_have_count(0)

    room.keyboard.press("Control+z")

    expect(moment).to_be_visible()
    kept = [clip for clip in mira.get(film["clips_url"])["results"] if clip["title"] == "He laughs"]
    assert [(clip["start_frame"], clip["end_frame"]) for clip in kept] == [(60, 90)]


def test_an_edge_moves_by_frames_with_the_arrow_keys(room: Page, mira: Program, film: Json) -> None:
    clip = clip_over(mira, film, 100, 130, "She follows")
    room.reload()
    room.get_by_role("button", name="She follows", exact=True).click()
    edge = room.get_by_role("slider", name="Start of She follows")
    edge.focus()

    room.keyboard.press("ArrowLeft")
    room.keyboard.press("ArrowLeft")

    url = f"/api/v1/clips/{clip['id']}/"
    wait_until(lambda: mira.get(url)["start_frame"] == 98, what="the edge is saved two frames earlier")


@pytest.fixture
def tablet(browser: Browser, platform: Platform) -> Iterator[Callable[[Json], Page]]:
    context = browser.new_context(
        base_url=platform.url, viewport={"width": 820, "height": 1180}, has_touch=True, locale="en-GB"
    )
    yield lambda film: opened(context.new_page(), film)
    context.close()


def test_a_finger_finds_and_marks_a_moment(tablet: Callable[[Json], Page], film: Json) -> None:
    room = tablet(film)
    box = position(room).bounding_box()
    assert box
    room.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    wait_until(lambda: 160 < int(position(room).get_attribute("aria-valuenow") or 0) < 200, what="that place is shown")

    room.get_by_role("button", name="The moment starts here").tap()
    room.get_by_role("button", name="One second on").tap()
    room.get_by_role("button", name="The moment ends with this frame").tap()
    room.get_by_role("button", name="Save").tap()

    expect(room.get_by_role("list", name="Moments").get_by_role("listitem").filter(has_text="1.")).not_to_have_count(0)


def test_nothing_is_asked_of_anybody_else_and_nothing_breaks_the_policy(
    page: Page, film: Json, platform: Platform
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    opened(page, film)
    page.keyboard.press("Space")
    wait_until(lambda: int(position(page).get_attribute("aria-valuenow") or 0) > 5, what="the film plays")

    assert not [url for url in asked if not url.startswith((platform.url, "data:", "blob:"))]
    assert complaints == []


def test_a_film_of_somebody_else_is_not_there(page: Page, film: Json, tmp_path: Path) -> None:
    sign_in(page, "tariq")

    answers = [
        page.request.get(address).status
        for address in (f"/films/{film['id']}/", film["playlist_url"], f"/media/films/{film['id']}/hi/0.m4s")
    ]

    assert answers == [404, 404, 404]
