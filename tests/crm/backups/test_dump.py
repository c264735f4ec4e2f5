"""A database of somebody else's server is dumped, and the store keeps what is asked for."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.backups import store
from crm.backups.making import back_up
from crm.backups.refusals import (
    DatabaseIsntEmpty,
    NoInstant,
    ToolFailed,
)
from crm.backups.restoring import restore
from crm.backups.store import Backup, Restored
from crm.erasures import Ledger, LedgerIsUnreadable
from crm.log import Origin
from crm.opening import opened_at
from crm.settings import Settings
from domain.partner import Description
from tests.crm.backups.servers import as_plain
from tests.crm.contents import contents

NOW = datetime(2026, 3, 12, tzinfo=UTC)


@pytest.fixture
def settings(crm: CRM, server: str, tmp_path: Path) -> Settings:
    """Give an installation in a database that somebody else runs, with one partner."""
    crm.register_partner("Opisto", Description("school"), origin=Origin("Aino"))
    name = crm.database.value("SELECT current_database()")
    url = as_plain(make_conninfo(server, dbname=name))
    return Settings(tmp_path / "data", url, "127.0.0.1", 0, "en", tmp_path / "backups")


def test_a_dump_fills_an_empty_database_and_no_other(
    crm: CRM, settings: Settings, empty_url: str, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    folder, about = back_up(settings, made)
    empty = Settings(settings.data, empty_url, "127.0.0.1", 0, "en", settings.backups)

    restored, _ = restore(empty, folder)

    with opened_at(empty_url) as other:
        assert contents(crm.database) == contents(other.database)
        assert (about.position, "dump") == (other.position(), about.kind)
    assert made == folder
    assert [restored] == store.restores(settings.backups)
    with pytest.raises(DatabaseIsntEmpty):
        restore(settings, folder)
    with pytest.raises(NoInstant):
        restore(empty, folder, at=datetime.now(UTC))


def test_a_dump_that_fails_leaves_no_backup(settings: Settings, tmp_path: Path) -> None:
    away = Settings(
        tmp_path / "data", f"{settings.database_url} user=nobody", "", 0, "en", settings.backups
    )
    folder, _ = back_up(settings)
    (folder / "dump").write_bytes(b"nothing")

    with pytest.raises(Exception, match="nobody"):
        back_up(away, tmp_path / "one")

    assert not (tmp_path / "one").exists()
    assert [folder] == [one for one, _ in store.all_in(settings.backups)]


def test_a_spoilt_dump_is_refused_with_what_is_said_of_it(
    settings: Settings, empty_url: str
) -> None:
    folder, _ = back_up(settings)
    (folder / "dump").write_bytes(b"nothing")
    empty = Settings(settings.data, empty_url, "127.0.0.1", 0, "en", settings.backups)

    with pytest.raises(ToolFailed) as caught:
        restore(empty, folder)

    assert caught.value.tool == "pg_restore"
    assert "archive" in caught.value.why


def test_nothing_is_restored_where_the_ledger_of_erasures_cannot_be_read(
    settings: Settings, empty_url: str
) -> None:
    folder, _ = back_up(settings)
    Ledger(settings.backups).path.write_text('{"subject": "somebody"}\n')
    empty = Settings(settings.data, empty_url, "127.0.0.1", 0, "en", settings.backups)

    with pytest.raises(LedgerIsUnreadable):
        restore(empty, folder)


def test_older_backups_go_with_what_only_they_needed_of_the_archive(tmp_path: Path) -> None:
    folders = [_backup(tmp_path, number) for number in (1, 2, 3)]
    wal, others = store.archive(tmp_path), store.archive(tmp_path, "7") / "2026-03-12T000000Z"
    wal.mkdir()
    others.mkdir(parents=True)
    (others / "000000010000000000000001").touch()
    for name in ("000000010000000000000001", "000000010000000000000002", "00000002.history"):
        (wal / f"{name}.gz").touch()

    gone = store.prune(tmp_path, 2)

    assert folders[:1] == gone
    assert folders[1:] == [folder for folder, _ in store.all_in(tmp_path)]
    left = sorted(file.name for file in wal.iterdir())
    assert left == ["000000010000000000000002.gz", "00000002.history.gz"]
    assert list(others.iterdir())


def test_restores_are_noted_in_the_order_in_which_they_were_done(tmp_path: Path) -> None:
    both = [Restored(NOW, "one", None, 1), Restored(NOW, "two", NOW, 2, 3)]

    for restored in both:
        store.note(tmp_path, restored)

    assert both == store.restores(tmp_path)


def _backup(folder: Path, number: int) -> Path:
    made = folder / f"backup-{number}"
    made.mkdir()
    done = NOW.replace(day=number)
    backup = Backup("base", done, done, number, "", 1, f"00000001{number:016X}")
    (made / store.ABOUT).write_bytes(msgspec.json.encode(backup))
    return made
