"""Names of colleagues that an older program wrote into the log are read from the vault, too."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from psycopg.conninfo import make_conninfo

from crm import vault
from crm.application import CRM
from crm.clocks import Clocks
from crm.erasing import erase
from crm.erasures import Ledger
from crm.finding import find
from crm.log import Origin, transfer
from crm.log.verify import verify
from crm.opening import opened_at
from crm.projections.directory.listing import Wanted, parties
from crm.projections.rebuild import LOCK_REBUILDS
from domain.colleague import Colleague
from domain.day import Day
from tests.crm.contents import contents
from tests.crm.log.test_people_file import exported, held, taken_in
from tests.crm.old_log import an_older_program_welcomes, as_it_was

Act = Callable[[], Origin]


@pytest.fixture
def url(empty_url: str) -> str:
    return make_conninfo(empty_url)


@pytest.fixture
def empty(url: str) -> Iterator[CRM]:
    """Give an installation without any entry."""
    with opened_at(url) as crm:
        yield crm


@pytest.fixture
def eero(crm: CRM, aino: Act) -> UUID:
    """Give a colleague whose name was corrected, beside one withdrawn and one erased."""
    eero, twice, gone = (
        crm.welcome_colleague(name, origin=aino()).subject_id
        for name in ("Eero Slo", "Otso Muu", "Mirja Poissa")
    )
    crm.correct_colleague_name(eero, "Eero Salo", "Misspelt", origin=aino())
    crm.withdraw_colleague(twice, "Entered twice", origin=aino())
    crm.see_colleague_off(eero, Day("2025"), origin=aino())
    crm.forget_colleague(gone, origin=aino())
    return eero


def old(crm: CRM) -> list[bytes]:
    return as_it_was(*exported(crm))


@pytest.mark.parametrize("batch", [5_000, 1])
def test_an_old_export_brings_its_names_into_the_vault(
    crm: CRM, empty: CRM, eero: UUID, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "BATCH", batch)
    corrected = crm.entries_about(eero)[1].recorded_at
    log = old(crm)
    assert [b"Slo" in line for line in log].count(True) == 1

    taken_in(empty, log, None)

    assert contents(crm.database) == contents(empty.database)
    assert held(crm) == held(empty)
    assert ["Eero Salo"] == [one.name for one in find(empty.database, "eero")]
    before = Wanted("colleague", Clocks(known_at=corrected.replace(microsecond=0)), ended=True)
    assert "Eero Salo" not in [one.name for one in parties(empty.database, before)]
    assert len(log) - 1 == verify(empty.database)
    assert isinstance(empty.get(Colleague, eero), Colleague)


def test_an_old_export_with_the_people_of_a_newer_one_comes_in_too(
    crm: CRM, empty: CRM, eero: UUID
) -> None:
    taken_in(empty, old(crm), None)
    log, people = exported(empty)
    with opened_at(_another(empty)) as third:
        taken_in(third, log, people)

        assert contents(empty.database) == contents(third.database)
        assert held(empty) == held(third)
        assert {eero: "Eero Salo"} == vault.names(third.database, [eero])


def _another(crm: CRM) -> str:
    name = f"third_{uuid4().hex}"
    with crm.database.connection() as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return make_conninfo(**{**_plain(crm), "dbname": name})


def _plain(crm: CRM) -> dict[str, str]:
    kept = crm.database.conninfo
    return {name: kept[name] for name in ("host", "port", "user", "password") if name in kept}


@pytest.fixture
def old_installation(crm: CRM, empty: CRM, url: str, eero: UUID) -> str:
    """Give the database of an older program: names in the log, none of colleagues in the vault."""
    taken_in(empty, old(crm), None)
    with empty.database.connection() as connection:
        connection.execute("DELETE FROM vault")
        connection.execute("DELETE FROM vault_name")
        for key in ("directory_4", "search_4", "contacts_2"):
            former = f"{key[:-1]}{int(key[-1]) - 1}"
            connection.execute(f"ALTER SCHEMA {key} RENAME TO {former}".encode())
            connection.execute("UPDATE read_model SET key = %s WHERE key = %s", [former, key])
        connection.execute("UPDATE directory_3.party SET name = 'Eero Salo'")
    assert eero
    return url


def test_an_installation_of_an_older_program_is_taken_over_with_its_names(
    crm: CRM, old_installation: str
) -> None:
    with opened_at(old_installation) as newer:
        now, keys = contents(newer.database), keys_of(newer)
        assert contents(crm.database) == {key: now[key] for key in now if key[0] in keys}
        assert held(crm) == held(newer)


def keys_of(crm: CRM) -> list[str]:
    assert crm.recorder.followers
    return crm.recorder.followers.keys


def test_tables_that_the_older_program_left_go_with_the_first_erasure(
    old_installation: str, eero: UUID, aino: Act, tmp_path: Path
) -> None:
    with opened_at(old_installation, tmp_path) as newer:
        assert ("directory_3", "party") in contents(newer.database)
        with newer.database.connection() as connection:
            connection.execute("CREATE SCHEMA directory_4_former CREATE TABLE party ()")

        erase(newer, eero, origin=aino())

        left = contents(newer.database)
        assert {key for key, _ in left} == set(keys_of(newer))
        assert "Eero" not in str(left)
        assert not [row for row in held(newer) if str(eero) in row]
        assert [eero] == [one.person for one in Ledger(tmp_path).erasures()]
    with opened_at(old_installation, tmp_path) as again:
        assert not [row for row in held(again) if str(eero) in row]


def test_a_rebuild_that_is_running_keeps_its_tables_whoever_is_erased(
    crm: CRM, aino: Act, tmp_path: Path
) -> None:
    crm.ledger = Ledger(tmp_path)
    person = crm.welcome_colleague("Eero Salo", origin=aino()).subject_id
    crm.see_colleague_off(person, Day("2025"), origin=aino())
    with crm.database.dedicated() as rebuilding:
        rebuilding.execute(LOCK_REBUILDS)
        rebuilding.execute("CREATE SCHEMA directory_4_rebuilt CREATE TABLE party ()")

        erase(crm, person, origin=aino())

        assert ("directory_4_rebuilt", "party") in contents(crm.database)
    assert {} == vault.names(crm.database, [person])


def test_a_name_that_an_older_program_writes_meanwhile_is_taken_in(crm: CRM, aino: Act) -> None:
    person = an_older_program_welcomes(crm, "Vanha Tuttu")

    crm.welcome_colleague("Uusi Tuttu", origin=aino())

    assert {"Vanha Tuttu", "Uusi Tuttu"} == {one.name for one in find(crm.database, "tuttu")}
    assert {person: "Vanha Tuttu"} == vault.names(crm.database, [person])
