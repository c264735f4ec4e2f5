"""Partners are sorted by the day that something was done together last, and the quiet are found."""

import httpx
import pytest

from tests.web.forms import page

BY_LAST = [
    "Tampere Fathers",
    "City of Espoo",
    "Laurea",
    "Kerava Clinic",
    "Vantaa Parish",
    "City of Vantaa",
]


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ({"sort": "last"}, [*BY_LAST, "Lonely Foundation"]),
        ({"sort": "-last"}, [*BY_LAST[::-1], "Lonely Foundation"]),
        ({"sort": "last", "place": "Vantaa"}, ["Laurea", "Vantaa Parish", "City of Vantaa"]),
        ({"sort": "-last", "q": "city"}, ["City of Vantaa", "City of Espoo"]),
        ({"sort": "last", "page": "2"}, []),
        ({"sort": "last", "on": "2025-03-20"}, ["Tampere Fathers", "City of Espoo"]),
    ],
)
def test_partners_are_sorted_by_what_was_done_together_last(
    client: httpx.Client, asked: dict[str, str], listed: list[str]
) -> None:
    assert _listed(client, **asked)[: len(listed) if "on" in asked else None] == listed


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ({"quiet": "3"}, ["City of Espoo", "Laurea", "Tampere Fathers"]),
        ({"quiet": "6"}, ["Tampere Fathers"]),
        ({"quiet": "24"}, []),
        ({"quiet": ["24", "6"]}, ["Tampere Fathers"]),
        ({"quiet": "3", "sort": "-last", "place": "Vantaa"}, ["Laurea"]),
        ({"quiet_since": "2026-02-01"}, ["City of Espoo", "Tampere Fathers"]),
        ({"quiet_since": "2026-02-01", "quiet": "6"}, ["Tampere Fathers"]),
        (
            {"quiet": "3", "active": "1", "active_from": "2025-01-01", "active_to": "2025-12-31"},
            ["City of Espoo", "Laurea"],
        ),
    ],
)
def test_partners_that_have_gone_quiet_are_found_by_how_long(
    client: httpx.Client, asked: dict[str, str | list[str]], listed: list[str]
) -> None:
    assert _listed(client, **asked) == listed


def test_a_span_that_nobody_offers_is_told_and_left_out(client: httpx.Client) -> None:
    found = page(client.get("/partners", params={"quiet": "7", "sort": "name"}))

    assert len(found.select("#rows tbody tr")) == len(BY_LAST) + 1
    (told,) = found.select(".notice")
    assert "The filter Quiet for doesn't know “7”." in told.get_text()


def _listed(client: httpx.Client, **asked: str | list[str]) -> list[str]:
    found = page(client.get("/partners", params=asked))
    names = [one.get_text(strip=True) for one in found.select("#rows tbody .row-link")]
    if "page" not in asked:
        assert found.select("#total")[0].get_text() == str(len(names))
    return names
