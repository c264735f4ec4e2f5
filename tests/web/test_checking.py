"""All that is wrong with the fields of a form is told at once, in the words of its labels."""

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from features.known import id_of
from tests.web.forms import filled, page, send


def test_every_field_that_is_wrong_is_told_at_once(client: httpx.Client, small: CRM) -> None:
    before = small.position()
    form = filled(client, "/engagements/new")

    answer = send(
        client,
        form,
        title=" ",
        starts_on="soon",
        trainers_text="Nobody",
        place="x" * 501,
        people_student="a dozen",
    )

    found = page(answer)
    assert answer.status_code == 422
    assert ["#title", "#starts_on", "#trainers", "#place", "#people_student"] == [
        link["href"] for link in found.select(".error-summary a")
    ]
    assert 5 == len(found.select("p.error"))
    assert before == small.position()


def test_what_is_right_is_not_told_of(client: httpx.Client) -> None:
    form = filled(client, "/engagements/new")

    answer = send(client, form, starts_on="soon")

    assert ["#starts_on"] == [link["href"] for link in page(answer).select(".error-summary a")]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("name-correction", "What was wrong is needed."),
        ("stage", "Reason is needed."),
        ("name", "New name is needed."),
    ],
)
def test_a_field_is_called_as_the_form_calls_it(
    client: httpx.Client, small: CRM, act: str, told: str
) -> None:
    vantaa = id_of(small, "City of Vantaa")
    form = filled(client, f"/partners/{vantaa}/{act}")
    field = "name" if act == "name" else "reason"

    answer = send(client, form, **{field: " "})

    assert told in _error(page(answer), field)


def test_a_refusal_of_the_domain_uses_the_label_too(client: httpx.Client, small: CRM) -> None:
    vantaa = id_of(small, "City of Vantaa")
    form = filled(client, f"/partners/{vantaa}/identifiers")

    answer = send(client, form, business_id="1" * 200)

    assert "Business id is too long: at most 100" in _error(page(answer), "business_id")


def _error(found: BeautifulSoup, field: str) -> str:
    line = found.select_one(f"#{field}-error")
    assert line, found.select_one("main")
    return line.get_text()
