"""A PostgreSQL of somebody else's: copied whole where it allows that, and brought back by time."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm import vault
from crm.backups import store
from crm.backups.elsewhere import check
from crm.backups.making import back_up
from crm.backups.receiving import received
from crm.backups.refusals import (
    CannotBeCopied,
    DatabaseIsntEmpty,
    HasTablespaces,
    NotReached,
    OtherVersion,
    SortsByIcu,
    WritesTooLittle,
)
from crm.backups.restoring import restore
from crm.erasing import erase
from crm.log import Origin
from crm.opening import opened, set_up
from crm.settings import Settings
from domain.contact import Contact
from domain.details import Details
from features.signed_in import token_of, who_holds
from tests.crm.backups.servers import archive_of, empty, server_16, wait_until_received
from tests.crm.backups.states import delete_everything, instant, register, state

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="What is received is locked as POSIX does."),
]


def test_it_goes_back_to_the_second_before_a_mass_deletion_without_that_server(
    settings: Settings, other: str
) -> None:
    assert settings.database_url
    with opened(settings) as crm, received(settings.database_url, settings.backups):
        set_up(crm)
        token = token_of(crm)
        with crm.database.connection() as connection:
            connection.execute("CREATE SCHEMA report; GRANT ALL ON SCHEMA report TO reader")
        register(crm, "Harmaakivi")
        folder, about = back_up(settings)
        register(crm, "Opisto", "Lyseo")
        before, at = state(crm), instant()
        delete_everything(crm)
        assert [] == crm.database.values("SELECT name FROM party")
        wait_until_received(other)
    here = replace(settings, database_url=None)
    here.cluster.mkdir()

    restored, aside = restore(here, folder, at=at)

    with opened(here) as crm:
        assert before == state(crm)
        assert who_holds(crm, token) is None
        assert about.position < crm.position() == restored.position
        register(crm, "Zonta")
    assert about.source
    assert (None, "base", ["payroll"]) == (aside, about.kind, about.source.others)
    assert ["postgresql", "secret.key"] == sorted(
        path.name for path in here.data.iterdir() if not path.name.startswith(".")
    )


def test_it_goes_into_an_empty_database_of_that_server_as_well(
    settings: Settings, other: str
) -> None:
    with opened(settings) as crm, received(settings.database_url, settings.backups):
        set_up(crm)
        folder, _ = back_up(settings)
        register(crm, "Opisto")
        before, at = state(crm), instant()
        delete_everything(crm)
        wait_until_received(other)
    again = replace(settings, database_url=empty(other, "again", "verkosto"))

    restore(again, folder, at=at)

    with opened(again) as crm:
        assert before == state(crm)
    with pytest.raises(DatabaseIsntEmpty):
        restore(again, folder, at=at)


def test_who_was_erased_stays_so(settings: Settings, other: str) -> None:
    with opened(settings) as crm, received(settings.database_url, settings.backups):
        set_up(crm)
        register(crm, "Opisto")
        school = crm.database.value("SELECT id FROM party")
        elli, otso = (
            crm.add_contact(school, Details(name), origin=Origin("Aino")).subject_id
            for name in ("Elli Esimerkki", "Otso Muu")
        )
        folder, _ = back_up(settings)
        at = instant()
        erase(crm, elli, origin=Origin("Aino"))
        wait_until_received(other)
    here = replace(settings, database_url=None)

    restore(here, folder, at=at)

    with opened(here) as crm:
        assert {otso: "Otso Muu"} == vault.names(crm.database, [elli, otso])
        assert crm.get(Contact, elli).erased
        assert not crm.database.values("SELECT field FROM vault WHERE person = %s", [elli])


def test_the_embedded_one_moves_to_another_server_up_to_an_instant(
    settings: Settings,
) -> None:
    here = replace(settings, database_url=None)
    with opened(here) as crm:
        set_up(crm)
        folder, _ = back_up(here)
        register(crm, "Opisto")
        before, at = state(crm), instant()
        delete_everything(crm)

    restore(settings, folder, at=at)

    with opened(settings) as crm:
        assert before == state(crm)


def test_a_trial_touches_nothing(settings: Settings) -> None:
    with opened(settings) as crm:
        set_up(crm)
        folder, about = back_up(settings)
        before = state(crm)
        there = sorted(settings.data.iterdir())

        restored, aside = restore(settings, folder, trial=True)

        assert (before, there) == (state(crm), sorted(settings.data.iterdir()))
    assert (None, about.position) == (aside, restored.position)
    assert [restored] == store.restores(settings.backups)


def test_present_data_are_set_aside_and_what_was_archived_of_them_too(settings: Settings) -> None:
    here = replace(settings, database_url=None)
    with opened(here) as crm:
        set_up(crm)
        register(crm, "Old one")
        back_up(here)
    with opened(settings) as crm:
        set_up(crm)
        folder, _ = back_up(settings)
        before = state(crm)
    with pytest.raises(NotReached):
        restore(here, folder, at=datetime.now(UTC) + timedelta(days=1), aside=True)

    _, aside = restore(here, folder, aside=True)

    assert aside
    assert aside.name.startswith("postgresql.aside-")
    assert not store.archive(settings.backups).exists()
    with opened(here) as crm:
        assert before == state(crm)
        back_up(here)
    assert list(settings.backups.glob("wal.aside-*/*.gz"))


def test_a_server_that_lets_nobody_copy_it_is_dumped_and_that_is_said(
    settings: Settings, other: str
) -> None:
    plain = replace(settings, database_url=empty(other, "plain", "plain"))
    with opened(plain) as crm:
        set_up(crm)
        before = state(crm)

        folder, about = back_up(plain)

        told = archive_of(plain).told
    here = replace(plain, database_url=None)
    restore(here, folder)

    assert (about.kind, about.source, (folder / "dump").is_file()) == ("dump", None, True)
    assert "permission denied to start WAL sender" in about.why
    assert "the moment of each backup" in told
    with opened(here) as crm:
        assert before == state(crm)


@pytest.mark.parametrize(
    ("refusal", "major", "level", "tablespaces", "icu"),
    [
        (OtherVersion, 17, "replica", False, False),
        (WritesTooLittle, 18, "minimal", False, False),
        (HasTablespaces, 18, "replica", True, False),
        (SortsByIcu, 18, "logical", False, True),
    ],
)
def test_what_could_not_be_brought_back_is_not_copied(
    refusal: type[CannotBeCopied], major: int, level: str, *, tablespaces: bool, icu: bool
) -> None:
    check(18, "replica", tablespaces=False, icu=False)
    with pytest.raises(refusal):
        check(major, level, tablespaces=tablespaces, icu=icu)


def test_an_older_server_whose_postgresql_comes_along_is_brought_back_too(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with server_16(tmp_path / "old" / "postgresql") as url:
        settings = Settings(tmp_path / "data", url, "127.0.0.1", 0, "en", tmp_path / "backups")
        with opened(settings) as crm, received(url, settings.backups):
            set_up(crm)
            folder, about = back_up(settings)
            register(crm, "Opisto")
            before, at = state(crm), instant()
            delete_everything(crm)
            wait_until_received(url)
    here = replace(settings, database_url=None)

    restore(here, folder, at=at)

    assert about.source
    assert 16 == about.source.major
    with opened(here) as crm:
        assert before == state(crm)
