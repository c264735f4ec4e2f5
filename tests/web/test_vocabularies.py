"""The page of the vocabularies: figures that are doors, and acts that everybody's forms follow."""

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from domain.names import Names
from tests.web.forms import filled, page, send

AT = "/vocabularies"


def _options(client: httpx.Client, url: str, name: str) -> list[str]:
    found = page(client.get(url)).select(f"[name={name}]")
    return [str(one.get("value")) for one in found]


def test_every_figure_is_as_many_as_the_rows_behind_it(client: httpx.Client) -> None:
    links = page(client.get(AT)).select("td.num a")

    counted = {str(link["href"]): link.text for link in links}
    listed = {
        url: "".join(one.text for one in page(client.get(url)).select("h1 .count"))
        for url in counted
    }

    assert counted == listed
    assert {"3", "4"} & set(counted.values())


def test_a_new_term_is_offered_at_once_and_told_in_three_languages(
    client: httpx.Client, small: CRM
) -> None:
    form = filled(client, f"{AT}/theme/new")

    answer = send(client, form, name="Isyysvalmennus", name_sv="Pappakurs", name_en="Dad course")

    assert (303, f"{AT}?saved={small.position()}") == (
        answer.status_code,
        answer.headers["location"],
    )
    row = page(client.get(AT)).find("th", string="Isyysvalmennus").parent  # type: ignore[union-attr]
    assert {"Pappakurs", "Dad course", "in use"} <= {one.text.strip() for one in row.select("td")}  # type: ignore[union-attr]
    assert "dad_course" in _options(client, "/projects/new", "themes")
    assert "dad_course" in [term.code for term in small.terms("theme")]


def test_a_name_that_is_there_is_refused_at_its_field(client: httpx.Client) -> None:
    answer = send(client, filled(client, f"{AT}/theme/new"), name="isyys")

    told = page(answer).select_one("#name-error")
    assert 422 == answer.status_code
    assert told
    assert "there already" in told.text


def test_another_name_is_shown_wherever_the_term_is_used(client: httpx.Client) -> None:
    form = filled(client, f"{AT}/sector/social/names")

    assert send(client, form, name="Sosiaaliala", name_en="Social work").status_code == 303

    assert "Social work" in client.get("/partners").text


def test_a_retired_term_is_offered_no_more_and_can_still_be_found_by(client: httpx.Client) -> None:
    url = f"{AT}/kind/company/retirement"
    lead = page(client.get(url)).select_one("main")
    assert lead
    assert "Used once until now." in lead.text

    assert send(client, filled(client, url)).status_code == 303

    assert "company" not in [
        str(one.get("value")) for one in page(client.get("/partners/new")).select("#kind option")
    ]
    assert "Kerava Clinic" in client.get("/partners?kind=company").text
    assert client.get(url).status_code == 404
    shown = page(client.get(AT)).find("th", string="Yritys")
    assert shown
    assert shown.parent
    assert "retired" in shown.parent.text
    assert not shown.parent.select("a[href^='/vocabularies']")


def test_a_role_counts_or_does_not(client: httpx.Client, small: CRM) -> None:
    url = f"{AT}/role/host/counting"
    form = filled(client, url)
    assert form.data.pop("counts")

    assert send(client, form).status_code == 303

    assert {term.code: term.counts for term in small.terms("role")}["host"] is False
    again = filled(client, url)
    send(client, again, counts="1")
    assert {term.code: term.counts for term in small.terms("role")}["host"] is True


def test_what_forms_need_is_not_offered_for_retiring(client: httpx.Client) -> None:
    links = {str(one["href"]) for one in page(client.get(AT)).select("td a")}

    assert f"{AT}/role/lead/names" in links
    assert f"{AT}/role/lead/retirement" not in links
    answer = send(client, filled(client, f"{AT}/role/lead/retirement"))
    assert 422 == answer.status_code
    assert "another name instead" in answer.text


@pytest.mark.parametrize("code", ["a/b c?", "50%", "%2F", "työ"])
def test_a_term_is_renamed_whatever_its_code(client: httpx.Client, small: CRM, code: str) -> None:
    small.add_term("theme", code, Names(f"Koodi {code}"), origin=Origin("Aino"))
    row = page(client.get(AT)).find("th", string=f"Koodi {code}").parent  # type: ignore[union-attr]
    url = str(row.select_one("a[href$='/names']")["href"])  # type: ignore[index, union-attr]

    assert send(client, filled(client, url), name=f"Nimi {code}").status_code == 303

    assert f"Nimi {code}" in {term.fi for term in small.terms("theme") if term.code == code}


@pytest.mark.parametrize(
    "url",
    ["/magic/new", "/magic/social/names", "/theme/magic/names", "/theme/violence/counting"],
)
def test_what_is_no_list_no_term_or_no_act_is_not_there(client: httpx.Client, url: str) -> None:
    assert 404 == client.get(AT + url).status_code
