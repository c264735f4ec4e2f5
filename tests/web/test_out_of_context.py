"""Links say where they lead, though they be read out of their table or card."""

import httpx
import pytest
from bs4 import BeautifulSoup, Tag

from tests.web.forms import page


@pytest.mark.parametrize("path", ["/", "/network/matrix"])
def test_a_cell_is_called_by_its_number_its_row_and_its_column(
    client: httpx.Client, path: str
) -> None:
    found = page(client.get(path))
    (table,) = found.select(".heat table")
    heads = [head.get_text(strip=True) for head in table.select("thead th")]

    for line in table.select("tbody tr, tfoot tr"):
        row = line.select("th")[0].get_text(strip=True)
        for column, cell in zip(heads[1:], line.select("td"), strict=True):
            for link in cell.select("a"):
                assert _name(found, link) == f"{link.get_text()} {row} {column}"
    assert len({one["id"] for one in found.select("[id]")}) == len(found.select("[id]"))


def test_what_opens_a_card_is_called_by_it(client: httpx.Client) -> None:
    heads = page(client.get("/")).select(".card-head:has(> a)")

    told = {head.select("a")[0].get_text() for head in heads}

    assert {"Open: Whom we work with", "All: Gone quiet", "Open: Map"} <= told


def _name(found: BeautifulSoup, link: Tag) -> str:
    parts = [found.select(f"#{one}")[0] for one in str(link["aria-labelledby"]).split()]
    return " ".join(part.get_text(strip=True) for part in parts)
