"""Backups: how old the newest is, whether the archive goes on, whether one was ever restored."""

from collections.abc import Iterator
from datetime import UTC, datetime

from psycopg import Connection

from crm.backups import receiving, store
from crm.backups.store import Backup
from crm.database.embedded import ARCHIVE_SCRIPT
from crm.doctor.finding import Finding, fault, ok, warning
from crm.settings import Settings

OLD_DAYS, TRIED_DAYS = 2, 100


def backups(settings: Settings, connection: Connection | None) -> Iterator[Finding]:
    """Look at the store of backups, and at the archive of the embedded PostgreSQL."""
    made = store.all_in(settings.backups)
    if not made:
        yield warning("backup", f"there is none in {settings.backups}", "crm backup, every night")
        return
    yield _newest(made[-1][1].finished_at)
    yield _restored(settings)
    if connection and settings.database_url:
        yield _archive_elsewhere(settings, connection, made[-1][1])
    elif connection:
        yield _archive(settings, connection)


def _newest(finished_at: datetime) -> Finding:
    days = _days_since(finished_at)
    told = f"the newest is {days} days old"
    if days > OLD_DAYS:
        return warning("backup", told, "crm backup, every night")
    return ok("backup", told)


def _restored(settings: Settings) -> Finding:
    way_out = "crm restore FOLDER --try, which leaves the present data alone"
    restored = store.restores(settings.backups)
    if not restored:
        return warning("restored", "no backup was ever restored", way_out)
    days = _days_since(restored[-1].restored_at)
    told = f"the last time was {days} days ago, up to position {restored[-1].position:,}"
    return warning("restored", told, way_out) if days > TRIED_DAYS else ok("restored", told)


def _archive(settings: Settings, connection: Connection) -> Finding:
    if connection.execute("SHOW archive_mode").fetchone() != ("on",):
        told = "nothing is archived before PostgreSQL was started anew"
        return warning("archive", told, "restart the program")
    if not (settings.cluster / ARCHIVE_SCRIPT).exists():
        return warning("archive", "nothing is archived since a restore", "crm backup")
    row = connection.execute(ARCHIVER).fetchone()
    if row and row[0]:
        told = f"PostgreSQL can't write into {store.archive(settings.backups)}"
        return fault("archive", told, "see whether the disk is there, full, or somebody else's")
    return ok("archive", "what is written is archived, within five minutes")


def _archive_elsewhere(settings: Settings, connection: Connection, newest: Backup) -> Finding:
    if not newest.source:
        return ok("archive", f"only the moment of each backup can be gone back to. {newest.why}")
    if not receiving.is_received(connection):
        told = "nobody receives what the server writes"
        return warning("archive", told, "crm serve, which does as long as it runs, and its log")
    if receiving.begun_at(store.archive(settings.backups, newest.system)) > newest.finished_at:
        told = "something is missing between the newest backup and the archive"
        return warning("archive", told, "crm backup")
    if not receiving.is_kept(connection):
        told = "the server may drop what it writes before it was received"
        return warning("archive", told, "wal_keep_size = 1GB on the server")
    return ok("archive", "what the server writes is archived as it is written")


def _days_since(instant: datetime) -> int:
    return (datetime.now(UTC) - instant).days


ARCHIVER = """
    SELECT last_failed_time > coalesce(last_archived_time, '-infinity') FROM pg_stat_archiver
"""
