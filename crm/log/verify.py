"""Proving that nobody changed the log, and stopping writes when somebody did."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import msgspec
from psycopg import Connection, DataError

from crm.database import Database
from crm.log.chain import BrokenChain, Line, canonical, verified
from crm.log.writes import hold, stop

Progress = Callable[[int], None]
FETCHED = 1_000


def verify(database: Database, progress: Progress = lambda position: None) -> int:
    """Follow the chain from its beginning, and return how far it goes.

    Raises BrokenChain at the first entry that doesn't follow; writes are then refused until a
    chain that holds was seen, or `crm log resume` says to go on. Allows them where it holds.
    """
    try:
        position = _follow(database, progress)
    except BrokenChain as broken:
        with database.connection() as connection:
            stop(connection.cursor(), broken.position)
        raise
    with database.connection() as connection:
        hold(connection.cursor())
    return position


def _follow(database: Database, progress: Progress) -> int:
    # Where the end of the log was cut off, the read models had seen more of it.
    seen, position = int(database.value(SEEN)), 0
    try:
        with database.dedicated() as connection:
            for position in verified(lines(connection)):
                if position % FETCHED == 0:
                    progress(position)
    except DataError:
        raise BrokenChain(int(database.value(TIMELESS))) from None
    if position < seen:
        raise BrokenChain(position + 1)
    return position


def lines(connection: Connection[Any], after: int = 0) -> Iterator[tuple[Line, bytes]]:
    """Give every entry as it is hashed, with its hash, in order."""
    with connection.transaction(), connection.cursor("log", binary=True) as reading:
        reading.itersize = FETCHED
        for row in reading.execute(SELECT, [after]):
            yield _line(*row)


def _line(
    position: int,
    event_id: UUID,
    topic: str,
    originator_id: UUID,
    originator_version: int,
    recorded_at: Any,
    metadata: str,
    state: bytes,
    digest: bytes,
) -> tuple[Line, bytes]:
    line = Line(
        position,
        event_id,
        topic,
        originator_id,
        originator_version,
        recorded_at,
        canonical(metadata),
        msgspec.Raw(state),
    )
    return line, digest


# A time of recording that no calendar has, such as infinity, can't even be read.
TIMELESS = """
    SELECT min(notification_id) FROM crm_events
    WHERE recorded_at NOT BETWEEN '0001-01-02' AND '9999-12-30'
"""
SEEN = "SELECT coalesce(max(position), 0) FROM read_model"

SELECT = """
    SELECT notification_id, event_id, topic, originator_id, originator_version, recorded_at,
           metadata::text, state, hash
    FROM crm_events WHERE notification_id > %s ORDER BY notification_id
"""
