"""Reading entries of the log, as read models take them in."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, LiteralString
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.rows import args_row

from crm.log import Entry
from crm.log.mapper import PlainJSON

BATCH = 5_000
MAPPER = PlainJSON()


def batches_after(connection: Connection[Any], position: int) -> Iterator[list[Entry]]:
    """Give what follows a position, in order, until there is no more."""
    while entries := _entries(connection, AFTER, [position, BATCH]):
        position = entries[-1].position
        yield entries


def spans(until: int) -> Iterator[tuple[int, int]]:
    """Cut what goes up to a position into batches: after which position each begins and ends."""
    for after in range(0, until, BATCH):
        yield after, min(after + BATCH, until)


def entries_between(connection: Connection[Any], after: int, until: int) -> list[Entry]:
    """Return what follows a position, up to and with another, in order."""
    return _entries(connection, BETWEEN, [after, until])


def entries_about(connection: Connection[Any], subjects: Sequence[UUID]) -> list[Entry]:
    """Return all that was ever said about some subjects, in order."""
    return _entries(connection, ABOUT, [list(subjects)])


def _entries(connection: Connection[Any], sql: LiteralString, params: Sequence[Any]) -> list[Entry]:
    with connection.cursor(row_factory=args_row(_entry), binary=True) as reading:
        return reading.execute(sql, params, prepare=True).fetchall()


def _entry(topic: str, state: bytes, metadata: str, *rest: Any) -> Entry:
    place, event_id, subject, version, recorded_at, digest = rest
    event, said = MAPPER.read(topic, state), _metadata(metadata)
    return Entry(place, event_id, topic, subject, version, recorded_at, said, state, digest, event)


@lru_cache(maxsize=64)
def _metadata(text: str) -> dict[str, str]:
    """Read metadata, which all events of a command share."""
    return msgspec.json.decode(text, type=dict[str, str])


SELECT: LiteralString = """
    SELECT topic, state, metadata::text, notification_id, event_id, originator_id,
           originator_version, recorded_at, hash
    FROM crm_events
"""
AFTER = SELECT + "WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
BETWEEN = SELECT + "WHERE notification_id > %s AND notification_id <= %s ORDER BY notification_id"
ABOUT = SELECT + "WHERE originator_id = ANY (%s) ORDER BY notification_id"
