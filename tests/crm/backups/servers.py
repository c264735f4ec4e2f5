"""Servers of somebody else's, what is received of them, and what crm doctor tells of that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import psycopg
from psycopg.conninfo import make_conninfo

from crm.database.embedded import server_in
from crm.doctor.backups import backups
from crm.doctor.finding import Finding
from crm.settings import Settings

PLAIN = """
    DO $$ BEGIN
        IF to_regrole('plain') IS NULL THEN
            CREATE ROLE plain LOGIN IN ROLE pg_read_all_data;
        END IF;
    END $$
"""
RECEIVED = """
    SELECT flush_lsn >= %s FROM pg_stat_replication WHERE application_name = 'verkosto-archive'
"""


def empty(server: str, name: str, owner: str) -> str:
    """Make an empty database, and return its address for its owner."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" OWNER "{owner}"'.encode())
    return make_conninfo(server, user=owner, dbname=name)


def as_plain(server: str) -> str:
    """Return an address for somebody who may read everything there, and copy nothing."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(PLAIN)
    return make_conninfo(server, user="plain")


@contextmanager
def server_16(cluster: Path) -> Iterator[str]:
    """Give a server of the oldest version that the program takes."""
    with server_in(cluster, 16) as server:
        server.start()
        yield server.get_uri()


def wait_until_received(server: str) -> None:
    """See that whoever receives has all that was written."""
    with psycopg.connect(server, autocommit=True) as connection:
        row = connection.execute("SELECT pg_current_wal_lsn()").fetchone()
        until(lambda: connection.execute(RECEIVED, row).fetchone() == (True,))


def until(done: Callable[[], bool]) -> None:
    """Wait for something that comes by itself."""
    late = monotonic() + 30
    while not done():
        assert monotonic() < late
        sleep(0.1)


def archive_of(settings: Settings) -> Finding:
    """Return what crm doctor finds of the archive."""
    with psycopg.connect(settings.database_url or "") as connection:
        return next(one for one in backups(settings, connection) if one.name == "archive")
