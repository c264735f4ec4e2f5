"""A database as a file that any PostgreSQL can read, and that file brought into an empty one."""

from pathlib import Path

import psycopg

from crm.backups.refusals import DatabaseIsntEmpty
from crm.backups.tools import run


def dump(url: str, file: Path) -> None:
    """Write a database into a file, without what another server wouldn't have. Raises ToolFailed.

    Nothing of ours is an extension's; a managed server puts its own into every database.
    """
    words = ("--format=custom", "--no-owner", "--exclude-extension=*")
    run("pg_dump", *words, "--file", file, url=url)


def load(url: str, file: Path, *words: str) -> None:
    """Fill an empty database. Raises DatabaseIsntEmpty, ToolFailed."""
    check_empty(url)
    whole = ("--exit-on-error", "--single-transaction", "--no-owner", *words)
    run("pg_restore", *whole, file, url=url)


def check_empty(url: str) -> None:
    """Raise DatabaseIsntEmpty where something of ours is in it."""
    with psycopg.connect(url) as connection:
        there = connection.execute("SELECT to_regclass('public.crm_events')").fetchone()
    if there != (None,):
        raise DatabaseIsntEmpty
