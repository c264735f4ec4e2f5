"""Figures: every number opens the rows that it counts."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from pytest_bdd import then, when

from features.known import address_of
from features.reader import Reader
from features.sentences import like

PAGES = {
    "first page": "/",
    "strongest pairs": "/network/pairs",
    "measures": "/network/measures",
    "groups": "/network/groups",
    "pieces": "/network/pieces",
    "map": "/network/map?steps=all",
    "list of partners": "/partners",
    "list of networks": "/networks",
    "list of projects": "/projects",
    "list of engagements": "/engagements",
}
FIGURE = re.compile(
    r"\s*(?P<before>[A-Z][a-z]+ )?(?P<number>\d+)"
    r"(?P<after> activit(y|ies)| led| part(y|ies)| participations?| pairs? worked together"
    r"| pieces? that hangs together| pieces without ties between them"
    r"| groups? that works? together closely)?\s*"
)
COUNTED = re.compile(r"· (\d+)\s*$")
DIMENSIONS = {
    "units": "unit",
    "partners": "partner",
    "themes": "theme",
    "kinds": "kind",
    "years": "year",
    "forms": "form",
}
PAGE = 50
ENGLISH = {"Accept-Language": "en"}


@dataclass(frozen=True)
class Door:
    """A number on a page, where it leads, and which part of that it counts."""

    number: int
    url: str
    part: str


@when(like("Aino follows every figure of the {page}"), target_fixture="opened")
@when(like('Aino follows every figure of the profile of "{name}"'), target_fixture="opened")
def follows_every_figure(reader: Reader, page: str = "", name: str = "") -> list[tuple[Door, int]]:
    reader.open(address_of(reader.crm, name) if name else _address(page))
    doors = _doors(_html(reader.page.content()))
    return [(door, _rows_behind(reader, door)) for door in doors]


@then("each opened as many rows as it said")
def opened_as_many(opened: list[tuple[Door, int]]) -> None:
    assert opened
    wrong = [f"{door} opened {rows}" for door, rows in opened if door.number != rows]
    assert not wrong, "\n".join(wrong)


def _address(page: str) -> str:
    if page.startswith("matrix of "):
        rows, _and, columns = page.removeprefix("matrix of ").split()
        return f"/network/matrix?rows={DIMENSIONS[rows]}&columns={DIMENSIONS[columns]}"
    return PAGES[page]


def _doors(html: BeautifulSoup) -> list[Door]:
    doors = []
    # A year to choose counts nothing.
    for link in html.select("main a[href]:not(.years a)"):
        number, part = _said(link)
        if number:
            doors.append(Door(number, str(link["href"]), part))
    for head in html.select("main .card-head"):
        door, heading = head.select_one("a"), head.select_one("h2, h3")
        said = COUNTED.search(heading.get_text()) if heading else None
        if door and said:
            doors.append(Door(int(said[1]), str(door["href"]), ""))
    return doors


def _said(link: Tag) -> tuple[int, str]:
    if str(link.get("aria-label", "")).startswith("Group "):
        # Its number is its name.
        return 0, ""
    if "stat" in (link.get("class") or []):
        label, number = link.select_one(".stat-label"), link.select_one("strong")
        assert label
        assert number
        return int(number.get_text()), label.get_text()
    tab = link.select_one(".n")
    found = FIGURE.fullmatch(tab.get_text() if tab else link.get_text(" ", strip=True))
    return (int(found["number"]), found["before"] or "") if found else (0, "")


def _rows_behind(reader: Reader, door: Door) -> int:
    html = _html(reader.page.request.get(door.url, headers=ENGLISH).text())
    _path, _hash, fragment = door.url.partition("#")
    if fragment:
        return len(html.select(f"#{fragment} .tie"))
    if door.part == "People reached":
        return sum(int(cell.get_text() or 0) for cell in html.select("tbody tr td:last-child"))
    if "/network/changes" in door.url:
        return _ties_in_card(html, door.part.strip())
    rows, count = len(html.select("main tbody tr")), html.select_one("h1 .count")
    said = int(count.get_text()) if count else rows
    assert rows == min(said, PAGE), f"{door.url} says {said} and lists {rows}"
    return said


def _ties_in_card(html: BeautifulSoup, kind: str) -> int:
    for card in html.select("section.card"):
        heading = card.select_one("h2")
        if heading and heading.get_text(strip=True).startswith(kind):
            return len(card.select(".tie"))
    raise AssertionError(f"the page has no list of what is {kind.lower()}")


def _html(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")
