"""Appending to the log: one writer at a time, in an order that followers can trust.

Differs from the library's recorder in three ways. An advisory lock takes the place of LOCK TABLE,
which stalls every write for seconds while ANALYZE or VACUUM run. An ordinary transaction takes
the place of a pipeline, in which a refused statement may spoil the connection. And each entry
carries its id, metadata, time of recording and hash, and takes its read models along.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, LiteralString, Protocol
from uuid import UUID

import msgspec
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Connection, Cursor
from psycopg.rows import class_row, tuple_row

from crm.database.arrays import array_of, array_of_bytes
from crm.log.chain import Line, canonical, link
from crm.log.entry import Entry, Origin
from crm.log.rows import COPY, rows_of
from crm.log.writes import WritesAreStopped
from domain.aggregate import random_ids

FEW = 10
IMPORT = "import"


Rule = Callable[[Cursor[Any]], None]
Write = Callable[[Cursor[Any]], None]


class Followers(Protocol):
    """The read models that are written in the transaction of the events."""

    keys: list[str]

    def decide(self, entries: Sequence[Entry]) -> Write:
        """Say what new entries come to, and give what writes it."""

    def helped(self) -> AbstractContextManager[None]:
        """Let another process be there for much that is coming."""

    def decide_elsewhere(self, entries: Sequence[Entry]) -> Write | None:
        """Let another process begin with that, where one is there for it."""

    def catch_up(self, cursor: Cursor[Any], head: int) -> None:
        """Take in what an older program wrote, up to the position `head`."""


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
    hashes: list[bytes] | None = None


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
        few = len(stored_events) <= FEW
        append = self._append_few if few else self._append_many
        with self.datastore.get_connection() as connection:
            if few and not rules and not self.followers:
                # One statement is a transaction of its own.
                return append(connection, stored_events, origin, events)[0]
            with connection.transaction(), connection.cursor(row_factory=tuple_row) as cursor:
                entries, write = append(connection, stored_events, origin, events)
                for rule in rules:
                    rule(cursor)
                write(cursor)
                return entries

    def _append_few(
        self,
        connection: Connection[Any],
        stored_events: Sequence[StoredEvent],
        origin: Origin,
        events: Sequence[Any],
    ) -> tuple[list[Entry], Write]:
        """Let the database write and bind them, which holds the lock for one round trip."""
        ids = random_ids(len(stored_events))
        subjects, versions, topics, states = zip(*map(_told, stored_events), strict=True)
        params = [
            *self._begun(origin),
            _hashed(origin),
            array_of(subjects),
            array_of(versions),
            array_of(topics),
            array_of_bytes(states),
            array_of(ids),
        ]
        head = self._begin(connection, APPEND, params)
        if head.behind:
            head = self._begin(connection, APPEND, params)
        assert head.hashes
        entries = numbered(head, stored_events, ids, head.hashes, origin, events)
        return entries, self._decide(entries)

    def _append_many(
        self,
        connection: Connection[Any],
        stored_events: Sequence[StoredEvent],
        origin: Origin,
        events: Sequence[Any],
    ) -> tuple[list[Entry], Write]:
        if origin.source == IMPORT:
            # Its last entry is waited for, and with it all before; each asks for the one before it.
            connection.execute("SET LOCAL synchronous_commit = off")
        head = self._begin(connection, BEGIN, self._begun(origin))
        ids = random_ids(len(stored_events))
        hashes = chained(head, stored_events, ids, origin)
        entries = numbered(head, stored_events, ids, hashes, origin, events)
        write = self.followers.decide_elsewhere(entries) if self.followers else None
        text = msgspec.json.encode(entries[0].metadata).decode()
        rows = rows_of(entries, repeat(text), chain([origin.command_id], repeat(None)))
        with connection.cursor() as cursor, cursor.copy(COPY.encode()) as copy:
            copy.write(rows)
            # The database is busy keeping these for as long as that takes.
            write = write or self._decide(entries)
        written = [entries[-1].position, self._keys]
        connection.execute(WRITTEN, written, prepare=True)
        return entries, write

    def _decide(self, entries: Sequence[Entry]) -> Write:
        return self.followers.decide(entries) if self.followers else lambda _: None

    @property
    def _keys(self) -> list[str]:
        return self.followers.keys if self.followers else []

    def _begun(self, origin: Origin) -> list[Any]:
        return [origin.command_id, _named(tuple(self._keys)), origin.recorded_at]

    def _begin(
        self, connection: Connection[Any], statement: LiteralString, params: Sequence[Any]
    ) -> Head:
        """Take the lock and look, letting read models that lag catch up."""
        with connection.cursor(row_factory=class_row(Head)) as cursor:
            head = cursor.execute(statement, params, prepare=True).fetchone()
        assert head
        if head.broken_at:
            raise WritesAreStopped(head.broken_at)
        if head.seen_position and head.seen_subject:
            raise SeenBefore(head.seen_subject, head.seen_position)
        if head.behind and self.followers:
            with connection.cursor(row_factory=tuple_row) as cursor:
                self.followers.catch_up(cursor, head.head)
                cursor.execute(REACHED, [head.head, self._keys])
        return head


@lru_cache(maxsize=8)
def _named(keys: tuple[str, ...]) -> str:
    return array_of(keys)


def chained(
    head: Head, stored_events: Sequence[StoredEvent], ids: Sequence[UUID], origin: Origin
) -> list[bytes]:
    """Bind events to the one before each, from the head of the log on, and return the hashes."""
    raw, before, hashes = msgspec.Raw(_hashed(origin).encode()), head.head_hash, []
    for position, (event_id, stored) in enumerate(
        zip(ids, stored_events, strict=True), start=head.head + 1
    ):
        subject, version, topic, state = _told(stored)
        data = msgspec.Raw(state)
        line = Line(position, event_id, topic, subject, version, head.at, raw, data)
        before = link(before, line)
        hashes.append(before)
    return hashes


def numbered(
    head: Head,
    stored_events: Sequence[StoredEvent],
    ids: Sequence[UUID],
    hashes: Sequence[bytes],
    origin: Origin,
    events: Sequence[Any],
) -> list[Entry]:
    """Number events from the head of the log on."""
    metadata, entries = origin.metadata(), []
    for number, stored in enumerate(stored_events):
        subject, version, topic, state = _told(stored)
        event = events[number] if events else None
        entries.append(
            Entry(
                head.head + 1 + number,
                ids[number],
                topic,
                subject,
                version,
                head.at,
                metadata,
                state,
                hashes[number],
                event,
            )
        )
    return entries


def _hashed(origin: Origin) -> str:
    """Write the metadata of a command as it is hashed."""
    return bytes(canonical(msgspec.json.encode(origin.metadata()).decode())).decode()


def _told(stored: StoredEvent) -> tuple[UUID, int, str, bytes]:
    assert isinstance(stored.originator_id, UUID)
    return stored.originator_id, stored.originator_version, stored.topic, stored.state


BEGIN = "SELECT * FROM log_begin(%s, %s::text[], %s)"

APPEND = """
    SELECT * FROM log_append(%s, %s::text[], %s, %s::text, %s::uuid[], %s::bigint[], %s::text[],
                             %s::bytea[], %s::uuid[])
"""

# The log, with read models that were written along with it; or read models that caught up.
WRITTEN = "UPDATE log_head SET position = %s, followed_by = %s"
REACHED = "UPDATE read_model SET position = %s WHERE key = ANY (%s)"
