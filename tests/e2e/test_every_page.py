"""What holds on every page: nothing is asked of anybody else, everybody can use it, it fits a phone, no log tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.crawl import every_page
from tests.e2e.program import Json, Program
from tests.e2e.room import sign_in
from tests.films import make_film
from tests.services.platform import PROJECT, Platform

pytestmark = [pytest.mark.browser, pytest.mark.services]

AXE = (PROJECT / "node_modules" / "axe-core" / "axe.min.js").read_text
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
CASE = {"pseudonym": "Kingfisher 77", "helping_question": "How can I help Wilhelmina wait for her turn?"}
QUERY_WITH_WORDS = re.compile(r"\?(?!page=|service=|next=)\S*=[^\s&\"]*(Kingfisher|Wilhelmina)", re.IGNORECASE)


@dataclass
class Seen:
    """What was noticed on the way through all pages of one person."""

    kinds: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    barriers: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def film(platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Json:
    mira = Program(platform)
    case = mira.post("/api/v1/cases/", **CASE)
    film = mira.add_film(mira.post(case["cycles_url"]))
    mira.upload(film, make_film(tmp_path_factory.mktemp("films") / "film.mp4", seconds=2))
    return film


@pytest.fixture(scope="module", params=["mira", "ada", "dana"])
def seen(request: pytest.FixtureRequest, browser: Browser, platform: Platform, film: Json) -> Iterator[Seen]:
    """Everything that one of them can get to, with the names of the case standing in the database."""
    context = browser.new_context(base_url=platform.url, locale="en-GB", viewport=DESKTOP)  # type: ignore[arg-type]
    page, noticed = context.new_page(), Seen()
    page.on("request", lambda asked: noticed.asked.append(asked.url))
    page.on(
        "console", lambda said: noticed.complaints.append(f"{page.url} {said.text}") if said.type == "error" else None
    )
    sign_in(page, request.param)
    for kind in every_page(page, f"{platform.url}/cases/"):
        look_at(page, kind, noticed)
    yield noticed
    context.close()


def look_at(page: Page, kind: str, noticed: Seen) -> None:
    noticed.kinds.append(kind)
    page.evaluate(AXE())
    for found in page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]:
        noticed.barriers.append(f"{kind} {found['id']}: {[node['target'] for node in found['nodes']]}")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > PHONE["width"]:
        noticed.too_wide.append(f"{kind} {width}")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_they_are_many(seen: Seen) -> None:
    assert len(seen.kinds) >= 5
    assert "/cases/" in seen.kinds


def test_nothing_is_asked_of_anybody_else(seen: Seen, platform: Platform) -> None:
    assert not [url for url in seen.asked if not url.startswith((platform.url, "data:", "blob:"))]


def test_nothing_breaks_the_policy_or_fails(seen: Seen) -> None:
    assert seen.complaints == []


def test_nobody_meets_a_barrier(seen: Seen) -> None:
    assert seen.barriers == []


def test_all_fit_a_phone(seen: Seen) -> None:
    assert seen.too_wide == []


def test_no_log_and_no_address_tells_of_anybody(seen: Seen, platform: Platform) -> None:
    """Names, addresses, words of a case and file names stay out of what is written beside the database."""
    logs = [platform.said, *(path.read_text(errors="replace") for path in Path(platform.data).rglob("*.log"))]

    told = [word for word in ("Kingfisher", "Wilhelmina", "film.mp4", "IMG_", "Token ") for log in logs if word in log]

    assert told == []
    assert not [url for url in seen.asked if QUERY_WITH_WORDS.search(url)]
