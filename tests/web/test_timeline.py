"""What happened stands under the day it happened, as precisely as that is known."""

from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from bs4 import Tag

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from features.known import id_of
from tests.web.forms import page

# The last thing that the small network records is of 5 May 2026.
JUNE = datetime(2026, 6, 3, 21, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def project(small: CRM) -> UUID:
    """Give a project whose end was moved shortly after midnight in Finland."""
    near = id_of(small, "Near You")
    evening = id_of(small, "Autumn Seminar")
    moved = {"reason": "Late start", "origin": Origin("Aino", recorded_at=JUNE)}
    small.extend_project(near, Day("2027-03-31"), **moved)  # type: ignore[arg-type]
    moved["origin"] = Origin("Aino", recorded_at=JUNE)
    small.reschedule_engagement(evening, Day("2026-10-01"), None, **moved)  # type: ignore[arg-type]
    return near


@pytest.mark.parametrize(
    ("language", "month", "told"),
    [
        ("en", "June 2026", "The end moved to 31 Mar 2027 – Late start"),
        ("fi", "Kesäkuu 2026", "31.3.2027"),
        ("sv", "Juni 2026", "31.3.2027"),
    ],
)
def test_a_moved_end_stands_where_it_was_recorded_with_its_day_as_elsewhere(
    client: httpx.Client, project: UUID, language: str, month: str, told: str
) -> None:
    client.headers["Accept-Language"] = language

    found = _months(client, f"/projects/{project}")

    assert told in found[month].get_text()
    assert "2027-03-31" not in found[month].get_text()


def test_other_days_stand_where_they_were_recorded(
    client: httpx.Client, small: CRM, project: UUID
) -> None:
    assert project
    found = _months(client, f"/engagements/{id_of(small, 'Autumn Seminar')}")

    assert "Moved to other days" in found["June 2026"].get_text()
    assert ["September 2026", "June 2026"] == list(found)


def test_what_is_known_by_its_year_stands_under_the_year(client: httpx.Client, small: CRM) -> None:
    unit = id_of(small, "Isätyö")
    for title, day in (("Vague", "2016"), ("Exact", "2016-01-05"), ("Monthly", "2016-02")):
        receipt = small.agree_engagement(Form.SESSION, title, Day(day), origin=Origin("Aino"))
        small.join_activity(receipt.subject_id, unit, "lead", origin=Origin("Aino"))

    found = _months(client, f"/units/{unit}?on=2017-01-01")

    assert ["February 2016", "January 2016", "2016", "2015"] == list(found)
    assert "Vague" in found["2016"].get_text()
    assert "Exact" in found["January 2016"].get_text()


def _months(client: httpx.Client, url: str) -> dict[str, Tag]:
    sections = page(client.get(url)).select(".month")
    return {section.select("h2, h3")[0].get_text(strip=True): section for section in sections}
