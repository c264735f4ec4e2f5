"""Appending to the log: one writer at a time, in an order that followers can trust.

Differs from the library's recorder in three ways. An advisory lock takes the place of LOCK TABLE,
which stalls every write for seconds while ANALYZE or VACUUM run. An ordinary transaction takes
the place of a pipeline, in which a refused statement may spoil the connection. And each entry
carries its id, metadata, time of recording and hash, and takes its read models along.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

import msgspec
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection, Cursor
from psycopg.rows import class_row, tuple_row
from psycopg.types.json import Jsonb

from crm.log.chain import Line, canonical, link
from crm.log.entry import Entry, Origin
from crm.log.writes import WritesAreStopped

FEW = 10


class Followers(Protocol):
    """The read models that are written in the transaction of the events."""

    keys: list[str]

    def project(self, cursor: Cursor[Any], entries: Sequence[Entry]) -> None:
        """Take new entries in."""

    def catch_up(self, cursor: Cursor[Any], head: int) -> None:
        """Take in what an older program wrote, up to the position `head`."""


Rule = Callable[[Cursor[Any]], None]


@dataclass(frozen=True, slots=True)
class Head:
    """What the log looked like when the lock was taken."""

    head: int
    head_hash: bytes
    at: datetime
    seen_position: int | None
    seen_subject: UUID | None
    behind: bool
    broken_at: int | None


class SeenBefore(Exception):
    """The command was recorded already; this is what it answered then."""

    def __init__(self, subject_id: UUID, position: int) -> None:
        super().__init__(position)
        self.subject_id = subject_id
        self.position = position


class LogRecorder(PostgresApplicationRecorder):
    """Appends under the writers' lock, and reads as the library reads."""

    followers: Followers | None = None

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Append events without read models, as the library's own tests do."""
        entries = self.append(stored_events, Origin("system", "job")) if stored_events else []
        return [entry.position for entry in entries]

    def append(
        self,
        stored_events: Sequence[StoredEvent],
        origin: Origin,
        events: Sequence[Any] = (),
        rules: Sequence[Rule] = (),
    ) -> list[Entry]:
        """Record events and their read models in one transaction.

        Each of `rules` is asked under the lock and raises a refusal to stop it. Raises SeenBefore
        for a command id that was recorded, IntegrityError where an aggregate has moved on.
        """
        with (
            self.datastore.get_connection() as connection,
            connection.transaction(),
            connection.cursor(row_factory=tuple_row) as cursor,
        ):
            head = self._begin(connection, origin)
            for rule in rules:
                rule(cursor)
            entries = chained(head, stored_events, origin, events)
            self._write(cursor, entries)
            if self.followers:
                self.followers.project(cursor, entries)
            return entries

    def _begin(self, connection: Connection[Any], origin: Origin) -> Head:
        keys = self.followers.keys if self.followers else []
        with connection.cursor(row_factory=class_row(Head)) as cursor:
            params = [origin.command_id, keys, origin.recorded_at]
            cursor.execute(BEGIN, params, prepare=True)
            head = cursor.fetchone()
        assert head
        if head.broken_at:
            raise WritesAreStopped(head.broken_at)
        if head.seen_position and head.seen_subject:
            raise SeenBefore(head.seen_subject, head.seen_position)
        if head.behind and self.followers:
            with connection.cursor(row_factory=tuple_row) as cursor:
                self.followers.catch_up(cursor, head.head)
        return head

    def _write(self, cursor: Cursor[Any], entries: Sequence[Entry]) -> None:
        keys = self.followers.keys if self.followers else []
        first, reached = entries[0], entries[-1].position
        command = UUID(first.metadata["command_id"])
        metadata = Jsonb(first.metadata, dumps=msgspec.json.encode)
        if len(entries) <= FEW:
            columns = zip(*[_columns(entry) for entry in entries], strict=True)
            params = [*map(list, columns), metadata, first.recorded_at, command, reached, keys]
            cursor.execute(INSERT, params, prepare=True)
            return
        with cursor.copy(COPY) as copy:
            copy.set_types(TYPES)
            for entry in entries:
                which = command if entry is first else None
                copy.write_row((*_columns(entry), metadata, entry.recorded_at, which))
        cursor.execute(REACHED, [reached, keys], prepare=True)


def chained(
    head: Head, stored_events: Sequence[StoredEvent], origin: Origin, events: Sequence[Any] = ()
) -> list[Entry]:
    """Number events from the head of the log on, and bind each to the one before."""
    metadata = origin.metadata()
    raw = canonical(msgspec.json.encode(metadata).decode())
    before, entries = head.head_hash, []
    for number, stored in enumerate(stored_events):
        position, event_id = head.head + 1 + number, uuid4()
        subject, version, topic, state = (
            stored.originator_id,
            stored.originator_version,
            stored.topic,
            stored.state,
        )
        assert isinstance(subject, UUID)
        data = msgspec.Raw(state)
        line = Line(position, event_id, topic, subject, version, head.at, raw, data)
        before = link(before, line)
        event = events[number] if events else None
        entries.append(
            Entry(
                position, event_id, topic, subject, version, head.at, metadata, state, before, event
            )
        )
    return entries


def _columns(entry: Entry) -> tuple[UUID, int, str, bytes, int, UUID, bytes]:
    return (
        entry.originator_id,
        entry.originator_version,
        entry.topic,
        entry.state,
        entry.position,
        entry.event_id,
        entry.hash,
    )


BEGIN = "SELECT * FROM log_begin(%s, %s::text[], %s)"

INSERT = """
    WITH written AS (
        INSERT INTO crm_events (originator_id, originator_version, topic, state, notification_id,
                                event_id, hash, metadata, recorded_at, command_id)
        SELECT o, v, t, s, n, e, h, metadata, at, CASE WHEN nth = 1 THEN command END
        FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[], %s::bigint[], %s::uuid[],
                    %s::bytea[]) WITH ORDINALITY AS event (o, v, t, s, n, e, h, nth),
             (SELECT %s::jsonb, %s::timestamptz, %s::uuid) AS command (metadata, at, command)
    )
    UPDATE read_model SET position = %s WHERE key = ANY (%s)
"""

REACHED = "UPDATE read_model SET position = %s WHERE key = ANY (%s)"

COPY = """
    COPY crm_events (originator_id, originator_version, topic, state, notification_id, event_id,
                     hash, metadata, recorded_at, command_id) FROM STDIN (FORMAT BINARY)
"""

TYPES = ["uuid", "int8", "text", "bytea", "int8", "uuid", "bytea", "jsonb", "timestamptz", "uuid"]
