"""What an engagement is about is mended on a form that holds what is there by now."""

from dataclasses import replace
from uuid import UUID

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Engagement, Form
from features.known import id_of
from tests.web.forms import filled, page, send


@pytest.fixture
def evening(small: CRM) -> UUID:
    """Give an evening of a project that is completed, in a network, on a retired theme."""
    project = small.plan_project("Over by now", origin=Origin("Aino")).subject_id
    small.complete_project(project, Day("2025"), origin=Origin("Aino"))
    return small.agree_engagement(
        Form.SESSION,
        "Long Evening",
        Day("2026-06-10"),
        themes=("violence",),
        place="Vantaa",
        remote=True,
        language="sv",
        project_id=project,
        network_id=id_of(small, "Father Friendly"),
        origin=Origin("Aino"),
    ).subject_id


def test_what_was_not_touched_stays(client: httpx.Client, small: CRM, evening: UUID) -> None:
    before = small.get(Engagement, evening).outline
    form = filled(client, f"/engagements/{evening}/description-correction")

    answer = send(client, form, place="Espoo", reason="A slip")

    after = small.get(Engagement, evening).outline
    assert answer.status_code == 303
    assert after == replace(before, place="Espoo")


def test_the_profile_leads_to_both_ways_to_mend_what_is_to_come(
    client: httpx.Client, evening: UUID
) -> None:
    at = f"/engagements/{evening}"
    links = [str(link["href"]) for link in page(client.get(at)).select(".facts .since a")]

    assert f"{at}/description" in links
    assert f"{at}/description-correction" in links


def test_what_was_held_can_only_have_been_wrong(client: httpx.Client, small: CRM) -> None:
    at = f"/engagements/{id_of(small, 'Calm Evening')}"
    links = [str(link["href"]) for link in page(client.get(at)).select(".facts .since a")]

    assert f"{at}/description" not in links
    assert f"{at}/description-correction" in links
