"""A form that is out of date shows what was typed and what is there now, whatever the field."""

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.outline import Outline
from features.known import id_of
from tests.web.forms import Filled, filled, page, send


@pytest.fixture
def begun(client: httpx.Client, small: CRM) -> Filled:
    """Give a form that was opened before somebody else changed everything on it."""
    evening = small.agree_engagement(
        Form.SESSION, "Long Evening", Day("2026-06-10"), place="Vantaa", origin=Origin("Aino")
    ).subject_id
    form = filled(client, f"/engagements/{evening}/description-correction")
    now = Outline(
        Form.SEMINAR,
        ("divorce_support", "fatherhood"),
        "Espoo",
        remote=True,
        language="sv",
        project_id=id_of(small, "Near You"),
        network_id=id_of(small, "Father Friendly"),
    )
    small.correct_engagement_description(evening, now, "Slip", origin=Origin("Eero"))
    return form


def test_both_values_are_shown_for_every_kind_of_field(client: httpx.Client, begun: Filled) -> None:
    answer = send(client, begun, place="Kerava", language="en", themes="violence", reason="Slip")

    found = page(answer)
    assert answer.status_code == 409
    assert [
        "Seminar",
        "Divorce support, Fatherhood",
        "Espoo",
        "yes",
        "Swedish",
        "Near You",
        "Father Friendly",
    ] == [one.get_text(strip=True) for one in found.select(".notice.warn strong")]
    assert ["violence"] == _ticked(found, "themes")
    assert "Kerava" == found.select("#place")[0]["value"]
    assert "en" == found.select("#language option[selected]")[0]["value"]


def test_what_is_the_same_is_not_told_twice(client: httpx.Client, begun: Filled) -> None:
    answer = send(client, begun, place="Espoo", form="seminar", language="sv", reason="Slip")

    told = [one.get_text(strip=True) for one in page(answer).select(".notice.warn strong")]
    assert ["Divorce support, Fatherhood", "yes", "Near You", "Father Friendly"] == told


def test_what_was_taken_away_meanwhile_is_told_too(client: httpx.Client, small: CRM) -> None:
    evening = small.agree_engagement(
        Form.SESSION, "Short", Day("2026-06-10"), place="Vantaa", origin=Origin("Aino")
    ).subject_id
    form = filled(client, f"/engagements/{evening}/description-correction")
    small.correct_engagement_description(
        evening, Outline(Form.SESSION), "Slip", origin=Origin("Eero")
    )

    answer = send(client, form, place="Espoo", reason="Slip")

    told = [one.get_text(strip=True) for one in page(answer).select(".notice.warn strong")]
    assert ["nothing"] == told


def _ticked(found: BeautifulSoup, name: str) -> list[str]:
    return [str(box["value"]) for box in found.select(f"input[name={name}][checked]")]
