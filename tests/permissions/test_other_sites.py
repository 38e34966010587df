"""What another website may make a browser ask for in somebody's name: a page for the whole window, nothing else."""

import pytest

from .asking import SAFE, Asking
from .matrix import ROWS, Row

PAGES = [row for row in ROWS if row.nobody == 302]
FOR_PROGRAMS = [row for row in ROWS if row.nobody == 401]
OTHERS = ("cross-site", "same-site")


def as_browser(site: str, mode: str, into: str) -> dict[str, str]:
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": into}


LINK = as_browser("cross-site", "navigate", "document")


def answered(asking: Asking, rows: list[Row], headers: dict[str, str]) -> dict[str, int]:
    return {f"{row.method} {row.name}": asking(row, "mira", sent_along=headers).status_code for row in rows}


@pytest.mark.once
@pytest.mark.parametrize("site", OTHERS)
@pytest.mark.parametrize(("mode", "into"), [("no-cors", "video"), ("cors", "empty"), ("navigate", "document")])
def test_gets_no_film_and_no_answer_of_the_api(asking: Asking, site: str, mode: str, into: str) -> None:
    statuses = answered(asking, FOR_PROGRAMS, as_browser(site, mode, into))

    assert set(statuses.values()) == {403}, statuses


@pytest.mark.once
@pytest.mark.parametrize("site", OTHERS)
@pytest.mark.parametrize(("mode", "into"), [("navigate", "iframe"), ("navigate", "object"), ("no-cors", "script")])
def test_cannot_embed_a_page(asking: Asking, site: str, mode: str, into: str) -> None:
    statuses = answered(asking, PAGES, as_browser(site, mode, into))

    assert set(statuses.values()) == {403}, statuses


@pytest.mark.once
def test_cannot_post_a_form(asking: Asking) -> None:
    statuses = answered(asking, [row for row in PAGES if row.method not in SAFE], LINK)

    assert set(statuses.values()) == {403}, statuses


@pytest.mark.once
@pytest.mark.parametrize("headers", [LINK, as_browser("none", "navigate", "document")], ids=["link", "typed"])
def test_a_link_in_a_mail_opens_the_page(asking: Asking, headers: dict[str, str]) -> None:
    statuses = answered(asking, [row for row in PAGES if row.method in SAFE], headers)

    assert statuses == {f"{row.method} {row.name}": row.mira for row in PAGES if row.method in SAFE}


@pytest.mark.once
def test_our_own_pages_get_all_that_they_ask_for(asking: Asking) -> None:
    statuses = answered(asking, ROWS, as_browser("same-origin", "cors", "empty"))

    assert statuses == {f"{row.method} {row.name}": row.mira for row in ROWS}
