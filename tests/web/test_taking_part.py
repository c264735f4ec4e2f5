"""What the page of an activity tells of who took part in it, and until when."""

import httpx

from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.projections.participation import profile
from domain.day import Day
from features.known import id_of
from tests.web.forms import page


def test_who_took_another_role_has_not_left_but_had_the_former_until_the_day_before(
    client: httpx.Client, small: CRM
) -> None:
    project, vantaa = id_of(small, "Near You"), id_of(small, "City of Vantaa")
    parts = profile.taking_part(small.database, project, Clocks())
    (number,) = [one.number for one in parts if one.party == vantaa]
    small.change_role(project, number, "co_organiser", Day("2026-02-01"), origin=Origin("Aino"))
    at = f"/projects/{project}"
    changed, before = (_lines(client, at, day) for day in ("", "2026-01-15"))

    new = max(one.number for one in profile.taking_part(small.database, project, Clocks()))
    small.leave_activity(project, new, Day("2026-03-01"), "Tired", origin=Origin("Aino"))

    assert [True, True] == [
        line.endswith(days)
        for line, days in zip(changed, ("– 31 Jan 2026", ", 1 Feb 2026 – …"), strict=True)
    ]
    assert not any(" left " in line for line in (*changed, *before))
    assert all(" left " in line for line in _lines(client, at))


def _lines(client: httpx.Client, at: str, day: str = "") -> list[str]:
    found = page(client.get(at, params={"on": day} if day else {}))
    for menu in found.select("#parties details"):
        menu.decompose()
    ties = (" ".join(tie.get_text(" ").split()) for tie in found.select("#parties .tie"))
    return [tie for tie in ties if "City of Vantaa" in tie]
