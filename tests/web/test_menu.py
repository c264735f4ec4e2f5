"""The menu says how many there are behind each word, as many as its list."""

import httpx
import pytest

from crm.application import CRM
from features.known import address_of
from tests.web.forms import page

WORDS = ("partners", "people", "units", "networks", "projects", "engagements")
DAYS = ("", "?on=2025-06-01", "?known_at=2025-06-01", "?on=2025-06-01&known_at=2026-04-30")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("days", DAYS)
def test_the_number_in_the_menu_is_that_of_the_list(
    client: httpx.Client, word: str, days: str
) -> None:
    listed = page(client.get(f"/{word}{days}"))

    (link,) = listed.select(f".side a[href^='/{word}']")

    assert link.select(".n")[0].get_text() == listed.select("h1 .count")[0].get_text()


def test_a_filter_of_a_page_leaves_the_menu_as_it_is(client: httpx.Client) -> None:
    narrowed = page(client.get("/network/pairs?from=2030-01-01&to=2030-02-01"))

    assert narrowed.select(".side .n") == page(client.get("/network/pairs")).select(".side .n")


def test_a_page_that_tells_of_a_failure_counts_nothing(client: httpx.Client) -> None:
    assert not page(client.get("/nowhere")).select(".side .n")
    assert page(client.get("/partners")).select(".side .n")


def test_an_event_stands_beside_the_menu_of_what_it_is_about(
    client: httpx.Client, small: CRM
) -> None:
    vantaa = page(client.get(f"{address_of(small, 'City of Vantaa')}/history"))

    event = page(client.get(str(vantaa.select("tbody a[href^='/history/']")[-1]["href"])))

    assert vantaa.select(".side .n") == event.select(".side .n")
    assert vantaa.select(".side [aria-current]") == event.select(".side [aria-current]")


def test_what_was_searched_for_stands_beside_the_same_menu(client: httpx.Client) -> None:
    found = page(client.get("/search?q=vantaa"))

    assert found.select(".side .n") == page(client.get("/people")).select(".side .n")
    assert not found.select(".side [aria-current]")
