"""The log and what was made of it: samples, since the whole would take minutes."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from eventsourcing.persistence import MapperDeserialisationError
from psycopg import Connection, Cursor
from psycopg.sql import SQL, Identifier

from crm.database import Database
from crm.doctor.finding import Finding, fault, ok, warning
from crm.log.chain import GENESIS, BrokenChain, verified
from crm.log.verify import lines
from crm.opening import AllReadModels
from crm.projections.accounts import AccountModel
from crm.projections.directory import Directory
from crm.projections.membership import Membership
from crm.projections.participation import ParticipationModel
from crm.projections.read_model import ReadModel, project
from crm.projections.reading import entries_about
from crm.projections.runs import Runs
from crm.projections.terms import Terms
from crm.projections.timeline import Timeline

LINES = 2_000
# Of each kind of thing: there are few vocabularies and many participations.
OF_A_KIND = 20
# The tables whose rows are made of the events of one subject, and the column that names it.
SAMPLED: dict[ReadModel, dict[str, str]] = {
    Directory(): {"party": "id"},
    ParticipationModel(): {"activity": "id", "participation": "activity"},
    Membership(): {"member": "network"},
    Timeline(): {"happening": "said_by", "activity_day": "activity"},
    Terms(): {"term": "vocabulary"},
    Runs(): {"run": "id"},
    AccountModel(): {"account": "id"},
}


def log(database: Database) -> Iterator[Finding]:
    """Look at the end of the chain, at every read model's position, and at some rows of them."""
    with database.dedicated() as connection:
        head = _head(connection)
        yield _chain(connection, head)
        yield _positions(connection, head)
        yield _replayed(connection)


def _head(connection: Connection) -> int:
    row = connection.execute("SELECT coalesce(max(notification_id), 0) FROM crm_events").fetchone()
    return int(row[0]) if row else 0


def _chain(connection: Connection, head: int) -> Finding:
    broken = connection.execute("SELECT broken_at FROM log_state").fetchone()
    if broken and broken[0]:
        return _broken(broken[0])
    after = max(0, head - LINES)
    row = connection.execute(HASH, [after]).fetchone()
    try:
        for _ in verified(lines(connection, after), after, row[0] if row else GENESIS):
            pass
    except BrokenChain as error:
        return _broken(error.position)
    return ok("chain", f"holds over the last {head - after:,} of {head:,} entries")


def _broken(position: int) -> Finding:
    told = f"the log was changed outside the program, at position {position:,}"
    return fault("chain", told, "crm log verify, then restore a backup from before")


def _positions(connection: Connection, head: int) -> Finding:
    there: dict[str, int] = dict(connection.execute("SELECT key, position FROM reached").fetchall())
    models = AllReadModels().keys
    if missing := [key for key in models if key not in there]:
        told = f"{', '.join(missing)} isn't made yet"
        return warning("read models", told, "the next start makes it")
    if late := [key for key in models if there[key] != head]:
        told = f"{', '.join(late)} is behind the log"
        return warning("read models", told, "the next save takes in what is missing")
    return ok("read models", f"all {len(models)} are at position {head:,}")


def _replayed(connection: Connection) -> Finding:
    """Make some rows anew from the log, in tables that are gone afterwards, and compare."""
    subjects = [
        subject for (subject,) in connection.execute(SUBJECT_SAMPLE, [OF_A_KIND]).fetchall()
    ]
    differing: list[str] = []
    try:
        for model, tables in SAMPLED.items():
            with connection.transaction(force_rollback=True), connection.cursor() as cursor:
                cursor.execute("SET LOCAL search_path = public")
                differing += _differing(cursor, model, tables, subjects)
    except MapperDeserialisationError as unreadable:
        return warning("replay", f"an event can't be read: {unreadable}", "crm log verify")
    if differing:
        told = f"{', '.join(differing)} isn't what the log comes to"
        return fault("replay", told, "crm rebuild")
    return ok("replay", f"{len(subjects)} of all subjects come to the same rows again")


def _differing(
    cursor: Cursor[Any], model: ReadModel, tables: dict[str, str], subjects: list[UUID]
) -> Iterator[str]:
    scratch = f"{model.schema}_sample"
    model.create(cursor, scratch)
    model.key(cursor, scratch)
    with model.inside(cursor, scratch):
        project(model, cursor, entries_about(cursor.connection, subjects))
    for table, column in tables.items():
        live, again = (
            cursor.execute(
                SQL("SELECT t::text FROM {}.{} t WHERE {} = ANY (%s) ORDER BY 1").format(
                    Identifier(schema), Identifier(table), Identifier(column)
                ),
                [subjects],
            ).fetchall()
            for schema in (model.schema, scratch)
        )
        if live != again:
            yield table


HASH = "SELECT hash FROM crm_events WHERE notification_id = %s"
SUBJECT_SAMPLE = """
    SELECT originator_id FROM (
        SELECT originator_id, row_number() OVER (PARTITION BY topic ORDER BY random()) AS place
        FROM crm_events WHERE originator_version = 1
    ) AS begun
    WHERE place <= %s
"""
