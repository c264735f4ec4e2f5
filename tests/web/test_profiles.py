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
from features.known import id_of
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
