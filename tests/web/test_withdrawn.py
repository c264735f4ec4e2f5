"""What was recorded in error is told of where it was, and nothing that rests on it is lost."""

from uuid import UUID

import httpx

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description
from features.known import id_of
from tests.web.forms import filled, page, send


def test_a_withdrawn_partner_leaves_its_history(client: httpx.Client, small: CRM) -> None:
    school = _registered(small, "Opisto")
    form = filled(client, f"/partners/{school}/withdrawal")
    assert send(client, form, reason="Never was one").status_code == 303

    for url in (f"/partners/{school}", f"/partners/{school}/history"):
        answer = client.get(url)

        text = page(answer).select_one("main")
        assert answer.status_code == 200
        assert text
        assert "Opisto" in text.text
        assert "has been withdrawn" in text.text
        assert "Never was one" in text.text


def test_nothing_is_told_of_what_never_was(client: httpx.Client) -> None:
    unknown = UUID(int=1)

    for path in ("partners", "units", "people", "networks", "projects", "engagements"):
        assert client.get(f"/{path}/{unknown}").status_code == 404
        assert client.get(f"/{path}/{unknown}/history").status_code == 404


def test_a_thing_has_no_history_among_others(client: httpx.Client, small: CRM) -> None:
    school = _registered(small, "Lukio")

    for path in ("units", "projects"):
        assert client.get(f"/{path}/{school}/history").status_code == 404


def test_a_refused_withdrawal_leads_to_what_rests_on_it(client: httpx.Client, small: CRM) -> None:
    unit = id_of(small, "Isätyö")
    form = filled(client, f"/units/{unit}/withdrawal")

    answer = send(client, form, reason="Never was one")

    found = page(answer)
    links = found.select(".resting a")
    told = found.select_one("#reason-error")
    assert answer.status_code == 422
    assert 5 == len(links)
    assert all(client.get(str(link["href"])).status_code == 200 for link in links)
    assert told
    assert all(link.get_text() in told.get_text() for link in links)
    assert "and 1 more" in told.get_text()


def test_everything_that_rests_on_it_is_told(client: httpx.Client, small: CRM) -> None:
    unit = small.open_unit(Names("Uusi"), origin=Origin("Aino")).subject_id
    small.open_unit(Names("Osa"), parent_id=unit, origin=Origin("Aino"))
    small.welcome_colleague("Ulla Uusi", unit_id=unit, origin=Origin("Aino"))
    small.join_network(id_of(small, "Father Friendly"), unit, origin=Origin("Aino"))
    small.join_activity(id_of(small, "Near You"), unit, "partner", origin=Origin("Aino"))
    form = filled(client, f"/units/{unit}/withdrawal")

    answer = send(client, form, reason="Never was one")

    names = {link.get_text() for link in page(answer).select(".resting a")}
    assert {"Osa", "Ulla Uusi", "Father Friendly", "Near You"} == names


def test_a_network_that_engagements_name_is_withdrawn_after_them(
    client: httpx.Client, small: CRM
) -> None:
    network = small.found_network("Uusi verkosto", origin=Origin("Aino")).subject_id
    day = Day.parse("2026-03-03")
    small.agree_engagement(
        Form.MEETING, "Tapaaminen", day, network_id=network, origin=Origin("Aino")
    )
    form = filled(client, f"/networks/{network}/withdrawal")

    answer = send(client, form, reason="Never was one")

    assert answer.status_code == 422
    assert ["Tapaaminen"] == [link.get_text() for link in page(answer).select(".resting a")]


def _registered(crm: CRM, name: str) -> UUID:
    return crm.register_partner(name, Description("school"), origin=Origin("Aino")).subject_id
