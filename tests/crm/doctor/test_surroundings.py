"""What ages and fills up is told before it is too late."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from crm.backups import store
from crm.backups.store import Backup, Restored
from crm.doctor.backups import backups
from crm.doctor.database import database
from crm.doctor.finding import Finding
from crm.doctor.surroundings import surroundings
from crm.settings import Settings


@pytest.mark.parametrize(("days", "state"), [(1, "ok"), (4, "warning")])
def test_a_backup_that_is_old_is_told_of(tmp_path: Path, days: int, state: str) -> None:
    settings = Settings(tmp_path, None, "127.0.0.1", 0, "en")
    _backup(settings.backups, days)
    store.note(settings.backups, Restored(_ago(30 * days), "x", None, 7))

    found = {one.name: one for one in backups(settings, None)}

    assert (state, f"the newest is {days} days old") == (
        found["backup"].state,
        found["backup"].told,
    )
    assert state == found["restored"].state
    assert "up to position 7" in found["restored"].told


def test_an_archive_that_is_not_written_is_told_of(server: str, tmp_path: Path) -> None:
    settings = Settings(tmp_path, None, "127.0.0.1", 0, "en")
    _backup(settings.backups, 0)

    with psycopg.connect(server) as connection:
        found = {one.name: one for one in backups(settings, connection)}

    assert ("warning", "crm backup") == (found["archive"].state, found["archive"].way_out)
    assert "since a restore" in found["archive"].told


def test_a_database_in_another_encoding_is_a_fault(server: str, tmp_path: Path) -> None:
    settings = Settings(tmp_path, server, "127.0.0.1", 0, "en")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE ascii ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0")

    with psycopg.connect(make_conninfo(server, dbname="ascii")) as connection:
        found = {one.name: one for one in database(settings, connection)}

    assert ("fault", "make one in UTF8") == (found["safety"].state, found["safety"].way_out)
    assert "warning" == found["migrations"].state


@pytest.mark.parametrize(("size", "state"), [("16m", "fault"), ("900m", "warning")])
def test_a_disk_that_is_nearly_full_is_told_of(tmp_path: Path, size: str, state: str) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(tmp_path)]
    if not shutil.which("mount") or subprocess.run(mount, check=False).returncode:  # noqa: S603
        pytest.skip("No file system can be mounted here.")
    try:
        found = _found(Settings(tmp_path / "data", None, "127.0.0.1", 0, "en"))
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)  # noqa: S603, S607

    assert (state, True) == (found.state, found.way_out.startswith("make room"))
    assert "GB are free" in found.told


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("host=/run/postgresql dbname=x", "ok"),
        ("postgresql://localhost/x", "ok"),
        ("dbname=x", "ok"),
        ("host=db.example.org dbname=x", "warning"),
        ("host=localhost,db.example.org sslmode=require", "warning"),
        ("host=localhost hostaddr=192.0.2.7", "warning"),
        ("postgresql://db.example.org/x?sslmode=verify-ca", "warning"),
        ("postgresql://db.example.org/x?sslmode=verify-full", "ok"),
    ],
)
def test_a_database_elsewhere_has_to_show_who_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, state: str
) -> None:
    for name in ("PGHOST", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings(tmp_path / "data", url, "127.0.0.1", 0, "en")

    found = next(one for one in surroundings(settings) if one.name == "way to the database")

    assert (state, state == "warning") == (found.state, "sslmode=verify-full" in found.way_out)


def _found(settings: Settings) -> Finding:
    return next(one for one in surroundings(settings) if one.name == "disk of the data")


def _backup(folder: Path, days: int) -> None:
    made = folder / "one"
    made.mkdir(parents=True)
    backup = Backup("base", _ago(days), _ago(days), 7, "")
    (made / store.ABOUT).write_bytes(msgspec.json.encode(backup))


def _ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days, hours=1)
