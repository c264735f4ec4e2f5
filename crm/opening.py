"""Opening an installation: its database, its schema, its read models, its vocabularies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg import Cursor

from crm.application import CRM
from crm.colleague_names import bring_over
from crm.database import Database
from crm.database.embedded import running
from crm.database.migrate import migrate
from crm.erasing import finish
from crm.erasures import Ledger
from crm.log import Origin
from crm.projections.accounts import AccountModel
from crm.projections.contacts import ContactModel
from crm.projections.directory import Directory
from crm.projections.history import History
from crm.projections.membership import Membership
from crm.projections.participation import ParticipationModel
from crm.projections.read_model import ReadModel
from crm.projections.read_models import ReadModels
from crm.projections.rebuild import catch_up, rebuild
from crm.projections.runs import Runs
from crm.projections.search import Search
from crm.projections.terms import Terms
from crm.projections.timeline import Timeline
from crm.settings import Settings
from crm.signing_in.keys import Keys
from crm.signing_in.renewing import seal_all

LOCK = "SELECT pg_advisory_lock(5317043)"
UNLOCK = "SELECT pg_advisory_unlock(5317043)"
REACHED = "SELECT min(position) FROM reached WHERE key = ANY (%s)"


class AllReadModels(ReadModels):
    """Every read model of this program."""

    def __init__(self) -> None:
        super().__init__(
            [
                Directory(),
                Search(),
                ParticipationModel(),
                Membership(),
                Timeline(),
                History(),
                Terms(),
                Runs(),
                AccountModel(),
                ContactModel(),
            ]
        )

    def catch_up(self, cursor: Cursor[Any], head: int) -> None:
        """Take in what an older program wrote, up to the position `head`."""
        for (reached,) in cursor.execute(REACHED, [self.keys]).fetchall():
            bring_over(cursor, reached + 1)
        catch_up(self, cursor, head)


@contextmanager
def opened(settings: Settings) -> Iterator[CRM]:
    """Give the installation of some settings, its PostgreSQL started where it isn't running."""
    with (
        running(settings) as url,
        opened_at(url, settings.backups, settings.keys, settings.data) as crm,
    ):
        yield crm


@contextmanager
def opened_at(
    url: str,
    store: Path | None = None,
    keys: Keys | None = None,
    data: Path | None = None,
) -> Iterator[CRM]:
    """Give the installation in a database, its schema and read models brought up to date.

    Whoever the ledger in the folder of backups says was erased is erased before anything is shown;
    without that folder nobody can be. `keys` are what secrets are sealed under; those that aren't
    yet, as all should be, are sealed. `data` is the folder where the pages leave something for
    their next start. Raises LedgerIsUnreadable, BadKey.
    """
    models = AllReadModels()
    database = Database(url, models.keys, keys=keys)
    try:
        prepare(database, models.models)
        if keys:
            seal_all(database, keys)
        crm = CRM(database, models)
        crm.data = data
        try:
            if store:
                crm.ledger = Ledger(store)
                finish(crm, crm.ledger)
            yield crm
        finally:
            crm.close()
    finally:
        database.close()


def prepare(database: Database, models: list[ReadModel] | Any) -> None:
    """Bring schema and read models up to this program, one process at a time."""
    with database.dedicated() as connection, connection.cursor() as cursor:
        cursor.execute(LOCK)
        migrate(connection)
        there = {key for (key,) in cursor.execute("SELECT key FROM read_model").fetchall()}
        missing = [model for model in models if model.schema not in there]
        if missing:
            with connection.transaction():
                bring_over(cursor)
            rebuild(database, missing)
        cursor.execute(UNLOCK)


SetUp = Callable[[CRM], None]


def set_up(crm: CRM) -> None:
    """Begin an empty installation with the values at start."""
    crm.set_up_vocabularies(origin=Origin("system", "job"))
