"""The pages and the command line tell the same figures for the same filters."""

import json
import re
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from crm.application import CRM
from crm.cli import crm as command
from features.known import id_of
from tests.web.forms import page

Given = dict[str, str]
FILTERS: list[Given] = [
    {},
    {"theme": "fatherhood"},
    {"form": "seminar"},
    {"kind": "municipality"},
    {"sector": "social"},
    {"role": "lead"},
    {"from": "2026-01-01", "to": "2026-05-12"},
    {"on": "2025-06-01"},
    {"on": "2026-03-13", "theme": "fatherhood"},
    {"known-at": "2026-04-30"},
    {"unit": "Isätyö"},
    {"project": "Near You"},
    {"stayed": "1"},
]
CLOCKS = {"on", "from", "to", "known-at"}
filtered = pytest.mark.parametrize(
    "given", FILTERS, ids=lambda given: urlencode(given) or "everything"
)


class Both:
    """Asks the page and the command line the same."""

    def __init__(self, client: httpx.Client, crm: CRM, url: str) -> None:
        self.client, self.crm, self.url = client, crm, url

    def page(self, path: str, given: Given) -> BeautifulSoup:
        """Ask the page."""
        params = {name.replace("-", "_"): self._meant(value) for name, value in given.items()}
        answer = self.client.get(path, params=params)
        assert answer.status_code == 200
        return page(answer)

    def command(self, *words: str, given: Given) -> Any:
        """Ask the command line."""
        options = [part for name, value in given.items() for part in self._option(name, value)]
        asked = ["network", *words, "--json", *options]
        answer = CliRunner().invoke(command, asked, env={"CRM_DATABASE_URL": self.url})
        assert answer.exit_code == 0, answer.output
        return json.loads(_in_english(answer.stdout))

    def id(self, name: str) -> str:
        """Return the id of what has a name."""
        return str(id_of(self.crm, name))

    def _option(self, name: str, value: str) -> list[str]:
        return ["--stayed"] if name == "stayed" else [f"--{name}", self._meant(value)]

    def _meant(self, value: str) -> str:
        return self.id(value) if value in {"Isätyö", "Near You"} else value


@pytest.fixture
def both(client: httpx.Client, small: CRM, network_url: str) -> Both:
    return Both(client, small, network_url)


@filtered
def test_summary(both: Both, given: Given) -> None:
    told = [
        _number(span.get_text())
        for span in both.page("/network/pairs", given).select(".facts-line span")
    ]

    found = both.command("summary", given=given)

    names = ("parties", "activities", "participations", "pairs")
    assert told == [found[name] for name in names]


@filtered
def test_pairs(both: Both, given: Given) -> None:
    told = _table(both.page("/network/pairs", given))

    found = both.command("pairs", "--top", "100", given=given)

    assert told == [[t["a"]["name"], t["b"]["name"], str(t["activities"])] for t in found]


@filtered
def test_party(both: Both, given: Given) -> None:
    clocks = {name: value for name, value in given.items() if name in CLOCKS}
    profile = both.page(f"/units/{both.id('Isätyö')}", clocks)

    # A profile of a day tells its ties up to it.
    so_far = {"to" if name == "on" else name: value for name, value in clocks.items()}
    found = both.command("party", both.id("Isätyö"), given=so_far)

    strongest = [
        [row.select_one(".name").get_text(), row.select_one(".num").get_text()]  # type: ignore[union-attr]
        for row in profile.select(".strongest li")
    ]
    partners = profile.select_one(".tabs .n")
    assert partners
    assert int(partners.get_text()) == found["partners"]
    assert sorted(strongest) == sorted(
        [tie["party"]["name"], str(tie["activities"])] for tie in found["strongest"]
    )


@filtered
def test_everybody_a_party_worked_with(both: Both, given: Given) -> None:
    told = _table(both.page(f"/units/{both.id('Isätyö')}/partners", given))

    found = both.command("party", both.id("Isätyö"), given=given)

    assert sorted([row[0], row[3]] for row in told) == sorted(
        [tie["party"]["name"], str(tie["activities"])] for tie in found["strongest"]
    )


@pytest.mark.parametrize("day", ["2025-03-14", "2026-03-13", "2026-04-01"])
def test_a_profile_tells_that_day_and_all_up_to_it_apart(both: Both, day: str) -> None:
    card = both.page(f"/units/{both.id('Isätyö')}", {"on": day}).select(".columns-3 .card p.mute")

    that_day = both.command("party", both.id("Isätyö"), given={"on": day})
    so_far = both.command("party", both.id("Isätyö"), given={"to": day})

    told = [" ".join(line.stripped_strings) for line in card if "that day" in line.get_text()]
    assert [re.sub(r"(\d+) .*", r"\1", line) for line in told] == [
        f"Going on that day: {that_day['activities']}",
        f"Up to that day: {so_far['activities']}",
    ]


@filtered
def test_between(both: Both, given: Given) -> None:
    ids = both.id("Isätyö"), both.id("City of Vantaa")
    rows = _table(both.page("/network/between/{}/{}".format(*ids), given))

    found = both.command("between", *ids, given=given)

    assert [row[1] for row in rows] == [one["title"] for one in found["activities"]]


@filtered
@pytest.mark.parametrize("columns", ["sector", "year", "theme", "partner"])
def test_matrix(both: Both, given: Given, columns: str) -> None:
    asked = {"rows": "unit", "columns": columns, **given}
    table = _table(both.page("/network/matrix", asked))

    found = both.command("matrix", "--rows", "unit", "--columns", columns, given=given)

    cells = [[_number(cell) for cell in row[1:-1]] for row in table if row[0] != "Total"]
    assert cells == (found["cells"] if found["columns"] else [])


