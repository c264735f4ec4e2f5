"""Contacts: who they are lies in the vault; the log and the read models know ids."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from crm import vault
from crm.application import CRM
from crm.clocks import Clocks
from crm.erasing import NoLedger, erase, finish, preview
from crm.erasures import Erasure, Ledger, LedgerIsUnreadable, LedgerIsUnwritable
from crm.log import ChangedMeanwhile, Origin
from crm.projections.contacts import questions
from crm.projections.history import concerning
from domain.contact import Basis, Contact, Purpose
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.partner import Description, Stage
from domain.refusal import NotFound, PersonIsErased, StillNeeded, UnknownLanguage, WrongKind

Act = Callable[[], Origin]
ELLI = Details("Elli Esimerkki", "elli@vantaa.example", "040 123", "Planner", "fi", "Likes trains")
MARCH, SEPTEMBER = Day("2025-03-01"), Day("2025-09-01")
TODAY = date(2026, 1, 1)


@pytest.fixture
def vantaa(crm: CRM, aino: Act) -> UUID:
    return register(crm, aino, "City of Vantaa")


@pytest.fixture
def espoo(crm: CRM, aino: Act) -> UUID:
    return register(crm, aino, "City of Espoo")


@pytest.fixture
def elli(crm: CRM, aino: Act, vantaa: UUID) -> UUID:
    return crm.add_contact(vantaa, ELLI, MARCH, origin=aino()).subject_id


@pytest.fixture
def other(crm: CRM, aino: Act, vantaa: UUID) -> UUID:
    """Give a second, innocent contact."""
    return crm.add_contact(vantaa, Details("Otso Muu"), origin=aino()).subject_id


def register(crm: CRM, aino: Act, name: str) -> UUID:
    about = Description("municipality")
    return crm.register_partner(name, about, stage=Stage.ACTIVE, origin=aino()).subject_id


def told(crm: CRM) -> str:
    """Return all that the log says."""
    return "".join(f"{one.state.decode()}{one.metadata}" for one in crm.entries_after(0, 10_000))


def everything(crm: CRM) -> str:
    """Return every row of every table of the database, as text."""
    tables = crm.database.values(TABLES)
    rows = (crm.database.values(f"SELECT t::text FROM {name} t") for name in tables)
    return "\n".join(row for found in rows for row in found)


TABLES = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""


def test_what_is_known_of_somebody_lies_in_the_vault_and_nowhere_else(
    crm: CRM, elli: UUID, vantaa: UUID
) -> None:
    event = crm.get(Contact, elli)
    entries = crm.entries_about(elli)

    assert ELLI == vault.details(crm.database, [elli])[elli]
    fields = ("name", "email", "phone", "job_title", "language", "note")
    assert [fields] == [one.event.fields for one in entries]
    assert (vantaa, MARCH) == (event.partner_id, event.since_on)
    for value in ("Elli", "Esimerkki", "elli@", "040 123", "Planner", "trains"):
        assert value not in told(crm)


def test_what_changed_is_kept_beside_what_it_was(crm: CRM, aino: Act, elli: UUID) -> None:
    before = datetime.now(UTC)

    crm.change_contact_details(elli, replace(ELLI, name="Elli Uusi", phone=""), origin=aino())

    assert ("name", "phone") == crm.entries_about(elli)[-1].event.fields
    assert ELLI == vault.details(crm.database, [elli], before)[elli]
    assert {elli: "Elli Uusi"} == vault.names(crm.database, [elli])
    assert {elli: "Elli Esimerkki"} == vault.names(crm.database, [elli], before)
    assert replace(ELLI, name="Elli Uusi", phone="") == vault.details(crm.database, [elli])[elli]
    names = [one.value for one in vault.versions(crm.database, elli) if one.field == "name"]
    assert ["Elli Esimerkki", "Elli Uusi"] == names


def test_saving_the_same_details_says_nothing(crm: CRM, aino: Act, elli: UUID) -> None:
    position = crm.position()

    crm.change_contact_details(elli, replace(ELLI, name="  Elli  Esimerkki "), origin=aino())

    assert position == crm.position()


def test_nothing_is_kept_of_what_is_refused(crm: CRM, aino: Act, elli: UUID, vantaa: UUID) -> None:
    before = everything(crm)
    refused: dict[type[Exception], Callable[[], object]] = {
        WrongKind: lambda: crm.add_contact(elli, ELLI, origin=aino()),
        UnknownLanguage: lambda: crm.add_contact(
            vantaa, replace(ELLI, language="xx"), origin=aino()
        ),
        ChangedMeanwhile: lambda: crm.change_contact_details(
            elli, Details("Mallory"), version=7, origin=aino()
        ),
    }

    for kind, act in refused.items():
        with pytest.raises(kind):
            act()

    assert before == everything(crm)


def test_a_second_sending_of_the_same_command_keeps_nothing_twice(
    crm: CRM, aino: Act, vantaa: UUID
) -> None:
    origin = aino()

    first = crm.add_contact(vantaa, ELLI, origin=origin)
    second = crm.add_contact(vantaa, ELLI, origin=origin)

    assert first == second
    assert 6 == len(vault.versions(crm.database, first.subject_id))
    assert 1 == len(questions.contacts_at(crm.database, vantaa, Clocks(), TODAY))


def test_who_moved_works_at_the_old_partner_before_and_at_the_new_one_since(
    crm: CRM, aino: Act, elli: UUID, vantaa: UUID, espoo: UUID, other: UUID
) -> None:
    known = datetime.now(UTC)
    crm.move_contact(elli, espoo, SEPTEMBER, origin=aino())

    def at(partner: UUID, on: date, known_at: datetime | None = None) -> set[UUID]:
        clocks = Clocks(on=on, known_at=known_at)
        found = questions.contacts_at(crm.database, partner, clocks, TODAY)
        return {one.contact for one in found}

    assert {elli, other} == at(vantaa, date(2025, 8, 31))
    assert {other} == at(vantaa, date(2025, 9, 1))
    assert {elli} == at(espoo, date(2025, 9, 1))
    assert set() == at(espoo, date(2025, 8, 31))
    assert {elli, other} == at(vantaa, date(2025, 12, 1), known)
    [now, then] = questions.positions_of(crm.database, [elli], Clocks())
    assert (espoo, "2025-09-01", None) == (now.partner, now.since_day, now.until_day)
    assert (vantaa, "2025-03-01", "2025-09-01") == (then.partner, then.since_day, then.until_day)
    days = (date(2025, 8, 31), date(2025, 9, 1), None)
    assert [True, False, False] == [then.holds_on(day) for day in days]
    assert [False, True, True] == [now.holds_on(day) for day in days]
    # The new partner's history tells of it too.
    assert crm.position() in concerning(crm.database, espoo)


def test_the_day_of_a_move_is_corrected_for_both_positions(
    crm: CRM, aino: Act, elli: UUID, vantaa: UUID, espoo: UUID
) -> None:
    crm.move_contact(elli, espoo, SEPTEMBER, origin=aino())

    crm.correct_contact_position(elli, espoo, Day("2025-10-01"), origin=aino())

    [now, then] = questions.positions_of(crm.database, [elli], Clocks())
    assert (espoo, "2025-10-01") == (now.partner, now.since_day)
    assert (vantaa, "2025-10-01") == (then.partner, then.until_day)
    assert [then.holds_on(date(2025, 9, 15)), now.holds_on(date(2025, 9, 15))] == [True, False]


def test_who_left_in_the_month_they_came_worked_there_in_that_month(
    crm: CRM, aino: Act, vantaa: UUID, espoo: UUID
) -> None:
    came = crm.add_contact(vantaa, Details("Elli"), Day("2025-03"), origin=aino()).subject_id

    crm.move_contact(came, espoo, Day("2025-03"), origin=aino())

    [now, then] = questions.positions_of(crm.database, [came], Clocks())
    assert now.holds_on(date(2025, 3, 1))
    assert not then.holds_on(date(2025, 3, 1))
    crm.see_contact_off(came, Day("2025-05-31"), origin=aino())
    assert [] == questions.contacts_at(crm.database, espoo, Clocks(), date(2025, 6, 1))
    assert 1 == len(questions.contacts_at(crm.database, espoo, Clocks(), date(2025, 5, 31)))


def test_a_partner_with_contacts_is_not_withdrawn(
    crm: CRM, aino: Act, elli: UUID, vantaa: UUID, espoo: UUID
) -> None:
    with pytest.raises(StillNeeded) as refused:
        crm.withdraw_partner(vantaa, "Twice", origin=aino())

    assert [(elli, "Elli Esimerkki")] == [(one.id, one.name) for one in refused.value.resting]
    crm.move_contact(elli, espoo, SEPTEMBER, origin=aino())
    crm.withdraw_partner(vantaa, "Twice", origin=aino())


def test_consent_is_told_by_purpose_with_its_ground_and_text(
    crm: CRM, aino: Act, elli: UUID
) -> None:
    crm.record_consent(elli, Basis.CONSENT, Purpose.NEWSLETTER, "2025-1", MARCH, origin=aino())
    crm.record_consent(
        elli, Basis.LEGITIMATE_INTEREST, Purpose.COOPERATION, "2025-1", MARCH, origin=aino()
    )
    crm.record_consent(elli, Basis.CONSENT, Purpose.NEWSLETTER, "2025-2", MARCH, origin=aino())
    known = datetime.now(UTC)
    crm.withdraw_consent(elli, Purpose.NEWSLETTER, SEPTEMBER, origin=aino())

    def held(known_at: datetime | None = None) -> dict[str, tuple[str, str, str | None]]:
        found = questions.consents_of(crm.database, elli, Clocks(known_at=known_at))
        return {one.purpose: (one.basis, one.text_version, one.withdrawn_day) for one in found}

    assert held() == {
        "newsletter": ("consent", "2025-2", "2025-09-01"),
        "cooperation": ("legitimate_interest", "2025-1", None),
    }
    assert ("consent", "2025-2", None) == held(known)["newsletter"]


def engagement(crm: CRM, aino: Act, title: str, day: str) -> UUID:
    return crm.agree_engagement(Form.MEETING, title, Day(day), origin=aino()).subject_id


def test_who_took_part_is_told_by_the_contact_and_by_the_engagement(
    crm: CRM, aino: Act, elli: UUID, other: UUID
) -> None:
    spring, autumn = (
        engagement(crm, aino, title, day)
        for title, day in (("Spring", "2025-04-01"), ("Autumn", "2025-10-01"))
    )
    crm.say_which_contacts_came(spring, [elli, other], origin=aino())
    crm.say_which_contacts_came(autumn, [elli], origin=aino())
    known, position = datetime.now(UTC), crm.position()
    crm.say_which_contacts_came(autumn, [elli], origin=aino())
    assert position == crm.position()

    crm.say_which_contacts_came(autumn, [], origin=aino())

    assert [spring] == questions.attended_by(crm.database, elli, Clocks())
    assert [elli, other] == questions.attendants(crm.database, spring, Clocks())
    assert [] == questions.attendants(crm.database, autumn, Clocks())
    assert [elli] == questions.attendants(crm.database, autumn, Clocks(known_at=known))
    with pytest.raises(WrongKind):
        crm.say_which_contacts_came(elli, [elli], origin=aino())
    with pytest.raises(WrongKind):
        crm.say_which_contacts_came(autumn, [spring], origin=aino())


def test_nothing_of_who_was_erased_is_left_in_the_database(
    crm: CRM, aino: Act, elli: UUID, other: UUID, tmp_path: Path
) -> None:
    spring = engagement(crm, aino, "Spring", "2025-04-01")
    crm.say_which_contacts_came(spring, [elli], origin=aino())
    crm.change_contact_details(elli, replace(ELLI, name="Elli Uusi"), origin=aino())
    shown = preview(crm, elli)
    assert (7, 1, 0, 1) == (shown.versions, shown.positions, shown.consents, shown.engagements)
    assert ["name", "email", "phone", "job_title", "language", "note"] == shown.fields
    crm.ledger = Ledger(tmp_path)

    erase(crm, elli, origin=aino())

    left = everything(crm)
    for value in ("Elli", "elli", "Esimerkki", "esimerkki", "040 123", "Planner", "trains", "Uusi"):
        assert value not in left
    assert "Otso Muu" in left
    assert [elli] == questions.attendants(crm.database, spring, Clocks())
    assert [spring] == questions.attended_by(crm.database, elli, Clocks())
    assert {elli: True, other: False} == questions.erasures_among(crm.database, [elli, other])
    assert [elli] == [one.person for one in crm.ledger.erasures()]
    with pytest.raises(PersonIsErased):
        preview(crm, elli)
    with pytest.raises(PersonIsErased):
        crm.change_contact_details(elli, ELLI, origin=aino())
    with pytest.raises(NotFound):
        preview(crm, UUID(int=0))
    # Who came is said anew, and of who was erased nothing changes.
    crm.say_which_contacts_came(spring, [other], origin=aino())
    assert [elli, other] == questions.attendants(crm.database, spring, Clocks())


def test_nobody_is_erased_where_it_cannot_be_written_down(
    crm: CRM, aino: Act, elli: UUID, tmp_path: Path
) -> None:
    with pytest.raises(NoLedger):
        erase(crm, elli, origin=aino())

    crm.ledger = Ledger(tmp_path / "file" / "below")
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerIsUnwritable):
        erase(crm, elli, origin=aino())

    assert elli in vault.names(crm.database, [elli])


def test_an_erasure_that_was_cut_off_is_finished_at_the_next_start(
    crm: CRM, elli: UUID, other: UUID, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path)
    for person in (elli, UUID(int=7), elli):
        ledger.write(Erasure(person, datetime.now(UTC), "Aino"))
    ledger.path.write_bytes(b"\n" + ledger.path.read_bytes() + b"\n")

    assert 1 == finish(crm, ledger)
    assert 0 == finish(crm, ledger)

    assert {other} == set(vault.names(crm.database, [elli, other]))
    assert {elli: True, other: False} == questions.erasures_among(crm.database, [elli, other])


@pytest.mark.skipif(os.name != "posix", reason="Modes are those of POSIX.")
def test_the_ledger_is_open_to_nobody_else_also_one_that_was(tmp_path: Path) -> None:
    ledger, older = Ledger(tmp_path / "new"), Ledger(tmp_path)
    older.path.touch()
    older.path.chmod(0o644)

    for one in (ledger, older):
        one.write(Erasure(UUID(int=7), datetime.now(UTC), "Aino"))

    assert [0o600, 0o600] == [one.path.stat().st_mode & 0o777 for one in (ledger, older)]


def test_a_line_that_was_cut_off_is_left_and_one_that_is_spoilt_stops_the_program(
    crm: CRM, elli: UUID, tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path)
    ledger.path.write_bytes(b'{"person": "12')
    assert 0 == finish(crm, ledger)

    ledger.write(Erasure(elli, datetime.now(UTC), "Aino"))
    with pytest.raises(LedgerIsUnreadable) as refused:
        finish(crm, ledger)

    assert 1 == refused.value.line
    ledger.path.write_bytes(ledger.path.read_bytes().split(b"\n", 1)[1])
    assert 1 == finish(crm, ledger)
