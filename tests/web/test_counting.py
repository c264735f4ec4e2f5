"""What counts as worked together is the same in a figure, behind it, and on the command line."""

from uuid import UUID

import httpx
import pytest
from bs4 import BeautifulSoup, Tag

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from crm.network.filters import Filters
from crm.network.party import party
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from tests.web.forms import page


@pytest.fixture(scope="module", autouse=True)
def clinic(small: CRM) -> UUID:
    """Let a clinic lead a meeting that is held and one that is cancelled, and fund a third."""
    clinic, unit = id_of(small, "Kerava Clinic"), id_of(small, "Isätyö")
    for title, role in (("Held", "lead"), ("Called off", "lead"), ("Paid for", "funder")):
        taking = [TakesPart(clinic, role), TakesPart(unit, "partner")]
        small.agree_engagement(
            Form.MEETING, title, Day("2026-05-11"), parties=taking, origin=Origin("Aino")
        )
    small.cancel_engagement(id_of(small, "Called off"), "Illness", origin=Origin("Aino"))
    return clinic


def test_a_profile_counts_what_the_command_line_counts(
    client: httpx.Client, small: CRM, clinic: UUID
) -> None:
    profile = page(client.get(f"/partners/{clinic}"))

    found = party(small.database, clinic, Filters())

    assert (f"{found.activities} activities", f"{found.led} led") == (
        _door(profile, "activities").get_text(),
        _door(profile, " led").get_text(),
    )
    assert (found.activities, found.led) == (2, 1)


@pytest.mark.parametrize(
    ("said", "titles"),
    [(" activities", {"Held", "Calm Morning"}), (" led", {"Held"})],
)
def test_the_rows_behind_leave_out_what_does_not_count(
    client: httpx.Client, clinic: UUID, said: str, titles: set[str]
) -> None:
    profile = page(client.get(f"/partners/{clinic}"))

    rows = page(client.get(str(_door(profile, said)["href"])))

    assert titles == {row.get_text() for row in rows.select("a.row-link")}


def test_the_list_of_partners_opens_what_was_held_in_any_role(client: httpx.Client) -> None:
    listed = page(client.get("/partners", params={"q": "kerava"}))
    door = listed.select("td.num a")[0]

    rows = page(client.get(str(door["href"])))

    titles = {row.get_text() for row in rows.select("a.row-link")}
    assert titles == {"Held", "Paid for", "Calm Morning"}
    assert door.get_text() == "3"


def test_what_was_cancelled_is_still_listed_and_marked(client: httpx.Client, clinic: UUID) -> None:
    rows = page(client.get("/engagements/all", params={"party": str(clinic)}))

    (cancelled,) = [row for row in rows.select("tbody tr") if "Called off" in row.get_text()]
    assert "Cancelled" in cancelled.get_text()


def _door(profile: BeautifulSoup, said: str) -> Tag:
    (door,) = [link for link in profile.select("p.mute a") if said in link.get_text()]
    return door
