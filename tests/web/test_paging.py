"""What has no room on one page is on the next ones."""

from uuid import UUID

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from tests.web.fair import hold_fair
from tests.web.forms import page

SCHOOLS = 105


@pytest.fixture(scope="module", autouse=True)
def schools(small: CRM) -> list[UUID]:
    """Let more schools than a page has room for come to one fair."""
    return hold_fair(small, [f"Crowded School {number:03}" for number in range(SCHOOLS)])


@pytest.mark.parametrize("path", ["/network/measures", "/network/pairs"])
def test_every_row_that_a_figure_counts_is_on_some_page(client: httpx.Client, path: str) -> None:
    params = {"kind": "school"} if path == "/network/measures" else {"kind": "municipality"}
    pages = _pages(client, path, params)

    rows = [row.get_text(" ", strip=True) for one in pages for row in one.select("tbody tr")]

    assert len(set(rows)) == len(rows) == int(pages[0].select("h1 .count")[0].get_text())


def test_everybody_that_a_party_worked_with_is_on_some_page(
    client: httpx.Client, schools: list[UUID]
) -> None:
    pages = _pages(client, f"/partners/{schools[0]}/partners", {})

    names = [row.get_text() for one in pages for row in one.select("tbody th a")]

    assert len(pages) > 1
    assert len(set(names)) == len(names) == int(pages[0].select("h1 .count")[0].get_text())


def test_a_search_says_that_there_may_be_more(client: httpx.Client) -> None:
    first, *others = _pages(client, "/search", {"q": "crowded"})

    found = [row.get_text() for one in (first, *others) for row in one.select("a.row-link")]

    assert first.select("h1 .count")[0].get_text() == "50 or more"
    assert others[-1].select("h1 .count")[0].get_text() == str(SCHOOLS)
    assert len(set(found)) == len(found) == SCHOOLS


def _pages(client: httpx.Client, path: str, params: dict[str, str]) -> list[BeautifulSoup]:
    pages = [page(client.get(path, params=params))]
    while after := pages[-1].select("a[rel=next]"):
        pages.append(page(client.get(str(after[0]["href"]))))
    return pages
