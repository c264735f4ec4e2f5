"""Merging terms on the page of the vocabularies, and undoing it: what is told and then holds."""

from uuid import uuid4

import httpx
import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.projections.participation import profile
from crm.saved_views.keeping import save
from crm.signing_in import sessions
from domain.account import Role
from domain.day import Day
from domain.names import Names
from features.known import address_of, id_of
from features.signed_in import let_in
from features.site import Site
from tests.web.forms import browser, filled, page, send

AT = "/vocabularies"


def row_of(client: httpx.Client, term: str, list_: str) -> tuple[str, str, list[str]]:
    """Return the state of a term, how often it is used, and what can be done."""
    section = page(client.get(AT)).select_one(f"section[aria-labelledby={list_}]")
    assert section
    (row,) = [one.parent for one in section.select("tbody th") if one.text == term]
    assert row
    state, used = row.select("td")[2:4]
    return state.text.strip(), used.text.strip(), [str(one["href"]) for one in row.select("div a")]


def lead(client: httpx.Client, url: str) -> str:
    found = page(client.get(url)).select_one(".lead")
    assert found
    return " ".join(found.text.split())


def offered(client: httpx.Client, url: str, name: str) -> list[str]:
    return [str(one.get("value")) for one in page(client.get(url)).select(f"[name={name}] option")]


def merge(crm: CRM, vocabulary: str, code: str, into: str) -> None:
    crm.merge_terms(vocabulary, code, into, origin=Origin("Aino"))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/theme/violence/merge", "2 projects and engagements carry it."),
        ("/sector/health_care/merge", "One partner carries it."),
        ("/kind/municipality/merge", "2 partners carry it."),
        ("/role/host/merge", "One participation is in this role."),
        ("/theme/divorce_support/merge", "Nothing carries it so far."),
        ("/kind_of_work/planning/merge", "From now on"),
    ],
)
def test_the_form_says_before_it_is_saved_what_will_be_so(
    client: httpx.Client, url: str, told: str
) -> None:
    said = lead(client, AT + url)

    assert said.startswith(told)
    assert "counted, listed and found under the other" in said
    assert ("working together" in said) is url.startswith("/role")


def test_a_merged_term_is_told_as_that_and_offered_no_more(client: httpx.Client) -> None:
    form = filled(client, f"{AT}/kind/parish/merge")

    assert 303 == send(client, form, into="association").status_code

    assert ("merged into Association", "–", [f"{AT}/kind/parish/merge-withdrawal"]) == row_of(
        client, "Seurakunta", "kind"
    )
    assert "2" == row_of(client, "Yhdistys", "kind")[1]
    assert "parish" not in offered(client, "/partners/new", "kind")
    assert "parish" not in offered(client, f"{AT}/kind/school/merge", "into")
    assert "Vantaa Parish" in client.get("/partners?kind=association").text


def test_an_address_of_before_leads_to_the_rows_of_the_other(
    client: httpx.Client, small: CRM
) -> None:
    merge(small, "kind", "university", "school")

    found = page(client.get("/partners?kind=university"))

    assert ["Laurea"] == [one.text.strip() for one in found.select("tbody th")]
    (chip,) = found.select(".chip")
    assert "School" in chip.text
    (remove,) = chip.select("a")
    assert "kind" not in str(remove["href"])


def test_a_form_about_what_carries_it_holds_the_other(client: httpx.Client, small: CRM) -> None:
    merge(small, "sector", "youth_work", "education")
    merge(small, "theme", "violence", "male_psychology")
    at = address_of(small, "Vantaa Parish")

    described = filled(client, f"{at}/description")
    correction = page(client.get(f"{address_of(small, 'Calm Evening')}/description-correction"))

    assert described.data["sectors"] == "education"
    chosen = [str(one["value"]) for one in correction.select("[name=themes][checked]")]
    assert ["male_psychology"] == chosen


def test_the_merge_is_undone_where_it_was_made(client: httpx.Client, small: CRM) -> None:
    merge(small, "role", "expert", "evaluator")
    url = f"{AT}/role/expert/merge-withdrawal"
    assert "no longer under “Evaluator”" in lead(client, url)

    assert 303 == send(client, filled(client, url)).status_code

    assert "in use" == row_of(client, "Asiantuntija", "role")[0]
    assert 404 == client.get(url).status_code