@filtered
def test_path(both: Both, given: Given) -> None:
    ids = both.id("Isätyö"), both.id("Tampere Fathers")
    html = both.page("/network/path", {"start": ids[0], "goal": ids[1], **given})

    found = both.command("path", *ids, given=given)

    told = [[a.get_text() for a in one.select("li.party a")] for one in html.select(".chain")]
    assert told == [[party["name"] for party in chain["parties"]] for chain in found]


@pytest.mark.parametrize("given", [{}, {"theme": "fatherhood"}, {"kind": "municipality"}])
def test_changes(both: Both, given: Given) -> None:
    span = {"from": "2026-02-01", "to": "2026-05-12", **given}
    cards = both.page("/network/changes", span).select("section.card")

    found = both.command("changes", given=span)

    for kind, card in zip(("new", "ended", "revived", "stronger"), cards, strict=True):
        heading = card.select_one("h2")
        assert heading
        assert _number(heading.get_text()) == found[kind]["count"]
        assert len(card.select(".tie")) == len(found[kind]["ties"])


def test_changes_of_the_last_quarter_are_the_same_days(both: Both) -> None:
    lead = both.page("/network/changes", {"to": "2026-05-12"}).select_one(".lead")

    found = both.command("changes", given={"to": "2026-05-12"})
    named = both.command("changes", given={"from": _first_day(lead), "to": "2026-05-12"})

    assert found == named


@filtered
def test_measures(both: Both, given: Given) -> None:
    told = _table(both.page("/network/measures", given))

    found = both.command("measures", "--top", "100", given=given)

    dotted = [[cell.replace("·", "0") for cell in row] for row in told]
    assert [[row[0], row[2], row[3], row[5]] for row in dotted] == [
        [one["party"]["name"], *(str(one[name]) for name in ("partners", "strength", "group"))]
        for one in found["parties"]
    ]


@filtered
def test_figures_open_their_rows_under_the_same_filters(both: Both, given: Given) -> None:
    pairs, measures = both.page("/network/pairs", given), both.page("/network/measures", given)
    # A list shows fifty rows, and says of how many.
    for total in pairs.select(".facts-line a"):
        listed = page(both.client.get(str(total["href"])))
        assert _number(total.get_text()) == _number(listed.select("h1 .count")[0].get_text())
        assert _number(total.get_text()) == len(_table(listed))

    # The number of a group is its name; a bridge is a share, of which its rows are parts.
    counts = measures.select("td.num a:not([aria-label]):not([href*=bridges])")
    for door in [*pairs.select("tbody td.num a")[:8], *counts]:
        assert _number(door.get_text()) == len(_table(page(both.client.get(str(door["href"])))))


@filtered
def test_the_parts_of_a_bridge_come_to_its_figure(both: Both, given: Given) -> None:
    measures = both.page("/network/measures", given)

    for door in measures.select("td.num a[href*=bridges]"):
        together = page(both.client.get(str(door["href"]))).select("tfoot td")
        # Nothing leads through who is no bridge.
        share = together[-1].get_text().strip() if together else "0.0 %"
        assert door.find(string=True) == share


@filtered
def test_the_parts_of_the_network_open_who_is_in_them(both: Both, given: Given) -> None:
    measures = both.page("/network/measures", given)
    found = both.command("measures", "--top", "100", given=given)

    parts = [page(both.client.get(str(a["href"]))) for a in measures.select(".facts-line a")]

    assert [len(_table(one)) for one in parts] == [found["components"], found["groups"]]
    for one in parts:
        doors = one.select("td.num a")
        opened = [_table(page(both.client.get(str(door["href"])))) for door in doors]
        assert [_number(door.get_text()) for door in doors] == [len(rows) for rows in opened]
        names = [row[0] for rows in opened for row in rows]
        assert sorted(names) == sorted(row["party"]["name"] for row in found["parties"])


def test_the_group_of_a_party_opens_all_of_its_group(both: Both) -> None:
    measures = both.page("/network/measures", {"from": "2024-01-01", "to": "2024-12-31"})

    (door, *_rest) = measures.select("td.num a[aria-label^=Group]")
    rows = _table(page(both.client.get(str(door["href"]))))

    assert {"Laurea", "Tampere Fathers"} == {row[0] for row in rows}


@pytest.mark.parametrize("given", [{"group": "9"}, {"piece": "zero"}])
def test_a_part_that_there_is_not_is_told_and_left_out(both: Both, given: Given) -> None:
    narrowed, whole = both.page("/network/measures", given), both.page("/network/measures", {})

    (notice,) = narrowed.select(".notice")
    assert "It is left out here." in notice.get_text()
    assert _table(whole) == _table(narrowed)


def _in_english(answer: str) -> str:
    """Name units as an English page does; the command line names them in Finnish."""
    for name, english in (("Isätyö", "Fatherhood Work"), ("Väkivaltatyö", "Violence Work")):
        answer = answer.replace(name, english)
    return answer


def _table(html: BeautifulSoup) -> list[list[str]]:
    return [
        [" ".join(cell.stripped_strings) for cell in row.select("th, td")]
        for row in html.select("main tbody tr")
    ]


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def _first_day(lead: Any) -> str:
    from datetime import datetime

    found = re.search(r"From (.+?) to", lead.get_text())
    assert found
    return datetime.strptime(found[1], "%d %b %Y").date().isoformat()  # noqa: DTZ007 - a day
