"""The first page: figures of the year, and the rows behind them."""

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.partner import Description
from tests.web.forms import page


def test_a_project_that_was_called_off_is_none_of_the_year(
    client: httpx.Client, small: CRM
) -> None:
    before, _ = _projects(client)
    begun, called_off = (
        small.plan_project(title, Day("2026-01"), None, origin=Origin("Aino")).subject_id
        for title in ("Begun", "Called off")
    )
    small.start_project(begun, Day("2026-02"), origin=Origin("Aino"))
    small.cancel_project(called_off, Day("2026-03"), "No money", origin=Origin("Aino"))

    now, url = _projects(client)

    rows = [row.get_text() for row in page(client.get(url)).select("a.row-link")]
    assert before + 1 == now == len(rows)
    assert "Begun" in rows


def test_nobody_finds_what_another_reader_asked_for_in_the_addresses(
    client: httpx.Client, small: CRM
) -> None:
    # Then the page is gathered anew, by whoever asks first.
    small.register_partner("Opisto", Description("school"), origin=Origin("Aino"))
    asked = {"theme": "fatherhood", "on": "2026-03-01", "other": "thing"}
    for name, value in asked.items():
        client.get("/", params={name: value})

    doors = [str(link["href"]) for link in page(client.get("/")).select("main a")]

    assert doors
    assert not [door for door in doors for name in asked if f"{name}=" in door]


@pytest.mark.parametrize("other", [{"theme": "violence"}, {"from": "2025-01-01"}, {"sort": "x"}])
def test_what_home_does_not_know_is_kept_by_none_of_its_doors(
    client: httpx.Client, other: dict[str, str]
) -> None:
    asked = {"on": "2026-05-01"}

    plain, narrowed = (page(client.get("/", params=asked | more)) for more in ({}, other))

    urls, said = _doors(plain)
    assert (urls, said) == _doors(narrowed)
    assert urls


def _doors(home: BeautifulSoup) -> tuple[list[str], list[str]]:
    links = home.select("main a")
    return [str(link["href"]) for link in links], [link.get_text() for link in links]


def _projects(client: httpx.Client) -> tuple[int, str]:
    (stat,) = [
        one
        for one in page(client.get("/")).select("a.stat")
        if one.select(".stat-label")[0].get_text() == "Projects"
    ]
    return int(stat.select("strong")[0].get_text()), str(stat["href"])