def test_a_merge_is_not_undone_where_another_has_the_name(client: httpx.Client, small: CRM) -> None:
    merge(small, "theme", "peer_activities", "male_customers")
    taken = Names("Miesten vertaistoiminta")
    small.rename_term("theme", "male_customers", taken, origin=Origin("Aino"))

    answer = send(client, filled(client, f"{AT}/theme/peer_activities/merge-withdrawal"))

    assert 422 == answer.status_code
    assert "“Miesten vertaistoiminta” is there already" in answer.text


@pytest.mark.parametrize(
    ("code", "into", "told"),
    [
        ("client", "client", "be merged into itself"),
        ("client", "retired", "“Tutkija”"),
        ("client", "magic", "isn't in use"),
        ("client", "", "needed"),
        ("lead", "client", "another name instead"),
    ],
)
def test_a_merge_that_means_nothing_is_refused_in_a_sentence(
    client: httpx.Client, small: CRM, code: str, into: str, told: str
) -> None:
    if into == "retired":
        small.retire_term("role", "researcher", origin=Origin("Aino"))
    before = small.position()

    answer = send(
        client,
        filled(client, f"{AT}/role/{code}/merge"),
        into={"retired": "researcher"}.get(into, into),
    )

    assert 422 == answer.status_code
    shown = page(answer).select_one("main")
    assert shown
    assert told.replace("Tutkija", "Researcher") in " ".join(shown.text.split())
    assert before == small.position()


@pytest.mark.parametrize("url", ["/role/host/merge-withdrawal", "/theme/magic/merge"])
def test_there_is_no_form_for_what_cannot_be(client: httpx.Client, url: str) -> None:
    assert 404 == client.get(AT + url).status_code


def test_history_says_who_merged_which_term_into_which(client: httpx.Client, small: CRM) -> None:
    merge(small, "kind_of_work", "workshop", "planning")

    entry = page(client.get(f"/history/{small.position()}")).select_one("main")
    audit = page(client.get("/audit")).select_one("tbody tr")

    assert entry
    assert audit
    said = " ".join(entry.text.split())
    for told in ("Term merged", "Term Workshop", "Into Planning", "By Aino"):
        assert told in said
    assert "Kinds of work" in audit.text
    assert "Term merged" in audit.text


def test_history_keeps_what_was_said(client: httpx.Client, small: CRM) -> None:
    merge(small, "kind", "funder", "company")

    at = address_of(small, "Lonely Foundation")

    assert "Company" in client.get(at).text
    assert "Funder" in client.get(f"{at}/history").text


def test_a_timeline_tells_a_change_between_roles_as_it_was_said(
    client: httpx.Client, small: CRM
) -> None:
    project = id_of(small, "Near You")
    parts = profile.taking_part(small.database, project, Clocks())
    (number,) = [one.number for one in parts if one.party == id_of(small, "City of Vantaa")]
    small.change_role(project, number, "co_organiser", Day("2026-02-01"), origin=Origin("Aino"))
    merge(small, "role", "co_organiser", "partner")

    shown = page(client.get(address_of(small, "City of Vantaa"))).select_one("main")
    parties = page(client.get(f"/projects/{project}")).select_one("main")

    assert shown
    assert parties
    assert "from Partner to Co-organiser" in " ".join(shown.text.split())
    assert "Co-organiser" not in parties.text


def test_a_saved_view_of_before_is_the_one_that_is_looked_at(site: Site, small: CRM) -> None:
    account = let_in(small, Role.COORDINATOR, "views@example.org", name="Venla")
    save(small.database, account, uuid4(), "Old", "/engagements", {"theme": ["divorce_support"]})
    merge(small, "theme", "divorce_support", "fatherhood")
    site.show(small)

    with browser(site.url, sessions.begin(small.database, account)) as client:
        found = page(client.get("/engagements?theme=divorce_support"))

    (view,) = found.select(".saved-views li a")
    assert view.get("aria-current")
    count, rows = view.select_one(".n"), found.select_one("h1 .count")
    assert count
    assert rows
    assert ("5", "5") == (count.text.strip(), rows.text.strip())
