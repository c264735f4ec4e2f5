"""Colleagues who left are erased on their pages, and shown without a name from then on."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from crm import vault
from crm.application import CRM
from crm.audit import readings
from crm.erasing import finish
from crm.erasures import Erasure, Ledger
from crm.log import Origin
from crm.signing_in.holders import accounts_of
from domain.account import Role, Standing
from domain.colleague import Position
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description, Stage
from features.site import Site
from tests.crm.old_log import an_older_program_welcomes
from tests.web.forms import filled, page, send
from tests.web.test_contacts import viewer

LONG_AGO = (datetime.now(UTC) - timedelta(days=200)).date()
CALLED = {"en": "Erased person", "sv": "Raderad person", "fi": "Poistettu henkilö"}


@pytest.fixture
def unit(crm: CRM, tmp_path: Path) -> UUID:
    crm.ledger = Ledger(tmp_path)
    return crm.open_unit(Names("Isätyö"), origin=Origin("Aino")).subject_id


@pytest.fixture
def eero(crm: CRM, unit: UUID) -> UUID:
    """Give a colleague who works there, and whose name was corrected."""
    eero = crm.welcome_colleague(
        "Eero Slo", Position.EXPERT, unit, Day("2020"), origin=Origin("Aino")
    ).subject_id
    crm.correct_colleague_name(eero, "Eero Salo", "Misspelt", origin=Origin("Aino"))
    return eero


@pytest.fixture
def seen(crm: CRM, eero: UUID) -> list[str]:
    """Give the pages that name the colleague, who left after much was done."""

    def origin() -> Origin:
        return Origin(str(eero))

    otso = crm.welcome_colleague("Otso Muu", origin=origin()).subject_id
    about = Description("school")
    school = crm.register_partner("Opisto", about, stage=Stage.ACTIVE, origin=origin()).subject_id
    crm.assign_steward(school, eero, Day("2025"), origin=origin())
    session = crm.agree_engagement(Form.SESSION, "Kevät", Day("2025-04"), origin=origin())
    for one in (eero, otso, school):
        crm.join_activity(session.subject_id, one, "expert", origin=origin())
    standing = Standing(Role.COORDINATOR)
    crm.open_account("eero@example.org", "Eero S.", standing, eero, origin=origin())
    crm.see_colleague_off(eero, Day("2025-12-31"), origin=origin())
    return [
        "/people",
        f"/people/{eero}",
        f"/people/{eero}/history",
        f"/people/{eero}/partners",
        f"/people/{eero}/collaborations",
        f"/people/{otso}/partners",
        f"/engagements/{session.subject_id}",
        f"/engagements/{session.subject_id}/history",
        f"/partners/{school}",
        "/partners",
        f"/network/between/{eero}/{otso}",
        f"/network/between/{otso}/{school}",
        "/network/pairs",
        "/network/measures",
        "/network/map",
        "/network/participations",
        "/network/matrix?rows=person&columns=partner",
        f"/history/{crm.position()}",
        "/audit",
    ]


def erase(client: httpx.Client, eero: UUID) -> httpx.Response:
    form = filled(client, f"/people/{eero}/erasure")
    return client.post(form.url, data={**form.data, "sure": "yes"})


def test_who_was_erased_is_shown_without_a_name_everywhere_in_every_language(
    newcomer: httpx.Client, crm: CRM, eero: UUID, seen: list[str]
) -> None:
    for path in seen:
        assert "Eero Salo" in newcomer.get(path).text, path
    shown = page(newcomer.get(f"/people/{eero}/erasure")).get_text(" ")
    assert all(word in shown for word in ("Name", "Reason", "3 values", "1 account", "1 activity"))

    answers = [erase(newcomer, eero), newcomer.get("/search/suggestions?q=eero")]

    assert [303, 200] == [one.status_code for one in answers]
    for language, name in CALLED.items():
        for path in seen:
            told = newcomer.get(path, headers={"Accept-Language": language})
            assert told.status_code == 200, path
            assert name in told.text, (language, path)
            others = {*CALLED.values(), "Eero", "eero@"} - {name}
            assert not [text for text in others if text in told.text], (language, path)
    for path in ("/search?q=salo", "/accounts", "/people?q=salo", "/search/parties?party_text=sal"):
        assert not [text for text in ("Eero", "eero") if text in newcomer.get(path).text], path
    assert [] == accounts_of(crm.database, eero)
    assert {} == vault.names(crm.database, [eero])


def test_who_was_erased_takes_nothing_more(
    newcomer: httpx.Client, eero: UUID, seen: list[str]
) -> None:
    form = filled(newcomer, f"/people/{eero}/erasure")
    data = {**form.data, "sure": "yes"}

    answers = [newcomer.post(form.url, data=data) for _ in range(2)]

    assert [303, 303] == [one.status_code for one in answers]
    shown = newcomer.get(f"/people/{eero}").text
    assert "This person was erased." in shown
    assert "/name-correction" not in shown
    assert "Log it" not in shown
    for act in ("unit", "position", "name-correction", "leaving", "erasure", "copy", "copy.json"):
        answer = newcomer.get(f"/people/{eero}/{act}")
        assert answer.status_code in {404, 422}, (act, answer.status_code)
    assert seen


def test_who_was_recorded_in_error_is_erased_on_the_page_that_is_left_of_them(
    newcomer: httpx.Client, site: Site, crm: CRM, eero: UUID
) -> None:
    otso = crm.welcome_colleague("Otso Muu", origin=Origin("Aino")).subject_id
    for one in (eero, otso):
        crm.withdraw_colleague(one, "Came twice in the list", origin=Origin("Aino"))
    offered = [
        str(one["href"]) for one in page(newcomer.get(f"/people/{eero}")).select(".actions a")
    ]
    assert [f"/people/{eero}/copy", f"/people/{eero}/erasure"] == offered[-2:]
    assert "Came twice" in newcomer.get(f"/people/{eero}/copy").text
    assert "Name" in page(newcomer.get(f"/people/{eero}/erasure")).get_text(" ")
    with viewer(site, crm, Role.LEADERSHIP) as client:
        assert "/erasure" not in client.get(f"/people/{eero}").text
    with viewer(site, crm, Role.ADMINISTRATOR, strong=False) as client:
        answer = client.get(f"/people/{eero}/erasure")
        assert answer.headers["location"].startswith("/sign-in/again?next=")

    assert 303 == erase(newcomer, eero).status_code

    shown = newcomer.get(f"/people/{eero}").text
    assert ("Eero" in shown, "Came twice" in shown, "/erasure" in shown) == (False, False, False)
    assert {otso: "Otso Muu"} == vault.names(crm.database, [eero, otso])
    assert "/erasure" in newcomer.get(f"/people/{otso}").text


def test_nobody_is_erased_who_still_works_with_us(
    newcomer: httpx.Client, crm: CRM, eero: UUID
) -> None:
    shown = newcomer.get(f"/people/{eero}").text
    assert f"/people/{eero}/copy" in shown
    assert f"/people/{eero}/erasure" not in shown

    answer = newcomer.get(f"/people/{eero}/erasure")

    assert answer.status_code == 422
    assert "They still work with you" in answer.text
    assert {eero: "Eero Salo"} == vault.names(crm.database, [eero])


@pytest.mark.usefixtures("seen")
def test_nobody_is_erased_unless_it_is_said_twice(
    newcomer: httpx.Client, crm: CRM, eero: UUID
) -> None:
    answer = send(newcomer, filled(newcomer, f"/people/{eero}/erasure"))

    assert answer.status_code == 422
    assert {eero: "Eero Salo"} == vault.names(crm.database, [eero])


@pytest.mark.usefixtures("seen")
def test_a_colleague_is_erased_only_by_who_has_just_shown_who_they_are(
    site: Site, crm: CRM, eero: UUID
) -> None:
    with viewer(site, crm, Role.ADMINISTRATOR, strong=False) as client:
        for path in ("erasure", "copy", "copy.json"):
            answer = client.get(f"/people/{eero}/{path}")
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/sign-in/again?next=")
    with viewer(site, crm, Role.LEADERSHIP) as client:
        assert "/erasure" not in client.get(f"/people/{eero}").text

    assert {eero: "Eero Salo"} == vault.names(crm.database, [eero])


def test_what_is_held_of_a_colleague_is_handed_out_and_that_is_written_down(
    newcomer: httpx.Client, crm: CRM, eero: UUID, seen: list[str]
) -> None:
    shown = page(newcomer.get(f"/people/{eero}/copy")).get_text(" ")
    told = json.loads(newcomer.get(f"/people/{eero}/copy.json").text)

    words = ("Eero Slo", "Eero Salo", "Misspelt", "Isätyö", "Kevät", "eero@example.org")
    assert all(text in shown for text in words)
    assert "What their data are held for" not in shown
    assert (str(eero), "colleague") == (told["id"], told["type"])
    assert [("person", str(eero))] * 2 == [
        (one.what, one.about) for one in readings(crm.database, limit=9)
    ]
    assert seen


def test_the_pages_of_contacts_are_none_of_colleagues(
    newcomer: httpx.Client, eero: UUID, seen: list[str]
) -> None:
    for path in ("erasure", "copy", "copy.json"):
        assert 404 == newcomer.get(f"/contacts/{eero}/{path}").status_code
    assert 404 == newcomer.get(seen[6].replace("engagements", "people") + "/erasure").status_code


def test_a_corrected_name_is_told_as_it_was_known_on_a_day(
    newcomer: httpx.Client, crm: CRM, eero: UUID
) -> None:
    with crm.database.connection() as connection:
        for statement in A_YEAR_EARLIER:
            connection.execute(statement)

    for path in ("/people", f"/people/{eero}"):
        past, now = (
            newcomer.get(path, params=asked).text
            for asked in ({"known_at": LONG_AGO.isoformat()}, {})
        )
        assert ("Eero Slo" in past, "Eero Salo" in past) == (True, False), path
        assert ("Eero Slo" in now, "Eero Salo" in now) == (False, True), path


A_YEAR_EARLIER = (
    "UPDATE vault SET recorded_at = recorded_at - interval '1 year' WHERE value = 'Eero Slo'",
    """
    UPDATE party SET recorded = tstzrange(lower(recorded) - interval '1 year', upper(recorded))
    WHERE name = 'Eero Slo'
    """,
)


def test_history_tells_what_the_vault_says_with_each_event(
    newcomer: httpx.Client, eero: UUID
) -> None:
    rows = page(newcomer.get(f"/people/{eero}/history")).select("tbody tr")

    told = [row.get_text(" ", strip=True) for row in rows]
    assert told[0].startswith("Name corrected")
    assert all(text in told[0] for text in ("Name: Eero Salo", "Reason: Misspelt"))
    assert "Name: Eero Slo" in told[1]


def test_what_an_older_program_wrote_is_told_as_this_one_would(
    newcomer: httpx.Client, crm: CRM, unit: UUID
) -> None:
    person = an_older_program_welcomes(crm, "Vanha Tuttu")
    crm.close_unit(unit, Day("2026"), origin=Origin("Aino"))
    crm.see_colleague_off(person, Day("2025"), origin=Origin("Aino"))
    position = crm.entries_about(person)[0].position

    before = newcomer.get(f"/history/{position}").text
    erase(newcomer, person)
    after = newcomer.get(f"/history/{position}").text

    assert "Vanha Tuttu" in before
    assert "&#34;name&#34;" not in before
    assert all("Joined" in text for text in (before, after))
    assert "Vanha" not in after


def test_who_the_ledger_erased_while_working_here_can_still_leave(
    newcomer: httpx.Client, crm: CRM, eero: UUID
) -> None:
    assert crm.ledger
    crm.ledger.write(Erasure(eero, datetime.now(UTC), "Aino"))
    finish(crm, crm.ledger)
    assert f"/people/{eero}/leaving" in newcomer.get(f"/people/{eero}").text

    form = filled(newcomer, f"/people/{eero}/leaving")
    answer = newcomer.post(form.url, data={**form.data, "changed_on": "31.12.2025"})

    assert answer.status_code == 303
    shown = newcomer.get(f"/people/{eero}").text
    assert "31 Dec 2025" in shown
    assert "/leaving" not in shown
