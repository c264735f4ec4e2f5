"""Profiles tell whom a project or a network worked with, and on which themes anybody works."""

from uuid import UUID

import httpx
import pytest
from bs4 import BeautifulSoup, Tag

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.partner import Description
from features.known import address_of, id_of
from tests.web.forms import page


@pytest.fixture(scope="module", autouse=True)
def meetings(small: CRM) -> dict[str, UUID]:
    """Let a project and a network meet twice each, one of the meetings called off."""
    project, network = id_of(small, "Near You"), id_of(small, "Father Friendly")
    unit, city = id_of(small, "Isätyö"), id_of(small, "City of Espoo")
    for title, theme in (("Steering", "fatherhood"), ("Called off", "violence")):
        agreed = small.agree_engagement(
            Form.MEETING,
            title,
            Day("2026-04-20"),
            themes=(theme,),
            parties=[TakesPart(unit, "lead"), TakesPart(city, "partner")],
            project_id=project,
            network_id=network,
            origin=Origin("Aino"),
        )
        if title == "Called off":
            small.cancel_engagement(agreed.subject_id, "Illness", origin=Origin("Aino"))
    return {"projects": project, "networks": network}


@pytest.mark.parametrize("kind", ["projects", "networks"])
def test_a_project_and_a_network_tell_whom_they_worked_with(
    client: httpx.Client, meetings: dict[str, UUID], kind: str
) -> None:
    profile = page(client.get(f"/{kind}/{meetings[kind]}"))

    told = {
        name.get_text(): row.select("a.num")[0]
        for row in _card(profile, "Worked with").select("li")
        for name in row.select(".name")
    }

    assert set(told) == {"Fatherhood Work", "City of Espoo"}
    for door in told.values():
        rows = page(client.get(str(door["href"]))).select("tbody tr")
        assert int(door.get_text()) == len(rows) == 1


@pytest.mark.parametrize("kind", ["projects", "networks"])
def test_what_was_called_off_has_no_theme(
    client: httpx.Client, meetings: dict[str, UUID], kind: str
) -> None:
    profile = page(client.get(f"/{kind}/{meetings[kind]}"))

    themes = _card(profile, "Themes").select("li .name")

    assert ["Fatherhood"] == [theme.get_text() for theme in themes]


def test_each_theme_of_a_unit_opens_its_rows(client: httpx.Client, small: CRM) -> None:
    profile = page(client.get(f"/units/{id_of(small, 'Isätyö')}"))

    doors = _card(profile, "Themes").select("a.num")

    assert doors
    for door in doors:
        rows = page(client.get(str(door["href"]))).select("tbody tr")
        assert int(door.get_text()) == len(rows)


def _card(profile: BeautifulSoup, heading: str) -> Tag:
    (card,) = [
        card
        for card in profile.select("section.card")
        if card.select("h2")[0].get_text() == heading
    ]
    return card


def test_a_name_is_a_former_one_only_once_there_was_another(
    client: httpx.Client, small: CRM
) -> None:
    espoo = id_of(small, "City of Espoo")
    small.rename_partner(espoo, "Espoo City", Day("2026-02-03"), origin=Origin("Aino"))

    then, now = (
        page(client.get(f"/partners/{espoo}", params={"on": day} if day else {}))
        for day in ("2026-02-02", "2026-02-03")
    )

    assert ["City of Espoo", []] == [_heading(then), then.select(".old-names")]
    (former,) = now.select(".old-names")
    assert ["Espoo City", "formerly City of Espoo"] == [_heading(now), former.get_text()]


def _heading(found: BeautifulSoup) -> str:
    heading = found.select_one("main h1")
    assert heading
    return str(next(heading.stripped_strings))


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        (
            "City of Espoo",
            {"/partners": "Worked with", "/collaborations": "", "/history": "History"},
        ),
        ("Isätyö", {"/partners": "Worked with", "/collaborations": "", "/history": "History"}),
        ("Eero Salo", {"/partners": "Worked with", "/collaborations": "", "/history": "History"}),
        ("Elli Esimerkki", {"/history": "History"}),
        ("Father Friendly", {"/history": "History"}),
        ("Near You", {"/history": "History"}),
        ("Dads' Day 2026", {"/history": "History"}),
    ],
)
def test_the_tabs_of_a_profile_stay_on_each_of_its_pages(
    small: CRM, client: httpx.Client, name: str, pages: dict[str, str]
) -> None:
    at = address_of(small, name)

    tabs, current = _tabs(client, at)

    assert current == "Profile"
    assert tabs[0] == "Profile"
    for section, marked in pages.items():
        assert _tabs(client, at + section) == (tabs, marked), section


def test_a_history_tells_the_role_of_a_member_in_words(small: CRM, client: httpx.Client) -> None:
    for name in ("City of Vantaa", "Father Friendly"):
        history = page(client.get(f"{address_of(small, name)}/history"))

        rows = [row.get_text(" ", strip=True) for row in history.select("tbody tr")]
        (joined, *_others) = [row for row in rows if row.startswith("Member joined")]
        assert "Role: Member" in joined


def test_what_was_withdrawn_has_no_profile_to_go_back_to(client: httpx.Client, small: CRM) -> None:
    innocent, wrong = (
        small.register_partner(name, Description("municipality"), origin=Origin("Aino")).subject_id
        for name in ("City of Kerava", "City of Karava")
    )
    small.withdraw_partner(wrong, "No such city", origin=Origin("Aino"))

    assert _tabs(client, f"/partners/{innocent}/history")[1] == "History"
    assert _tabs(client, f"/partners/{wrong}/history") == ([], "")


def _tabs(client: httpx.Client, url: str) -> tuple[list[str], str]:
    links = page(client.get(url)).select("#main .tabs a")
    current = [
        link.contents[0].get_text(strip=True) for link in links if link.has_attr("aria-current")
    ]
    return [link.get_text(" ", strip=True) for link in links], "".join(current)
