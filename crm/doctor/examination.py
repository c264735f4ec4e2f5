"""All that `crm doctor` looks at, in the order in which one thing needs another."""

from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import SubprocessError

import psycopg

from crm.database import Database
from crm.database.embedded import running
from crm.doctor.backups import backups
from crm.doctor.database import database as look_at_database
from crm.doctor.finding import Finding, fault, warning
from crm.doctor.log import log
from crm.doctor.surroundings import surroundings
from crm.opening import AllReadModels
from crm.settings import Settings


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, changing nothing."""
    yield from surroundings(settings)
    if not settings.database_url and not (settings.cluster / "PG_VERSION").exists():
        yield warning("database", f"there is none in {settings.data} yet", "crm serve makes one")
        yield from backups(settings, None)
        return
    try:
        with running(settings) as url, _database(url) as database:
            yield from _inside(settings, database)
    except (psycopg.Error, OSError, SubprocessError) as error:
        said = str(error).strip().partition("\n")[0]
        yield fault("database", f"it can't be reached: {said}", "see that it runs, and its log")


def _inside(settings: Settings, database: Database) -> Iterator[Finding]:
    with database.dedicated() as connection:
        found = list(look_at_database(settings, connection))
        yield from found
        if found[-1].state == "ok":
            yield from log(database)
        yield from backups(settings, connection)


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url, AllReadModels().keys)
    try:
        yield database
    finally:
        database.close()
