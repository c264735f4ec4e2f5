"""Each fact of a profile tells on demand since when it is so, and who said so."""

from datetime import UTC, datetime

import httpx
import pytest
from bs4 import Tag

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.outline import Outline
from domain.partner import Description
from features.known import id_of
from tests.web.forms import page

JUNE = datetime(2026, 6, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def moved(small: CRM) -> str:
    """Give a parish that moved, so that its place is newer than its kind."""
    parish = id_of(small, "Vantaa Parish")
    description = Description("parish", ("youth_work",), "Kerava", "FI", ("fi",))
    origin = Origin("Eero", recorded_at=JUNE)
    small.describe_partner(parish, description, Day("2026-02-01"), origin=origin)
    return f"/partners/{parish}"


def test_a_fact_tells_its_day_its_recording_and_its_event(client: httpx.Client, moved: str) -> None:
    place = _since(client, moved, "Place")

    assert place
    text = " ".join(place.get_text(" ").split())
    assert "So from 1 Feb 2026. Recorded 3 Jun 2026 15:00 by Eero." in text
    [link] = place.select("a[href^='/history/']")
    assert "Described anew" in client.get(str(link["href"])).text


def test_a_fact_that_did_not_change_tells_who_said_it_first(
    client: httpx.Client, moved: str
) -> None:
    kind = _since(client, moved, "Kind")

    assert kind
    assert "So from 2019. Recorded 4 Jan 2020 12:00 by Aino." in kind.get_text()


def test_a_fact_is_told_as_it_was_on_a_day_and_as_it_was_known(
    client: httpx.Client, moved: str
) -> None:
    for clock in ("on=2026-01-15", "known_at=2026-05-12"):
        place = _since(client, f"{moved}?{clock}", "Place")

        assert place
        assert "by Aino" in place.get_text()


def test_a_theme_that_was_corrected_tells_who_corrected_it(
    client: httpx.Client, small: CRM
) -> None:
    evening = id_of(small, "Calm Evening")
    outline = Outline(Form.SESSION, ("fatherhood",), "Tikkurila")
    origin = Origin("Eero", recorded_at=JUNE)
    small.correct_engagement_description(evening, outline, "Slip", origin=origin)

    themes, place = (_since(client, f"/engagements/{evening}", one) for one in ("Themes", "Place"))

    assert themes
    assert place
    assert "by Eero" in themes.get_text()
    assert "So from" not in themes.get_text()
    assert "by Aino" in place.get_text()


def test_what_nobody_said_tells_nothing(client: httpx.Client, small: CRM) -> None:
    unit = f"/units/{id_of(small, 'Isätyö')}"

    assert _since(client, unit, "Opened")
    assert _since(client, unit, "Closed") is None


def _since(client: httpx.Client, url: str, label: str) -> Tag | None:
    facts = page(client.get(url)).select(".facts > div")
    [fact] = [one for one in facts if one.select("dt")[0].get_text(strip=True) == label]
    return fact.select_one(".since p")
