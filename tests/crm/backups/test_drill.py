"""The drill: back to the second before a mass deletion, and all that stands in the way of it."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest

from crm import vault
from crm.application import CRM
from crm.backups.making import back_up
from crm.backups.recovery import Target, recovered
from crm.backups.refusals import (
    BackupIsLater,
    DamagedBackup,
    DataAreThere,
    FolderIsTaken,
    NoBackup,
    NotReached,
    StillRunning,
    ToolFailed,
)
from crm.backups.restoring import restore
from crm.backups.unpacking import hand_over, unpack
from crm.carried import FILE
from crm.database.embedded import server_in
from crm.erasing import erase
from crm.log import Origin
from crm.opening import opened, set_up
from crm.settings import Settings
from domain.account import Role, Standing
from domain.colleague import Colleague
from domain.contact import Contact
from domain.day import Day
from domain.details import Details
from features.signed_in import token_of, who_holds
from tests.crm.backups.states import delete_everything, instant, register, state

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="The archive is written by a shell."),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give an installation of its own, its backups on what could be another disk."""
    return Settings(tmp_path / "data", None, "127.0.0.1", 0, "en", tmp_path / "backups")


def test_an_archive_goes_back_to_the_second_before_a_mass_deletion(settings: Settings) -> None:
    with opened(settings) as crm:
        set_up(crm)
        token = token_of(crm)
        register(crm, "Harmaakivi")
        folder, about = back_up(settings)
        register(crm, "Opisto", "Lyseo")
        before, at = state(crm), instant()
        delete_everything(crm)
        assert [] == crm.database.values("SELECT name FROM party")

    restored, aside = restore(settings, folder, at=at, aside=True)

    with opened(settings) as crm:
        assert before == state(crm)
        assert who_holds(crm, token) is None
        assert about.position < crm.position() == restored.position
        register(crm, "Zonta")
    assert aside
    with opened(replace(settings, data=_as_data(aside))) as crm:
        assert [] == crm.database.values("SELECT name FROM party")


def test_nothing_is_lost_when_the_disk_of_the_data_is(settings: Settings) -> None:
    with opened(settings) as crm:
        set_up(crm)
        folder, _ = back_up(settings)
        register(crm, "Opisto")
        crm.database.value("SELECT pg_switch_wal()")
        before = state(crm)
        _wait_for_archive(crm)
    settings.data.rename(settings.data.with_name("lost"))

    restore(settings, folder)

    with opened(settings) as crm:
        assert before == state(crm)


def test_each_restore_begins_a_time_line_and_an_instant_finds_its_own(settings: Settings) -> None:
    with opened(settings) as crm:
        set_up(crm)
        folder, _ = back_up(settings)
        register(crm, "First")
        early, early_at = state(crm), instant()
        register(crm, "Second")
        late, late_at = state(crm), instant()
        delete_everything(crm)
    restore(settings, folder, at=early_at, aside=True)
    with opened(settings) as crm:
        assert early == state(crm)
        register(crm, "Other second")
        other, other_at = state(crm), instant()
        delete_everything(crm)

    for expected, at in ((late, late_at), (other, other_at)):
        sleep(1.1)  # what is set aside is named by the second
        restore(settings, folder, at=at, aside=True)

        with opened(settings) as crm:
            assert expected == state(crm)


