"""Contacts on their pages: who sees what of them, and what an erasure leaves."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from crm import vault
from crm.application import CRM
from crm.audit import readings
from crm.erasures import Ledger
from crm.log import Origin
from crm.signing_in import sessions
from domain.account import Role
from domain.day import Day
from domain.details import Details
from domain.partner import Description, Stage
from features.signed_in import let_in
from features.site import Site
from tests.web.forms import browser, filled, page, send
from web.imports.running import RUNNING

ELLI = Details("Elli Esimerkki", "elli@opisto.example", "09 000 0001", "Rehtori", "fi", "Trains")
REACHED = ("elli@opisto.example", "09 000 0001", "Trains")


@pytest.fixture
def school(crm: CRM, tmp_path: Path) -> UUID:
    crm.ledger = Ledger(tmp_path)
    about = Description("school")
    return crm.register_partner(
        "Opisto", about, stage=Stage.ACTIVE, origin=Origin("Aino")
    ).subject_id


@pytest.fixture
def elli(crm: CRM, school: UUID) -> UUID:
    return crm.add_contact(school, ELLI, Day("2025"), origin=Origin("Aino")).subject_id


@contextmanager
def viewer(site: Site, crm: CRM, role: Role, *, strong: bool = True) -> Iterator[httpx.Client]:
    site.show(crm)
    account = let_in(crm, role, f"{role.value}@example.org", name=role.value)
    token = sessions.begin(crm.database, account, strong=strong)
    with browser(site.url, token) as client:
        yield client


@pytest.mark.parametrize(
    ("role", "knows"),
    [(Role.COORDINATOR, True), (Role.PROJECT_LEAD, True), (Role.LEADERSHIP, False)],
)
def test_who_works_with_people_knows_how_to_reach_them(
    site: Site, crm: CRM, elli: UUID, school: UUID, role: Role, *, knows: bool
) -> None:
    with viewer(site, crm, role) as client:
        shown = [client.get(f"/contacts/{elli}").text, client.get(f"/partners/{school}").text]

        assert "Elli Esimerkki" in shown[0]
        assert all(text in shown[0] for text in REACHED) is knows
        assert ("09 000 0001" in shown[1]) is knows
        for path in ("/contacts", "/search?q=elli", f"/contacts/{elli}/history", "/contacts?q=e"):
            assert not any(text in client.get(path).text for text in REACHED)


def test_the_name_is_told_as_it_was_known_on_a_day(
    newcomer: httpx.Client, crm: CRM, elli: UUID
) -> None:
    crm.change_contact_details(elli, replace(ELLI, name="Elli Uusi"), origin=Origin("Aino"))
    with crm.database.connection() as connection:
        connection.execute("UPDATE vault SET recorded_at = now() - interval '3 days'")
        connection.execute("UPDATE vault SET recorded_at = now() WHERE value = 'Elli Uusi'")

    assert "Elli Uusi" in newcomer.get(f"/contacts/{elli}").text
    assert vault.names(crm.database, [elli]) == {elli: "Elli Uusi"}


def test_erasing_is_only_for_who_has_just_shown_who_they_are(
    site: Site, crm: CRM, elli: UUID
) -> None:
    with viewer(site, crm, Role.ADMINISTRATOR, strong=False) as client:
        for path in ("erasure", "copy", "copy.json"):
            answer = client.get(f"/contacts/{elli}/{path}")
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/sign-in/again?next=")
        answer = client.post(f"/contacts/{elli}/erasure", data={"sure": "yes"})

    assert answer.status_code == 303
    assert {elli: "Elli Esimerkki"} == vault.names(crm.database, [elli])


def test_nobody_is_erased_unless_it_is_said_twice(
    newcomer: httpx.Client, crm: CRM, elli: UUID
) -> None:
    form = filled(newcomer, f"/contacts/{elli}/erasure")

    answer = send(newcomer, form)

    assert answer.status_code == 422
    assert {elli: "Elli Esimerkki"} == vault.names(crm.database, [elli])


def test_an_erased_person_is_shown_without_a_name_and_takes_nothing_more(
    newcomer: httpx.Client, elli: UUID, school: UUID
) -> None:
    form = filled(newcomer, f"/contacts/{elli}/erasure")
    shown = page(newcomer.get(form.url)).get_text(" ")
    assert all(word in shown for word in ("Name", "E-mail", "Telephone", "Note", "6 values"))
    RUNNING.uploads.clear()
    newcomer.post(
        "/imports",
        data={"profile": "partners"},
        files={"files": ("a.csv", b"name,kind\nElli Esimerkki,company\n")},
    )
    [upload] = RUNNING.uploads.values()
    while RUNNING.uploads[upload.id].is_running:
        newcomer.get("/health/live")

    data = {**form.data, "sure": "yes"}
    answers = [newcomer.post(form.url, data=data) for _ in range(2)]

    assert [303, 303] == [one.status_code for one in answers]
    assert not upload.folder.exists()
    pages = [f"/contacts/{elli}", f"/contacts/{elli}/history", f"/partners/{school}", "/contacts"]
    for path in [*pages, "/search?q=elli", "/search/suggestions?q=elli", "/audit"]:
        told = newcomer.get(path)
        assert told.status_code == 200, path
        assert not any(text in told.text for text in ("Elli", "Esimerkki", *REACHED)), path
    assert "Erased person" in newcomer.get(pages[0]).text
    for act in ("details", "position", "leaving", "consent", "erasure", "copy", "copy.json"):
        answer = newcomer.get(f"/contacts/{elli}/{act}")
        assert answer.status_code in {404, 422}, (act, answer.status_code)
    assert newcomer.post(f"/contacts/{elli}/leaving", data={}).status_code < 500


def test_everything_held_of_somebody_is_handed_out_and_that_is_written_down(
    newcomer: httpx.Client, crm: CRM, elli: UUID
) -> None:
    shown = page(newcomer.get(f"/contacts/{elli}/copy")).get_text(" ")
    file = newcomer.get(f"/contacts/{elli}/copy.json")

    assert all(text in shown for text in ("Elli Esimerkki", *REACHED, "Opisto"))
    assert "attachment" in file.headers["content-disposition"]
    told = json.loads(file.text)
    assert str(elli) == told["id"]
    assert set(REACHED) < {one["value"] for one in told["details"]}
    read = [(one.what, one.about) for one in readings(crm.database, limit=9)]
    assert [("person", str(elli))] * 2 == read
    assert "Elli Esimerkki" in newcomer.get("/audit/readings").text


def test_a_code_that_was_warned_of_is_kept_when_somebody_means_to(
    newcomer: httpx.Client, crm: CRM, school: UUID
) -> None:
    form = filled(newcomer, f"/contacts/new?partner={school}")
    typed = {"name": "Elli", "partner": str(school), "note": "Tunnus 131052-9107"}

    first = newcomer.post(form.url, data={**form.data, **typed})
    again = page(first).select_one("input[name=warned]")

    assert first.status_code == 422
    assert "This holds a personal identity code." in first.text
    assert again
    position = crm.position()
    second = newcomer.post(form.url, data={**form.data, **typed, "warned": str(again["value"])})
    assert second.status_code == 303
    assert position + 1 == crm.position()


def test_a_partner_card_leads_to_all_who_ever_worked_there(
    newcomer: httpx.Client, crm: CRM, elli: UUID, school: UUID
) -> None:
    crm.add_contact(school, Details("Otso Muu"), origin=Origin("Aino"))
    crm.see_contact_off(elli, Day("2025-06-01"), origin=Origin("Aino"))

    shown = page(newcomer.get(f"/partners/{school}"))
    link = shown.find("a", string="Everybody there, then and now")

    assert link
    rows = page(newcomer.get(str(link["href"]))).select("tbody th")
    assert ["Elli Esimerkki", "Otso Muu"] == [one.get_text(strip=True) for one in rows]
    assert "Elli" not in shown.get_text()


def test_an_address_adds_nothing_to_the_mail_that_it_begins(
    newcomer: httpx.Client, crm: CRM, school: UUID
) -> None:
    odd = Details("Elli", "elli@opisto.example?bcc=mallory&subject=x")
    found = crm.add_contact(school, odd, origin=Origin("Aino")).subject_id

    link = page(newcomer.get(f"/contacts/{found}")).select_one("a[href^='mailto:']")

    assert link
    assert link["href"] == "mailto:elli@opisto.example%3Fbcc%3Dmallory%26subject%3Dx"


def test_more_contacts_than_a_search_shows_are_listed_by_themselves(
    newcomer: httpx.Client, crm: CRM, school: UUID
) -> None:
    for number in range(12):
        crm.add_contact(school, Details(f"Opiskelija {number:02}"), origin=Origin("Aino"))

    shown = page(newcomer.get("/search?q=opis"))

    assert len(shown.select("tbody tr")) == 10 + 1
    assert "11" in shown.select("h1")[0].get_text()
    link = shown.find("a", string="All contacts found")
    assert link
    assert len(page(newcomer.get(str(link["href"]))).select("tbody tr")) == 12


def test_contacts_are_narrowed_to_a_partner_by_the_same_menu_for_everybody(
    newcomer: httpx.Client, crm: CRM, elli: UUID, school: UUID
) -> None:
    about = Description("school")
    other = crm.register_partner("Lyseo", about, stage=Stage.ACTIVE, origin=Origin("Aino"))
    crm.add_contact(other.subject_id, Details("Otso Muu"), origin=Origin("Aino"))

    chosen = page(newcomer.get(f"/contacts?partner={school}"))
    whole = page(newcomer.get("/contacts"))

    assert [str(elli)] == [
        str(one["href"]).rpartition("/")[2] for one in chosen.select("tbody a.row-link")
    ]
    for one in (chosen, whole):
        menu = one.select(".chips details button")
        assert ["Lyseo", "Opisto"] == [button.get_text(strip=True) for button in menu]
