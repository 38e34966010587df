"""Goes to every page that links lead to, once for each kind of page."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Page

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
LINKS = "links => links.filter(link => !link.hasAttribute('download')).map(link => link.href)"
NO_PAGES = ("/media/", "/api/", "/account/logout/", "/account/recovery-codes/download/")


def kind_of(url: str) -> str:
    """What is the same for two cases, or two pages of one list."""
    return ID.sub("*", urlsplit(url).path)


def every_page(page: Page, start: str) -> Iterator[str]:
    """Opens one page after the other, from where `start` leads, and yields what kind it is."""
    home = page.url
    waiting, seen = [start], set[str]()
    while waiting:
        url = waiting.pop(0)
        kind = kind_of(url)
        if kind in seen:
            continue
        seen.add(kind)
        answer = page.goto(url)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield kind
        links: list[str] = page.locator("a[href]").evaluate_all(LINKS)
        ours = (urldefrag(link).url for link in links if urlsplit(link).netloc == urlsplit(home).netloc)
        waiting += [link for link in ours if not urlsplit(link).path.startswith(NO_PAGES)]
