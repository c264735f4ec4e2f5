"""What changed between two days: all of it can be reached, and each tie tells its causes."""

from collections.abc import Callable

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from tests.web.fair import hold_fair
from tests.web.forms import page

SPAN = {"from": "2026-04-01", "to": "2026-05-12"}
GUESTS = 12
NEW_TIES = GUESTS * (GUESTS - 1) // 2


@pytest.fixture(scope="module", autouse=True)
def fair(small: CRM) -> None:
    """Let a dozen schools that never met before meet at a fair."""
    hold_fair(small, [f"School {number:02}" for number in range(GUESTS)])


@pytest.fixture
def asked(client: httpx.Client) -> Callable[..., BeautifulSoup]:
    return lambda **more: page(client.get("/network/changes", params={**SPAN, **more}))


def test_the_rest_of_a_long_list_is_behind_a_link(
    client: httpx.Client, asked: Callable[..., BeautifulSoup]
) -> None:
    card = asked().select("section.card")[0]
    shown = len(card.select(".tie"))

    first = page(client.get(str(card.select(".card-head a")[0]["href"])))
    second = page(client.get(str(first.select("a[rel=next]")[0]["href"])))

    ties = [*first.select(".tie"), *second.select(".tie")]
    assert (shown, len(ties)) == (20, NEW_TIES)
    assert len({tie.get_text() for tie in ties}) == NEW_TIES


def test_each_tie_links_to_its_cause(asked: Callable[..., BeautifulSoup]) -> None:
    tie = asked(changed="new").select(".tie")[0]

    causes = {link.get_text(): str(link["href"]) for link in tie.select(".cause a")}

    assert "/engagements/" in causes["School Fair"]


def test_a_list_that_is_none_of_the_four_is_all_of_them(
    asked: Callable[..., BeautifulSoup],
) -> None:
    assert len(asked(changed="grown").select("section.card")) == 4
    assert len(asked(changed="new").select("section.card")) == 1


def test_all_four_lists_stand_beside_a_map_of_who_is_in_them(
    asked: Callable[..., BeautifulSoup],
) -> None:
    drawn = {str(node["data-name"]) for node in asked().select("svg.map a.node")}

    assert {f"school {number:02}" for number in range(GUESTS)} <= drawn
    assert "lonely foundation" not in drawn
    assert len(asked(changed="new").select("svg.map")) == 0


def test_a_start_after_today_is_told_and_left_out(client: httpx.Client) -> None:
    late = page(client.get("/network/changes", params={"from": "2099-01-01"}))
    plain = page(client.get("/network/changes"))

    told = "The end, 12 May 2026, comes before the start, 1 Jan 2099."
    assert (True, False) == tuple(told in one.get_text() for one in (late, plain))
    assert [one.get_text() for one in late.select("p.lead")] == [
        one.get_text() for one in plain.select("p.lead")
    ]
