"""What another server writes is received without end, or it is told that something is missing."""

import os
from pathlib import Path
from time import sleep

import psycopg
import pytest

from crm.backups import receiving, store
from crm.backups.making import back_up
from crm.backups.receiving import received
from crm.opening import opened, set_up
from crm.settings import Settings
from tests.crm.backups.servers import archive_of, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="What is received is locked as POSIX does."),
]


def test_where_the_server_no_longer_has_what_comes_next_the_archive_begins_anew(
    settings: Settings, other: str
) -> None:
    assert settings.database_url
    with opened(settings) as crm:
        set_up(crm)
        _, about = back_up(settings)
        archive = store.archive(settings.backups, about.system)
        assert "nobody receives" in archive_of(settings).told
        sleep(1.1)  # what is begun is named by the second
        _keep(other, "0")
        _forget_wal(other)

        with received(settings.database_url, settings.backups):
            with received(settings.database_url, settings.backups):
                until(lambda: len(receiving.runs(archive)) > 1)
                until(lambda: "crm backup" == archive_of(settings).way_out)
            back_up(settings)

            until(lambda: "may drop what it writes" in archive_of(settings).told)
            _keep(other, "256MB")
            until(lambda: "as it is written" in archive_of(settings).told)


def test_a_backup_begins_the_archive_anew_where_a_server_was_taken_back_in_time(
    settings: Settings,
) -> None:
    with opened(settings) as crm:
        set_up(crm)
        archive, first = _received_beyond(settings)

        back_up(settings)

    runs = receiving.runs(archive)
    assert [first] == runs[:-1]
    assert list(runs[-1].iterdir())


def test_the_archive_begins_anew_before_such_a_server_has_written_as_much_again(
    settings: Settings,
) -> None:
    assert settings.database_url
    with opened(settings) as crm:
        set_up(crm)
        archive, first = _received_beyond(settings)

        with received(settings.database_url, settings.backups):
            until(lambda: "crm backup" == archive_of(settings).way_out)

    assert [first] == receiving.runs(archive)[:-1]


def test_nothing_is_received_before_a_server_was_copied(settings: Settings) -> None:
    with received(settings.database_url, settings.backups):
        sleep(0.5)
    with received(None, settings.backups):
        pass

    assert not settings.backups.exists()


def test_what_keeps_it_from_being_received_is_logged_until_it_goes_on(
    settings: Settings, other: str, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(settings) as crm:
        set_up(crm)
        _, about = back_up(settings)
    archive = store.archive(settings.backups, about.system)
    lock = archive / "lock"
    lock.unlink()
    lock.mkdir()
    _do(other, "ALTER ROLE verkosto NOREPLICATION")
    try:
        with received(settings.database_url, settings.backups):
            until(lambda: "permission denied to start WAL sender" in caplog.text)
            _do(other, "ALTER ROLE verkosto REPLICATION")
            until(lambda: "Is a directory" in caplog.text)
            lock.rmdir()
            until(lambda: archive_of(settings).state == "ok")
            _do(other, "ALTER DATABASE network ALLOW_CONNECTIONS false")
            _do(other, END)
            until(lambda: "is not currently accepting connections" in caplog.text)
            _do(other, "ALTER DATABASE network ALLOW_CONNECTIONS true")
            until(lambda: archive_of(settings).state == "ok")
            archive.rename(archive.with_name("away"))
            _do(other, END)
            until(lambda: "nobody receives" in archive_of(settings).told)
            sleep(1.5)  # a try at an archive that is away
            assert not archive.exists()
    finally:
        _do(other, "ALTER ROLE verkosto REPLICATION")


END = "SELECT pg_terminate_backend(pid) FROM pg_stat_replication"


def _keep(server: str, size: str) -> None:
    _do(server, f"ALTER SYSTEM SET wal_keep_size = '{size}'")
    _do(server, "SELECT pg_reload_conf()")


def _do(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def _forget_wal(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for _ in range(3):
            connection.execute("SELECT pg_logical_emit_message(true, 'x', 'x'), pg_switch_wal()")
            connection.execute("CHECKPOINT")


def _received_beyond(settings: Settings) -> tuple[Path, Path]:
    """Copy a server, with a file in the archive of later than it has come to."""
    _, about = back_up(settings)
    archive = store.archive(settings.backups, about.system)
    [first] = receiving.runs(archive)
    with (first / f"{about.wal[:8]}00000001000000FF").open("wb") as file:
        file.truncate(16 * 1024 * 1024)
    # What is begun is named by the second.
    sleep(1.1)
    return archive, first
