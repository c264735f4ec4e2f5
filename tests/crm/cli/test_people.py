"""What is held of people, found, handed out and erased from the command line."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from crm import vault
from crm.application import CRM
from crm.audit import PERSON, SYSTEM, readings
from crm.erasures import Ledger
from crm.log import Origin
from crm.signing_in import identities, sessions
from crm.signing_in.holders import accounts_of
from domain.account import Role, Standing
from domain.colleague import Position
from domain.contact import Basis, Purpose
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description
from tests.crm.cli.conftest import Command

ELLI = Details("Elli Esimerkki", "elli@opisto.example", note="Likes trains")


@pytest.fixture
def elli(here: CRM) -> UUID:
    """Give a contact who came to a session, beside an innocent one."""
    school = here.register_partner("Opisto", Description("school"), origin=Origin("Aino"))
    elli, _otso = (
        here.add_contact(school.subject_id, details, Day("2025"), origin=Origin("Aino")).subject_id
        for details in (ELLI, Details("Otso Muu"))
    )
    here.record_consent(
        elli, Basis.CONSENT, Purpose.RESEARCH, "2025-1", Day("2025-02"), origin=Origin("Aino")
    )
    session = here.agree_engagement(Form.SESSION, "Spring", Day("2025-04"), origin=Origin("Aino"))
    here.say_which_contacts_came(session.subject_id, [elli], origin=Origin("Aino"))
    return elli


@pytest.fixture
def backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CRM_BACKUPS", str(tmp_path))
    return tmp_path


def test_people_are_found_by_the_beginning_of_a_name(command: Command, elli: UUID) -> None:
    found = json.loads(command("person", "find", "esim", "--json").out)

    assert [{"id": str(elli), "name": "Elli Esimerkki", "partner": "Opisto"}] == found
    assert "Otso Muu" in command("person", "find", "muu").out
    assert [] == json.loads(command("person", "find", "nobody", "--json").out)


def test_everything_that_is_held_of_one_person_is_handed_out(
    command: Command, elli: UUID, here: CRM
) -> None:
    changed = Details("Elli Uusi", "elli@opisto.example")
    here.change_contact_details(elli, changed, origin=Origin("Aino"))

    told = json.loads(command("person", "export", str(elli), "--json").out)
    plain = command("person", "export", str(elli)).out

    details = [(one["field"], one["value"]) for one in told["details"]]
    assert details == [
        ("email", "elli@opisto.example"),
        ("name", "Elli Esimerkki"),
        ("note", "Likes trains"),
        ("name", "Elli Uusi"),
        ("note", ""),
    ]
    assert [{"partner": "Opisto", "since": "2025", "until": None}] == told["works_at"]
    assert [{"title": "Spring", "form": "session", "day": "2025-04"}] == told["took_part"]
    [ground] = told["held_for"]
    assert ("research", "consent", "2025-1") == (
        ground["purpose"],
        ground["basis"],
        ground["text_version"],
    )
    assert 4 == len(told["events"])
    for text in ("Elli Esimerkki", "Elli Uusi", "Likes trains", "Opisto", "Spring", "research"):
        assert text in plain
    assert "Otso" not in plain + json.dumps(told)


def test_somebody_is_erased_after_it_was_said_what_goes(
    command: Command, elli: UUID, here: CRM, backups: Path
) -> None:
    answer = command("erase", str(elli), "--yes")

    assert (0, "") == (answer.code, answer.err)
    assert "Goes: name, email, note, in all 3 values" in answer.out
    assert "1 place of work, 1 consent, 1 engagement" in answer.out
    assert {} == vault.names(here.database, [elli])
    assert [elli] == [one.person for one in Ledger(backups).erasures()]
    again = command("erase", str(elli), "--yes")
    assert 2 == again.code
    assert "This person was erased." in again.err
    assert 2 == command("person", "export", str(elli)).code


def test_nobody_is_erased_unless_somebody_says_so(
    command: Command, elli: UUID, here: CRM, backups: Path
) -> None:
    answer = command("erase", str(elli))

    assert answer.code != 0
    assert "Erased." not in answer.out
    assert {elli: "Elli Esimerkki"} == vault.names(here.database, [elli])
    assert [] == Ledger(backups).erasures()


@pytest.mark.usefixtures("here")
def test_nobody_is_told_of_where_there_is_nobody(command: Command) -> None:
    nobody = str(UUID(int=1))

    for words in (("erase", nobody, "--yes"), ("person", "export", nobody)):
        answer = command(*words)
        assert (2, "") == (answer.code, answer.out)
        assert nobody in answer.err


@pytest.fixture
def eero(here: CRM) -> UUID:
    """Give a colleague with an account who left after a session, beside an innocent one."""
    unit = here.open_unit(Names("Isätyö"), origin=Origin("Aino")).subject_id
    eero, otso = (
        here.welcome_colleague(
            name, Position.EXPERT, unit, Day("2024"), origin=Origin("Aino")
        ).subject_id
        for name in ("Eero Slo", "Otso Muu")
    )
    here.correct_colleague_name(eero, "Eero Salo", "Misspelt", origin=Origin("Aino"))
    here.assign_colleague(eero, None, Day("2025-02"), origin=Origin("Aino"))
    here.give_position(eero, Position.COORDINATOR, Day("2025-03"), origin=Origin("Aino"))
    session = here.agree_engagement(Form.SESSION, "Spring", Day("2025-04"), origin=Origin("Aino"))
    for person in (eero, otso):
        here.join_activity(session.subject_id, person, "expert", origin=Origin("Aino"))
    account = here.open_account(
        "eero@example.org", "Eero S.", Standing(Role.COORDINATOR), eero, origin=Origin("Aino")
    ).subject_id
    sessions.begin(here.database, account, sessions.Where("192.0.2.7", "Browser"))
    identities.bind(here.database, account, "https://id.example", "s-77")
    return eero


def test_colleagues_are_found_by_the_beginning_of_a_name(command: Command, eero: UUID) -> None:
    found = json.loads(command("person", "find", "sal", "--json").out)
    other = json.loads(command("person", "find", "muu", "--json").out)

    assert [{"id": str(eero), "name": "Eero Salo", "unit": ""}] == found
    assert ["Isätyö"] == [one["unit"] for one in other]
    assert "Eero Salo" in command("person", "find", "eero").out
    assert [] == json.loads(command("person", "find", "!", "--json").out)


def test_everything_that_is_held_of_a_colleague_is_handed_out(command: Command, eero: UUID) -> None:
    told = json.loads(command("person", "export", str(eero), "--json").out)
    plain = command("person", "export", str(eero)).out

    details = [(one["field"], one["value"]) for one in told["details"]]
    assert [("name", "Eero Slo"), ("name", "Eero Salo"), ("reason", "Misspelt")] == details
    assert told["works_at"] == [
        {"since": "2024", "until": "2025-02-01", "unit": "Isätyö"},
        {"since": "2025-02-01", "until": None},
    ]
    assert [{"title": "Spring", "form": "session", "day": "2025-04"}] == told["took_part"]
    [account] = told["accounts"]
    assert ("eero@example.org", "Eero S.") == (account["login"], account["name"])
    assert [("192.0.2.7", "Browser")] == [
        (one["address"], one["browser"]) for one in account["sessions"]
    ]
    assert ["s-77"] == [one["subject"] for one in account["identities"]]
    assert 4 == len(told["events"])
    for text in ("Eero Slo", "Eero Salo", "Misspelt", "Isätyö", "Spring", "eero@example.org"):
        assert text in plain
    assert "Otso" not in plain + json.dumps(told)


def test_who_asks_for_what_is_held_is_written_down(command: Command, eero: UUID, here: CRM) -> None:
    administrator = Standing(Role.ADMINISTRATOR)
    account = here.open_account("a@example.org", "Aino", administrator, origin=Origin("Aino"))

    for named in (("--as", "a@example.org"), ()):
        assert 0 == command(*named, "person", "export", str(eero)).code

    found = readings(here.database, limit=9)
    assert [(SYSTEM, PERSON, str(eero)), (account.subject_id, PERSON, str(eero))] == [
        (read.account_id, read.what, read.about) for read in found
    ]


def test_a_colleague_is_erased_once_they_have_left(
    command: Command, eero: UUID, here: CRM, backups: Path
) -> None:
    refused = command("erase", str(eero), "--yes")
    assert (2, True) == (refused.code, "They still work with you" in refused.err)
    assert [] == Ledger(backups).erasures()
    here.see_colleague_off(eero, Day("2025-12-31"), origin=Origin("Aino"))

    answer = command("erase", str(eero), "--yes")

    assert (0, "") == (answer.code, answer.err)
    assert "Goes: name, reason, in all 3 values, 1 account" in answer.out
    assert "Stays, without a name: 1 activity\n" in answer.out
    assert {} == vault.names(here.database, [eero])
    assert [] == accounts_of(here.database, eero)
    pairs = json.loads(command("network", "pairs", "--json").out)
    assert {"Erased person", "Otso Muu"} == {
        pair[one]["name"] for pair in pairs for one in ("a", "b")
    }
    plain = command("network", "pairs").out
    assert ("Erased person" in plain, "Eero" in plain) == (True, False)
    assert [] == json.loads(command("person", "find", "eero", "--json").out)
