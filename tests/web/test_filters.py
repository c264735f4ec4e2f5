"""A filter that nobody understands is told at the filters, and left out of what is asked."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from crm.application import CRM
from features.known import id_of
from tests.web.forms import page

PAGES = ["pairs", "matrix", "map", "measures", "changes", "activities", "path"]
WRONG = [
    ({"kind": "castle"}, "The filter Kind doesn't know “castle”."),
    ({"theme": "castles"}, "The filter Theme doesn't know “castles”."),
    ({"form": "ball"}, "The filter Form doesn't know “ball”."),
    ({"role": "king"}, "The filter Role doesn't know “king”."),
    ({"unit": "nobody"}, "The filter Unit doesn't know “nobody”."),
    ({"unit": "6a0d5b0f-0f5f-4ad5-b0f6-000000000000"}, "The filter Unit doesn't know"),
    ({"stayed": "perhaps"}, "The filter Taking part doesn't know “perhaps”."),
    ({"project": "nothing"}, "The filter Project doesn't know “nothing”."),
    ({"from": "spring"}, "“spring” isn't a day."),
    ({"to": "2026-02-30"}, "“2026-02-30” isn't a day."),
    ({"from": "2026-05-01", "to": "2026-04-01"}, "before"),
]
LISTS = [
    ("/partners", {"kind": "castle"}, "The filter Kind doesn't know “castle”."),
    ("/partners", {"sector": "castles"}, "The filter Sector doesn't know “castles”."),
    ("/partners", {"stage": "adored"}, "The filter Stage doesn't know “adored”."),
    ("/partners", {"steward": "nobody"}, "The filter Steward doesn't know “nobody”."),
    ("/people", {"unit": "nowhere"}, "The filter Unit doesn't know “nowhere”."),
    ("/engagements", {"form": "ball"}, "The filter Form doesn't know “ball”."),
    ("/engagements", {"theme": "castles"}, "The filter Theme doesn't know “castles”."),
    ("/engagements", {"party": "nobody"}, "The filter With doesn't know “nobody”."),
    ("/engagements", {"network": "nothing"}, "The filter Network doesn't know “nothing”."),
    ("/engagements/all", {"from": "spring"}, "“spring” isn't a day."),
    ("/projects", {"state": "loved"}, "The filter State doesn't know “loved”."),
]


@pytest.mark.parametrize(("wrong", "told"), WRONG, ids=lambda value: str(value)[:40])
def test_what_nobody_understands_is_told_and_left_out(
    client: httpx.Client, wrong: dict[str, str], told: str
) -> None:
    every = page(client.get("/network/pairs"))

    answer = client.get("/network/pairs", params=wrong)

    (notice,) = page(answer).select("main .notice")
    assert answer.status_code == 200
    assert told in notice.get_text()
    assert page(answer).select("tbody")[0].get_text() == every.select("tbody")[0].get_text()
    assert not page(answer).select(".chip")
    assert not [one for one in page(answer).select("main a") if _says(one["href"], wrong)]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_network_tells_it(client: httpx.Client, path: str) -> None:
    found = page(client.get(f"/network/{path}", params={"kind": "castle"}))

    assert "“castle”" in found.select("main .notice")[0].get_text()


@pytest.mark.parametrize(("path", "wrong", "told"), LISTS, ids=lambda value: str(value)[:40])
def test_lists_tell_it_too(
    client: httpx.Client, path: str, wrong: dict[str, str], told: str
) -> None:
    every = page(client.get(path))

    found = page(client.get(path, params=wrong))

    (notice,) = found.select("main .notice")
    assert told in notice.get_text()
    assert found.select("tbody")[0].get_text() == every.select("tbody")[0].get_text()
    assert not found.select(".chip")


def test_what_is_understood_beside_it_stays(client: httpx.Client, small: CRM) -> None:
    unit = str(id_of(small, "Isätyö"))
    params = {"unit": [unit, "nobody"], "theme": "fatherhood"}

    found = page(client.get("/network/pairs", params=params))

    chips = [chip.get_text(" ", strip=True) for chip in found.select(".chip")]
    assert chips == ["Theme: Fatherhood", "Unit: Fatherhood Work"]
    assert len(found.select("main .notice")) == 1


def test_who_left_early_can_be_left_out(client: httpx.Client) -> None:
    menus = [menu.get_text() for menu in page(client.get("/network/pairs")).select("form .menu")]
    assert any("stayed to the end" in menu for menu in menus)

    found = page(client.get("/network/pairs", params={"stayed": "1"}))

    assert ["Taking part: stayed to the end"] == [
        chip.get_text(" ", strip=True) for chip in found.select(".chip")
    ]


def test_filters_that_are_understood_need_no_word(client: httpx.Client) -> None:
    params = {"kind": "municipality", "from": "2026-01-01", "to": "2026-05-12"}

    assert not page(client.get("/network/pairs", params=params)).select("main .notice")


@pytest.mark.parametrize(
    ("days", "chips"),
    [
        ({"from": "2025", "to": "2025"}, ["1 Jan 2025 – 31 Dec 2025"]),
        ({"from": "March 2026"}, ["1 Mar 2026 – …"]),
        ({"to": "March 2026", "on": "2026-03"}, []),
        ({"to": "March 2026"}, ["… – 31 Mar 2026"]),
        ({"on": "2026-03-31"}, []),
    ],
)
def test_days_that_are_asked_for_have_a_chip(
    client: httpx.Client, days: dict[str, str], chips: list[str]
) -> None:
    found = page(client.get("/network/pairs", params=days)).select(".chip")
    listed = page(client.get("/network/participations", params=days)).select(".chip")

    assert [chips, chips] == [
        [chip.get_text(" ", strip=True) for chip in one] for one in (found, listed)
    ]


def test_what_a_cell_opens_says_over_which_days_it_counts(client: httpx.Client) -> None:
    params = {"rows": "unit", "columns": "sector", "from": "2026", "to": "2026-05-12"}
    cells = page(client.get("/network/matrix", params=params)).select("td a")

    opened = page(client.get(str(cells[0]["href"])))

    chips = [one.get_text(" ", strip=True) for one in opened.select(".chip")]
    assert chips == ["1 Jan 2026 – 12 May 2026"]


def test_what_a_cell_opens_leads_back_to_the_same_matrix(client: httpx.Client) -> None:
    params = {"rows": "sector", "columns": "theme", "unit": "", "from": "2026", "form": "seminar"}
    address = str(client.build_request("GET", "/network/matrix", params=params).url)
    before = page(client.get(address))
    (door, *_others) = before.select("td a")

    opened = page(client.get(f"{door['href']}&page=1&sort=title"))

    (back,) = opened.select(".facts-line a")
    assert back.get_text() == "Back to “Whom with whom”"
    (after, told) = (
        one.select("table")[0] for one in (page(client.get(str(back["href"]))), before)
    )
    assert after.get_text() == told.get_text()
    asked = parse_qs(urlsplit(str(back["href"])).query)
    assert asked == {
        "rows": ["sector"],
        "columns": ["theme"],
        "from": ["2026"],
        "form": ["seminar"],
    }


def test_changes_have_their_two_days_in_a_form_of_their_own(client: httpx.Client) -> None:
    found = page(client.get("/network/changes", params={"from": "2026-04", "to": "2026-05-12"}))

    assert not found.select(".chip")
    assert "1 Apr 2026" == found.select("#from")[0]["value"]
    assert not found.select("#period-from")


def _says(address: object, wrong: dict[str, str]) -> bool:
    return any(value in str(address) for value in wrong.values())
