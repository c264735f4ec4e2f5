"""Making read models anew from the log, beside the live ones."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import Any, cast

from psycopg import Connection, Cursor

from crm.database import Database
from crm.memory import ahead, unhurried
from crm.projections.deciding import decided_until
from crm.projections.filling import Filling, found_in
from crm.projections.read_model import ReadModel, project
from crm.projections.read_models import ReadModels
from crm.projections.reading import batches_after
from crm.projections.writer import Table, Writer
from domain.refusal import Refusal

AT_ONCE = 2
LOCK_REBUILDS = "SELECT pg_try_advisory_lock(5317042)"
LOCK_WRITERS = "SELECT pg_advisory_xact_lock(5317041)"
# A read model, and those of its tables that are finished together.
Part = tuple[Filling, Sequence[Table]]
Progress = Callable[[int, int], None]


class RebuildIsRunning(Refusal):
    """Another process is rebuilding; two at once would be in each other's way."""


def rebuild(
    database: Database, models: Sequence[ReadModel], progress: Progress = lambda done, of: None
) -> int:
    """Make the tables of some read models anew and put them in the place of the live ones.

    Readers and writers go on meanwhile; killed half way, it leaves the live tables as they were.
    `progress` hears of entries taken in, and of how many there are. Returns that number.
    """
    fillings = [Filling(model) for model in models]
    with database.dedicated() as connection, connection.cursor() as cursor, unhurried():
        if not cast("tuple[bool]", cursor.execute(LOCK_REBUILDS).fetchone())[0]:
            raise RebuildIsRunning
        for filling in fillings:
            filling.begin(cursor)
        # Made anew after a crash anyway, so no commit need wait for the disk but the last one.
        cursor.execute("SET synchronous_commit = off")
        found_in(cursor, fillings)
        _fill(database, connection, fillings, progress)
        _finish(database, connection, fillings)
        cursor.execute("SET synchronous_commit = on")
        return _swap(connection, fillings)


def catch_up(models: ReadModels, cursor: Cursor[Any], head: int) -> None:
    """Take in what an older program, which didn't know these read models, has written."""
    for model in models.models:
        cursor.execute("SELECT position FROM reached WHERE key = %s", [model.schema])
        position = cast("tuple[int]", cursor.fetchone())[0]
        if position < head:
            for entries in batches_after(cursor.connection, position):
                project(model, cursor, entries)


def _fill(
    database: Database,
    connection: Connection[Any],
    fillings: Sequence[Filling],
    progress: Progress,
) -> None:
    of = _head(connection)
    models = [filling.model for filling in fillings]
    with closing(ahead(decided_until(database, models, of))) as all_decided:
        for position, writers in all_decided:
            _write(connection, fillings, writers, position)
            progress(position, of)


def _write(
    connection: Connection[Any],
    fillings: Sequence[Filling],
    writers: Sequence[Writer],
    position: int,
) -> None:
    with connection.transaction(), connection.cursor() as cursor:
        for filling, writer in zip(fillings, writers, strict=True):
            filling.write(cursor, writer)
        cursor.execute(REACHED, [position, [filling.schema for filling in fillings]])


def _finish(database: Database, connection: Connection[Any], fillings: Sequence[Filling]) -> None:
    """Write what was gathered and make keys and indexes, of two tables at a time."""
    sizes = _sizes(connection, fillings)
    parts = [(filling, tables) for filling in fillings for tables in filling.parts]

    def size(part: Part) -> int:
        filling, tables = part
        return sum((1 + len(one.indexes)) * sizes[filling.schema, one.name] for one in tables)

    # What was gathered isn't in its tables yet, and takes longest.
    parts.sort(key=lambda part: (part[0].has_gathered(part[1]), size(part)), reverse=True)
    with ThreadPoolExecutor(AT_ONCE) as workers:
        for _ in workers.map(partial(_finish_part, database), parts):
            pass


def _sizes(connection: Connection[Any], fillings: Sequence[Filling]) -> dict[tuple[str, str], int]:
    """Return how much lies in each table."""
    found = connection.execute(SIZES, [[filling.schema for filling in fillings]])
    return {(schema, table): size for schema, table, size in found}


def _finish_part(database: Database, part: Part) -> None:
    filling, tables = part
    with database.dedicated() as connection, connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        filling.finish(cursor, tables)


def _swap(connection: Connection[Any], fillings: Sequence[Filling]) -> int:
    """Take in what came meanwhile, stop the writers for the last of it, and change the names."""
    _follow(connection, fillings)
    with connection.transaction():
        connection.execute(LOCK_WRITERS)
        position = _follow(connection, fillings)
        with connection.cursor() as cursor:
            for filling in fillings:
                filling.take_place(cursor)
    # Dropping waits for who reads or vacuums them, which no writer should wait for.
    for filling in fillings:
        connection.execute(filling.drop_former)
    return position


def _follow(connection: Connection[Any], fillings: Sequence[Filling]) -> int:
    """Take in what was written since, and return how far that goes."""
    schemas = [filling.schema for filling in fillings]
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT position FROM reached WHERE key = %s", schemas[:1])
        position = cast("tuple[int]", cursor.fetchone())[0]
        for entries in batches_after(connection, position):
            for filling in fillings:
                project(filling.model, cursor, entries)
            position = entries[-1].position
        cursor.execute(REACHED, [position, schemas])
        return position


def _head(connection: Connection[Any]) -> int:
    row = connection.execute("SELECT coalesce(max(notification_id), 0) FROM crm_events").fetchone()
    return int(cast("tuple[int]", row)[0])


REACHED = "UPDATE read_model SET position = %s WHERE key = ANY (%s)"
SIZES = """
    SELECT nspname, relname, pg_relation_size(c.oid)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE nspname = ANY (%s) AND relkind = 'r'
"""
