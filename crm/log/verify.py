"""Proving that nobody changed the log, and stopping writes when somebody did."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from psycopg import Connection

from crm.database import Database
from crm.log.chain import GENESIS, Accepted, AcceptedBreaks, BrokenChain, Line, canonical, verified
from crm.log.writes import LogIsBroken, hold, stop

Progress = Callable[[int], None]
FETCHED = 1_000


@dataclass(frozen=True, slots=True)
class Proven:
    """How far the chain was proved, and its hash there."""

    position: int
    hash: bytes


def verify(database: Database, progress: Progress = lambda position: None) -> int:
    """Follow the chain from its beginning, and return how far it goes.

    Raises BrokenChain at the first entry that doesn't follow; writes are then refused until a
    chain that holds was seen, or `crm log resume` says to go on. Where nothing is broken but what
    was accepted, it raises AcceptedBreaks, and writes are allowed, as where it holds.
    """
    accepted = _accepted(database)
    reached = _prove(database, Proven(0, GENESIS), progress, accepted)
    with database.connection() as connection:
        hold(connection.cursor(), accepted.met)
    if accepted.met:
        raise AcceptedBreaks(accepted.met)
    return reached


def verify_on(database: Database, progress: Progress = lambda position: None) -> int:
    """Follow the chain on from where it was proved last, and return how far it goes.

    Goes past what was accepted. Raises BrokenChain, and stops writes, as `verify`.
    """
    return _prove(database, proven(database), progress, _accepted(database))


def check(database: Database, progress: Progress = lambda position: None) -> None:
    """Prove the whole log before it is taken for true. Raises LogIsBroken, a refusal."""
    try:
        verify(database, progress)
    except BrokenChain as broken:
        raise LogIsBroken(broken.position) from broken


def proven(database: Database) -> Proven:
    """Return how far the chain was proved last."""
    found = database.row(Proven, "SELECT proven, proven_hash FROM log_state")
    assert found
    return found


def _accepted(database: Database) -> Accepted:
    return Accepted(database.pairs("SELECT position, seal FROM accepted_break"))


def _prove(database: Database, start: Proven, progress: Progress, accepted: Accepted) -> int:
    try:
        reached = _follow(database, start, progress, accepted)
    except BrokenChain as broken:
        with database.connection() as connection:
            stop(connection.cursor(), broken.position, broken.seal)
        raise
    if reached != start:
        database.value(REACHED, {"position": reached.position, "hash": reached.hash})
    return reached.position


def _follow(database: Database, start: Proven, progress: Progress, accepted: Accepted) -> Proven:
    # Where the end of the log was cut off, the read models and the last proof had seen more.
    seen, reached = int(database.value(SEEN)), start
    if start.position and database.value(HASH, [start.position]) != start.hash:
        # Where it can be told from the log itself, that is where it was changed.
        _follow(database, Proven(0, GENESIS), progress, accepted)
        raise BrokenChain(min(start.position, int(database.value(NEXT))))
    if int(database.value(NEXT)) > start.position + 1:
        # A connection of its own takes longer than all else, where there is nothing to follow.
        reached = _followed(database, start, progress, accepted)
    if reached.position < seen:
        accepted.pass_by(reached.position + 1)
    return reached


def _followed(database: Database, start: Proven, progress: Progress, accepted: Accepted) -> Proven:
    reached = start
    with database.dedicated() as connection:
        found = lines(connection, start.position)
        for position, digest in verified(found, start.position, start.hash, accepted):
            reached = Proven(position, digest)
            if position % FETCHED == 0:
                progress(position)
    return reached


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


SEEN = """
    SELECT greatest((SELECT coalesce(max(position), 0) FROM reached),
                    (SELECT position FROM log_head), (SELECT proven FROM log_state))
"""
HASH = "SELECT hash FROM crm_events WHERE notification_id = %s"
NEXT = "SELECT coalesce(max(notification_id), 0) + 1 FROM crm_events"
REACHED = """
    UPDATE log_state SET proven = %(position)s, proven_hash = %(hash)s
    WHERE proven <= %(position)s RETURNING proven
"""

# A time of recording that no calendar has, such as infinity, can't even be read.
SELECT = """
    SELECT notification_id, event_id, topic, originator_id, originator_version,
           CASE WHEN recorded_at BETWEEN '0001-01-02' AND '9999-12-30' THEN recorded_at END,
           metadata::text, state, hash
    FROM crm_events WHERE notification_id > %s ORDER BY notification_id
"""
