"""Entries as rows of the log's table, many at once."""

from collections.abc import Iterable, Iterator
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Cursor

from crm.database.wire import column_of, copied
from crm.log.entry import Entry

COLUMNS: dict[str, LiteralString] = {
    "originator_id": "uuid NOT NULL",
    "originator_version": "bigint NOT NULL",
    "topic": "text",
    "state": "bytea",
    "notification_id": "bigint NOT NULL",
    "event_id": "uuid NOT NULL",
    "hash": "bytea",
    "recorded_at": "timestamptz",
    "metadata": "jsonb",
    "command_id": "uuid",
}
WRITTEN = [column_of(kind) for kind in COLUMNS.values()]
COPY = f"COPY crm_events ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)"


def rows_of(
    entries: Iterable[Entry], metadata: Iterable[str], commands: Iterable[UUID | None]
) -> bytes:
    """Return what `COPY` sends.

    `metadata` is that of each as JSON; `commands` are the ids of the commands, each with the first
    of its entries only, by which a second try is noticed.
    """
    return copied(WRITTEN, map(_row, entries, metadata, commands))


def keep(cursor: Cursor[Any], rows: bytes) -> None:
    """Write rows to the log."""
    with cursor.copy(COPY.encode()) as copy:
        copy.write(rows)


def _row(entry: Entry, metadata: str, command: UUID | None) -> tuple[Any, ...]:
    return (
        entry.originator_id,
        entry.originator_version,
        entry.topic,
        entry.state,
        entry.position,
        entry.event_id,
        entry.hash,
        entry.recorded_at,
        metadata,
        command,
    )


def first_only(commands: Iterable[UUID]) -> Iterator[UUID | None]:
    """Leave out each id that came before."""
    seen: set[UUID] = set()
    for command in commands:
        yield None if command in seen else command
        seen.add(command)
