"""Identifiers of partners are given and corrected on pages, and refused at their fields."""

from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.projections.directory.questions import by_identifier, party
from domain.partner import Description
from features.small_network import TODAY
from tests.web.forms import filled, page, send


@pytest.fixture
def school(small: CRM) -> UUID:
    """Give a school with no identifiers, beside one that holds a business id."""
    if not by_identifier(small.database, "fi-ytunnus", ["9000001-1"]):
        registered(small, "Lukio", {"fi-ytunnus": "9000001-1"})
    return registered(small, "Opisto", {})


def registered(crm: CRM, name: str, identified_by: dict[str, str]) -> UUID:
    return crm.register_partner(
        name, Description("school"), identified_by=identified_by, origin=Origin("Aino")
    ).subject_id


def error(answer: httpx.Response, field: str) -> str:
    found: BeautifulSoup = page(answer)
    line = found.select_one(f"#{field}-error")
    assert line, found.select_one("main")
    return line.get_text(strip=True)


def test_identifiers_become_known(client: httpx.Client, small: CRM, school: UUID) -> None:
    form = filled(client, f"/partners/{school}/identifiers")

    answer = send(client, form, **{"eu-pic": " 900000001 "})

    assert answer.status_code == 303
    assert {"900000001": school} == by_identifier(small.database, "eu-pic", ["900000001"])


@pytest.mark.parametrize(
    ("typed", "told"),
    [("9000001-2", "isn't a business id"), ("9000001-1", "already belongs to Lukio")],
)
def test_a_wrong_business_id_is_refused_at_its_field(
    client: httpx.Client, school: UUID, typed: str, told: str
) -> None:
    form = filled(client, f"/partners/{school}/identifiers")

    answer = send(client, form, business_id=typed)

    assert answer.status_code == 422
    assert told in error(answer, "business_id")


def test_a_wrong_one_is_corrected_with_a_reason_and_taken_away_where_empty(
    client: httpx.Client, small: CRM, school: UUID
) -> None:
    send(client, filled(client, f"/partners/{school}/identifiers"), **{"eu-pic": "900000002"})
    before = Clocks(known_at=datetime.now(UTC))
    form = filled(client, f"/partners/{school}/identifiers-correction")

    assert "reason" in form.data
    assert send(client, form, **{"eu-pic": "", "reason": "Of another"}).status_code == 303

    now, then = (party(small.database, school, at, TODAY) for at in (Clocks(), before))
    assert {} == by_identifier(small.database, "eu-pic", ["900000002"])
    assert now
    assert then
    assert ({}, {"eu-pic": "900000002"}) == (now.identifiers, then.identifiers)


def test_what_is_there_is_not_lost_without_a_reason(client: httpx.Client, school: UUID) -> None:
    send(client, filled(client, f"/partners/{school}/identifiers"), **{"eu-pic": "900000003"})
    form = filled(client, f"/partners/{school}/identifiers")

    answer = send(client, form, **{"eu-pic": ""})

    assert "EU PIC is needed" in error(answer, "eu-pic")
