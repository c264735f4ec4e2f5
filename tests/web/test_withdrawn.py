"""What was recorded in error is told of where it was, and nothing that rests on it is lost."""

from uuid import UUID

import httpx

from crm.application import CRM
from crm.log import Origin
from domain.partner import Description
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


def _registered(crm: CRM, name: str) -> UUID:
    return crm.register_partner(name, Description("school"), origin=Origin("Aino")).subject_id
