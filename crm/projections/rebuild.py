"""Making read models anew from the log, beside the live ones."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any, cast

import msgspec
from psycopg import Connection, Cursor
from psycopg.rows import args_row
from psycopg.sql import SQL, Identifier

from crm.database import Database
from crm.log import Entry
from crm.log.mapper import PlainJSON
from crm.memory import ahead, unhurried
from crm.projections.read_model import ReadModel, ReadModels, project
from domain.refusal import Refusal

BATCH = 5_000
LOCK_REBUILDS = "SELECT pg_try_advisory_lock(5317042)"
LOCK_WRITERS = "SELECT pg_advisory_xact_lock(5317041)"
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
    with database.dedicated() as connection, connection.cursor() as cursor, unhurried():
        if not cast("tuple[bool]", cursor.execute(LOCK_REBUILDS).fetchone())[0]:
            raise RebuildIsRunning
        shadows = [_shadow(model) for model in models]
        for model, shadow in zip(models, shadows, strict=True):
            cursor.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(shadow)))
            model.create(cursor, shadow)
        # Made anew after a crash anyway, so no commit need wait for the disk but the last one.
        cursor.execute("SET synchronous_commit = off")
        _fill(database, connection, models, shadows, progress)
        cursor.execute("SET synchronous_commit = on")
        for model, shadow in zip(models, shadows, strict=True):
            model.index(cursor, shadow)
        return _swap(connection, models, shadows)


def catch_up(models: ReadModels, cursor: Cursor[Any], head: int) -> None:
    """Take in what an older program, which didn't know these read models, has written."""
    for model in models.models:
        cursor.execute("SELECT position FROM read_model WHERE key = %s", [model.schema])
        position = cast("tuple[int]", cursor.fetchone())[0]
        if position < head:
            for entries in _batches(cursor.connection, position):
                project(model, cursor, entries)


def _shadow(model: ReadModel) -> str:
    return f"{model.schema}_rebuilt"


def _fill(
    database: Database,
    connection: Connection[Any],
    models: Sequence[ReadModel],
    shadows: Sequence[str],
    progress: Progress,
) -> None:
    of = _head(connection)
    for shadow in shadows:
        connection.execute(
            "INSERT INTO read_model VALUES (%s, 0) ON CONFLICT (key) DO UPDATE SET position = 0",
            [shadow],
        )
    with database.dedicated() as reading, closing(ahead(_batches(reading, 0))) as batches:
        for entries in batches:
            with connection.transaction(), connection.cursor() as cursor:
                _project(cursor, models, shadows, entries)
            progress(entries[-1].position, of)


def _project(
    cursor: Cursor[Any],
    models: Sequence[ReadModel],
    shadows: Sequence[str],
    entries: Sequence[Entry],
) -> None:
    for model, shadow in zip(models, shadows, strict=True):
        with model.inside(cursor, shadow):
            project(model, cursor, entries)
    position = entries[-1].position
    cursor.execute(REACHED, [position, list(shadows)])


def _swap(connection: Connection[Any], models: Sequence[ReadModel], shadows: Sequence[str]) -> int:
    """Stop the writers for a moment, take in what came meanwhile, and change the names."""
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(LOCK_WRITERS)
        cursor.execute("SELECT position FROM read_model WHERE key = %s", [shadows[0]])
        position = cast("tuple[int]", cursor.fetchone())[0]
        for entries in _batches(connection, position):
            _project(cursor, models, shadows, entries)
            position = entries[-1].position
        for model, shadow in zip(models, shadows, strict=True):
            live = Identifier(model.schema)
            cursor.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(live))
            cursor.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(shadow), live))
            cursor.execute("DELETE FROM read_model WHERE key = %s", [model.schema])
            cursor.execute("UPDATE read_model SET key = %s WHERE key = %s", [model.schema, shadow])
        return position


def _batches(connection: Connection[Any], position: int) -> Iterator[list[Entry]]:
    mapper = PlainJSON()

    def entry(topic: str, state: bytes, metadata: str, *rest: Any) -> Entry:
        place, event_id, subject, version, recorded_at, digest = rest
        event, said = mapper.read(topic, state), _metadata(metadata)
        return Entry(
            place, event_id, topic, subject, version, recorded_at, said, state, digest, event
        )

    while True:
        with connection.cursor(row_factory=args_row(entry), binary=True) as reading:
            entries = reading.execute(AFTER, [position, BATCH], prepare=True).fetchall()
        if not entries:
            return
        position = entries[-1].position
        yield entries


@lru_cache(maxsize=64)
def _metadata(text: str) -> dict[str, str]:
    """Read metadata, which all events of a command share."""
    return msgspec.json.decode(text, type=dict[str, str])


def _head(connection: Connection[Any]) -> int:
    row = connection.execute("SELECT coalesce(max(notification_id), 0) FROM crm_events").fetchone()
    return int(cast("tuple[int]", row)[0])


AFTER = """
    SELECT topic, state, metadata::text, notification_id, event_id, originator_id,
           originator_version, recorded_at, hash
    FROM crm_events WHERE notification_id > %s ORDER BY notification_id LIMIT %s
"""

REACHED = "UPDATE read_model SET position = %s WHERE key = ANY (%s)"
