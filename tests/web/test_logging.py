"""Logging an engagement begins with what is known already of who logs it, and from where."""

from collections.abc import Iterator

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from crm.log import Origin
from crm.signing_in import sessions
from domain.account import Role
from domain.day import Day
from features.known import address_of, id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.forms import browser, filled, page, send


@pytest.fixture(scope="module")
def token(small: CRM) -> str:
    eero = id_of(small, "Eero Salo")
    account = let_in(small, Role.COORDINATOR, "eero@example.org", name="Eero", colleague_id=eero)
    return sessions.begin(small.database, account)


@pytest.fixture
def eero(site: Site, small: CRM, token: str) -> Iterator[httpx.Client]:
    """Give a client of the pages that a colleague of a unit looks at."""
    site.show(small)
    with browser(site.url, token) as client:
        yield client


def test_the_unit_of_the_colleague_who_logs_it_is_chosen_at_first(
    eero: httpx.Client, client: httpx.Client
) -> None:
    assert "Fatherhood Work" == _chosen(page(eero.get("/engagements/new")), "unit")
    assert "Choose…" == _chosen(page(client.get("/engagements/new")), "unit", "[value='']")


def test_in_one_line_the_unit_of_the_colleague_takes_part(
    eero: httpx.Client, client: httpx.Client, small: CRM
) -> None:
    vantaa = address_of(small, "City of Vantaa")
    boxes = page(eero.get(vantaa)).select(".quick-entry input[name]")
    line = {str(box["name"]): str(box.get("value")) for box in boxes} | {"title": "A call"}

    logged = page(eero.get(eero.post("/engagements/new", data=line).headers["location"]))

    assert ["Fatherhood Work", "City of Vantaa"] == [
        party.text for party in logged.select("#parties .tie p:first-child a")
    ]
    assert not page(client.get(vantaa)).select(".quick-entry [name=unit]")


def test_from_a_project_it_is_logged_in_that_project_and_one_goes_back_there(
    eero: httpx.Client, small: CRM
) -> None:
    first, last = Day("2026-01"), Day("2026-12")
    project = small.plan_project("Nearer", first, last, origin=Origin("Aino")).subject_id
    nearer = f"/projects/{project}"
    planned = page(eero.get(nearer)).select(".actions .primary")
    small.start_project(project, first, origin=Origin("Aino"))

    form = page(eero.get(_way(page(eero.get(nearer)), ".actions .primary")))

    assert not planned
    assert "Nearer" == _chosen(form, "project")
    assert not form.select("details.more [name=project]")
    assert nearer == _way(form, ".form-actions a")
    assert not page(eero.get("/engagements/new")).select("[name=project] [selected]")


def test_from_a_partner_one_goes_back_there(eero: httpx.Client, small: CRM) -> None:
    vantaa = address_of(small, "City of Vantaa")

    ways = [
        _way(page(eero.get(f"/engagements/new{asked}")), ".form-actions a")
        for asked in (f"?with={vantaa.removeprefix('/partners/')}", "")
    ]

    assert [vantaa, "/engagements"] == ways


def test_nobody_is_counted_before_the_day_has_come(client: httpx.Client, small: CRM) -> None:
    form = filled(client, "/engagements/new")
    before = small.position()

    answer = send(client, form, starts_on="tomorrow", people_student="3")

    told = page(answer).select(".error-summary a")
    assert ["#starts_on"] == [link["href"] for link in told]
    assert "It has not been held yet" in told[0].text
    assert before == small.position()
    assert 303 == send(client, form, starts_on="tomorrow").status_code
    assert 303 == send(client, form, starts_on="yesterday", people_student="3").status_code


def test_where_one_takes_part_alone_it_is_said_that_others_are_missing(
    client: httpx.Client, small: CRM
) -> None:
    vantaa, espoo = (id_of(small, f"City of {place}") for place in ("Vantaa", "Espoo"))
    form = filled(client, f"/engagements/new?with={vantaa}")
    both = filled(client, f"/engagements/new?with={vantaa}&with={espoo}")
    both.data["partners"] = [str(vantaa), str(espoo)]

    told = [
        page(client.get(send(client, one, starts_on="today").headers["location"])).text
        for one in (form, both)
    ]

    assert [True, False] == ["Add who else took part" in text for text in told]


def _way(shown: BeautifulSoup, css: str) -> str:
    return str(shown.select(css)[0]["href"])


def _chosen(form: BeautifulSoup, name: str, which: str = "[selected]") -> str:
    return form.select(f"select[name={name}] option{which}")[0].text
