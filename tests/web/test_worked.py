"""Whom a party worked with is drawn once, and again wherever it would be another picture."""

from uuid import UUID

import httpx
import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from tests.web.forms import page


@pytest.fixture
def unit(small: CRM) -> UUID:
    """Give the unit that is looked at."""
    return id_of(small, "Isätyö")


def test_what_is_written_shows_at_once(client: httpx.Client, small: CRM, unit: UUID) -> None:
    before, other = _side(client, f"/units/{unit}"), id_of(small, "City of Espoo")
    parties = [TakesPart(unit, "lead"), TakesPart(other, "partner")]

    small.agree_engagement(
        Form.MEETING, "Anew", Day("2026-04-21"), parties=parties, origin=Origin("Aino")
    )

    assert before != _side(client, f"/units/{unit}")


def test_each_address_has_its_own(client: httpx.Client, small: CRM, unit: UUID) -> None:
    asked = ["", "?on=2024-05-05", "?known_at=2030-01-01", "?from=2025-01-01", "?theme=violence"]

    sides = [_side(client, f"/units/{unit}{query}") for query in asked]

    assert len(set(sides)) == len(asked)
    assert _side(client, f"/partners/{id_of(small, 'City of Espoo')}") not in sides


def test_each_language_has_its_own(client: httpx.Client, unit: UUID) -> None:
    sides = []
    for language in ("fi", "sv", "en"):
        client.cookies.set("language", language)
        sides.append(_side(client, f"/units/{unit}"))

    assert len(set(sides)) == 3


def test_a_page_of_the_timeline_leaves_it_as_it_is(client: httpx.Client, unit: UUID) -> None:
    sides = {_side(client, f"/units/{unit}{query}") for query in ("", "?happening=joined")}

    assert len(sides) == 1


def _side(client: httpx.Client, path: str) -> str:
    return str(page(client.get(path)).select(".columns-3 > div")[-1])