def test_who_was_erased_stays_so_whatever_is_brought_back(settings: Settings) -> None:
    with opened(settings) as crm:
        set_up(crm)
        register(crm, "Opisto")
        school = crm.database.value("SELECT id FROM party")
        elli, otso = (
            crm.add_contact(school, Details(name), origin=Origin("Aino")).subject_id
            for name in ("Elli Esimerkki", "Otso Muu")
        )
        eero, aino = (
            crm.welcome_colleague(name, origin=Origin("Aino")).subject_id
            for name in ("Eero Salo", "Aino Laine")
        )
        standing = Standing(Role.COORDINATOR)
        crm.open_account("eero@example.org", "Eero Salo", standing, eero, origin=Origin("Aino"))
        folder, _ = back_up(settings)
        register(crm, "Lyseo")
        at = instant()
        crm.see_colleague_off(eero, Day("2025"), origin=Origin("Aino"))
        for person in (elli, eero):
            erase(crm, person, origin=Origin("Aino"))
    left = settings.data / FILE
    left.write_text("Eero Salo")
    restore(settings, folder, at=at, trial=True)
    assert left.exists()

    restore(settings, folder, at=at, aside=True)

    assert not left.exists()
    with opened(settings) as crm:
        people = {otso: "Otso Muu", aino: "Aino Laine"}
        assert people == vault.names(crm.database, [elli, otso, eero, aino])
        assert crm.get(Contact, elli).erased
        # As far as the backup knows they work there still.
        assert (True, None) == (crm.get(Colleague, eero).erased, crm.get(Colleague, eero).left_on)
        assert {"Opisto", "Lyseo", "Aino Laine", "Poistettu henkilö"} == set(
            crm.database.values("SELECT name FROM party")
        )
        assert [] == crm.database.values("SELECT login FROM holder")
        assert not crm.database.values("SELECT field FROM vault WHERE person = %s", [elli])


def test_present_data_are_left_alone_until_somebody_says_to_set_them_aside(
    settings: Settings,
) -> None:
    with opened(settings) as crm:
        set_up(crm)
        folder, about = back_up(settings)
        register(crm, "Opisto")
        before = state(crm)
        with pytest.raises(StillRunning):
            restore(settings, folder, aside=True)
    with pytest.raises(DataAreThere):
        restore(settings, folder)
    with pytest.raises(BackupIsLater):
        restore(settings, folder, at=about.finished_at, aside=True)
    with pytest.raises(NotReached):
        restore(settings, folder, at=datetime.now(UTC) + timedelta(days=1), aside=True)
    whole = (folder / "base.tar.gz").read_bytes()
    (folder / "base.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedBackup):
        restore(settings, folder, aside=True)
    (folder / "base.tar.gz").write_bytes(whole)
    (folder / "backup_manifest").write_text(
        (folder / "backup_manifest").read_text().replace('"Checksum": "', '"Checksum": "0')
    )
    with pytest.raises(DamagedBackup):
        restore(settings, folder, aside=True)

    assert ["postgresql"] == [path.name for path in settings.data.glob("post*")]
    with opened(settings) as crm:
        assert before == state(crm)


def test_an_archive_that_ends_too_early_is_told_of_however_late_that_is_seen(
    settings: Settings,
) -> None:
    with opened(settings) as crm:
        set_up(crm)
        folder, about = back_up(settings)
    cluster = settings.data / "cluster"
    unpack(folder, cluster)
    hand_over(cluster, server_in(cluster).system_user)
    # By then pg_ctl has long said that it was started.
    slow, at = "sleep 2 && false", about.finished_at + timedelta(days=1)

    with (
        pytest.raises(NotReached),
        recovered(cluster, slow, Target(about.finished_at, at, "1")),
    ):
        pytest.fail("It came to a time that is still to come.")

    assert not (cluster / "postmaster.pid").exists()
    (cluster / "postgresql.conf").write_text("nonsense")
    with (
        pytest.raises(ToolFailed, match="contains errors"),
        recovered(cluster, "false", Target(about.finished_at, None, "1")),
    ):
        pytest.fail("It ran by settings that nobody can read.")


def test_a_backup_has_a_folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter").touch()

    with pytest.raises(FolderIsTaken):
        back_up(settings, taken)
    with pytest.raises(NoBackup):
        restore(settings, taken)


def _wait_for_archive(crm: CRM) -> None:
    waiting = "SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name ~ 'ready$'"
    while crm.database.value(waiting):
        sleep(0.1)


def _as_data(cluster: Path) -> Path:
    data = cluster.parent / "again"
    data.mkdir()
    cluster.rename(data / "postgresql")
    return data
