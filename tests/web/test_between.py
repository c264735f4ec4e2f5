"""A pair: whoever is said to have been involved was so in the rows that are shown."""

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from tests.web.forms import page

FILTERS: tuple[dict[str, list[str]], ...] = (
    {},
    {"kind": ["municipality", "university"]},
    {"sector": ["social", "education"]},
    {"unit": ["Isätyö"]},
    {"unit": ["Väkivaltatyö"]},
    {"role": ["partner", "trainer"]},
    {"from": ["2026-01-01"]},
    {"stayed": ["1"]},
    {"project": ["Near You"]},
)


@pytest.fixture(scope="module", autouse=True)
def more(small: CRM) -> None:
    """Let Eero be there with both twice more: once with another unit, once when one had left."""
    ids = {
        name: id_of(small, name)
        for name in ("City of Vantaa", "Laurea", "Eero Salo", "Maija Virta", "Väkivaltatyö")
    }
    taking = [TakesPart(one, "partner") for one in ids.values()]
    day, origin = Day("2026-05-11"), Origin("Aino")
    small.agree_engagement(Form.MEETING, "Both units", day, parties=taking, origin=origin)
    apart = [
        TakesPart(ids["City of Vantaa"], "partner", None, Day("2026-05-04")),
        TakesPart(ids["Laurea"], "partner", Day("2026-05-06"), None),
        TakesPart(ids["Eero Salo"], "partner"),
    ]
    days = Day("2026-05-04"), Day("2026-05-08")
    small.agree_engagement(Form.SEMINAR, "Apart", *days, parties=apart, origin=origin)


@pytest.mark.parametrize("given", FILTERS, ids=str)
def test_a_figure_opens_as_many_rows_under_every_filter(
    client: httpx.Client, small: CRM, given: dict[str, list[str]]
) -> None:
    asked = {name: [_meant(small, value) for value in values] for name, values in given.items()}
    at = f"/network/between/{id_of(small, 'City of Vantaa')}/{id_of(small, 'Laurea')}"

    shown = page(client.get(at, params=asked))

    doors = shown.select(".ties .tie p a:last-child") + shown.select(".bars a")
    assert doors or not _titles(shown)
    for door in doors:
        opened = page(client.get(str(door["href"])))
        assert int(door.get_text().split()[0]) == len(_titles(opened)), door
        assert _titles(opened) <= _titles(shown)


def test_those_who_are_narrowed_to_are_named_and_can_be_let_go(
    client: httpx.Client, small: CRM
) -> None:
    at = f"/network/between/{id_of(small, 'City of Vantaa')}/{id_of(small, 'Laurea')}"
    whole = page(client.get(at))
    people = [str(id_of(small, name)) for name in ("Eero Salo", "Maija Virta")]

    one, both = (page(client.get(at, params={"with": people[:n]})) for n in (1, 2))

    assert {"Dads' Day 2025", "Both units"} == _titles(one)
    assert {"Both units"} == _titles(both)
    chips = [chip.get_text().strip() for chip in both.select(".chip")]
    assert ["With: Eero Salo", "With: Maija Virta"] == chips
    assert _titles(one) == _titles(page(client.get(str(both.select(".chip a")[1]["href"]))))
    assert _titles(whole) > _titles(one)


def _meant(crm: CRM, value: str) -> str:
    return str(id_of(crm, value)) if value in {"Isätyö", "Väkivaltatyö", "Near You"} else value


def _titles(found: BeautifulSoup) -> set[str]:
    return {row.get_text() for row in found.select("main tbody a.row-link")}
