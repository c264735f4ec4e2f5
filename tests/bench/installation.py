"""The PostgreSQL of a run and its databases, each data set in one, made once."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from crm.database.embedded import running
from crm.opening import opened_at, set_up
from crm.settings import Settings

ROOT = Path(__file__).parents[2]
Fill = Callable[[str], None]


@contextmanager
def server(data: Path) -> Iterator[str]:
    """Give the address of the embedded PostgreSQL of a folder."""
    with running(Settings(data, None, "127.0.0.1", 0, "en")) as url:
        yield make_conninfo(url, dbname="template1")


def made(server: str, name: str, fill: Fill, *, like: str = "") -> str:
    """Return the address of a database, filled the first time it is asked for.

    Half filled ones are never taken for whole ones: they get their name in the end.
    """
    if not _exists(server, name):
        making = f"{name}_unfinished"
        create(server, making, like or prepared(server))
        url = make_conninfo(server, dbname=making)
        fill(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"'.encode())
    return make_conninfo(server, dbname=name)


def shape_of_events() -> str:
    """Return a name that changes with the code that events are written by.

    Data sets that were kept have no use beyond that; read models are made anew by the program.
    """
    files = sorted([*ROOT.glob("domain/**/*.py"), *ROOT.glob("crm/log/*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def prepared(server: str) -> str:
    """Return the name of a database with schema, read models and vocabularies in it."""
    if not _exists(server, "prepared"):
        create(server, "prepared_unfinished", "template0")
        with opened_at(make_conninfo(server, dbname="prepared_unfinished")) as crm:
            set_up(crm)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("ALTER DATABASE prepared_unfinished RENAME TO prepared")
    return "prepared"


@contextmanager
def copied(server: str, like: str, name: str) -> Iterator[str]:
    """Give a copy of a database that may be spoilt; it is dropped in the end."""
    create(server, name, like)
    try:
        yield make_conninfo(server, dbname=name)
    finally:
        _drop(server, name)


def create(server: str, name: str, like: str) -> None:
    """Make a database anew."""
    _drop(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        sql = f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY file_copy'
        connection.execute(sql.encode())


def _drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _exists(server: str, name: str) -> bool:
    with psycopg.connect(server) as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None
