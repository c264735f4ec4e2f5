"""The event log as an application of the eventsourcing library."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import InfrastructureFactory, IntegrityError, OperationalError
from eventsourcing.utils import Environment
from psycopg.errors import UniqueViolation
from psycopg_pool import PoolTimeout

from crm.database import Database
from crm.database.connection import PATIENCE
from crm.log.entry import Entry, Origin, Receipt
from crm.log.mapper import PlainJSON
from crm.log.proof import Proof
from crm.log.recorder import Followers, LogRecorder, Rule, SeenBefore
from domain.refusal import NotFound, Refusal, WrongKind

Answer = TypeVar("Answer")
Kind = TypeVar("Kind", bound=Aggregate)
VERSIONS = "crm_events_version"


@dataclass(eq=False)
class ChangedMeanwhile(Refusal):
    """Somebody else changed the same thing since it was read; nothing was overwritten."""

    subject_id: UUID


class Log(Application[UUID]):
    """The one log of events that every part of the application writes to."""

    name = "crm"
    env: ClassVar[dict[str, str]] = {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "APPLICATION_RECORDER_TOPIC": "crm.log.recorder:LogRecorder",
        "MAPPER_TOPIC": "crm.log.mapper:PlainJSON",
        "CREATE_TABLE": "no",
        "POSTGRES_DBNAME": "",
        "POSTGRES_HOST": "",
        "POSTGRES_USER": "",
        "POSTGRES_PASSWORD": "",
        # Writers take turns, so one connection, with its statements prepared, serves nearly all.
        "POSTGRES_POOL_SIZE": "1",
        "POSTGRES_MAX_OVERFLOW": "7",
    }
    mapper: PlainJSON
    recorder: LogRecorder

    def __init__(self, database: Database, followers: Followers | None = None) -> None:
        self.database = database
        self.proof = Proof(database)
        super().__init__()
        self.recorder.followers = followers

    def construct_factory(self, env: Environment) -> InfrastructureFactory[Any]:
        """Let the library connect as the database says; it knows neither addresses nor options."""
        factory: Any = super().construct_factory(env)
        factory.datastore.pool.reconnect_timeout = PATIENCE
        kwargs = factory.datastore.pool.kwargs
        for key in ("dbname", "host", "port", "user", "password"):
            del kwargs[key]
        kwargs.update(self.database.conninfo)
        return factory  # type: ignore[no-any-return]

    def record(self, *aggregates: Aggregate, origin: Origin, rules: Sequence[Rule] = ()) -> Receipt:
        """Record what the aggregates decided, and answer with the first of them.

        Nothing new is no error: the receipt then has position 0. A command that was recorded
        before answers as it did then. Raises ChangedMeanwhile.
        """
        events = [event for aggregate in aggregates for event in aggregate.collect_events()]
        if not events:
            return Receipt(aggregates[0].id, 0)
        stored = [self.mapper.to_stored_event(event) for event in events]
        self.proof.give()
        try:
            entries = self._again(lambda: self.recorder.append(stored, origin, events, rules))
        except SeenBefore as seen:
            return Receipt(seen.subject_id, seen.position)
        except IntegrityError as error:
            if _constraint(error) == VERSIONS:
                raise ChangedMeanwhile(aggregates[0].id) from error
            raise
        return Receipt(aggregates[0].id, entries[-1].position)

    def helped(self) -> AbstractContextManager[None]:
        """Let another process help while much is recorded."""
        followers = self.recorder.followers
        return followers.helped() if followers else nullcontext()

    def seen(self, command_id: UUID) -> Receipt | None:
        """Return what a command answered, where it was recorded already."""
        return self.database.row(Receipt, SEEN, [command_id])

    def get(self, kind: type[Kind], subject_id: UUID, version: int | None = None) -> Kind:
        """Read an aggregate; with the `version` that a form had read, only if it still is that.

        Raises NotFound, or ChangedMeanwhile where it has moved on.
        """
        try:
            found: Any = self._again(lambda: self.repository.get(subject_id))
        except AggregateNotFoundError:
            found = None
        if not isinstance(found, kind):
            raise NotFound(kind.__name__.lower(), str(subject_id))
        if version is not None and found.version != version:
            raise ChangedMeanwhile(subject_id)
        return found

    def check_kind(self, kind: type[Aggregate], subject_id: UUID | None, about: str) -> None:
        """Raise WrongKind where an id, given for the field `about`, is of nothing of a kind."""
        try:
            if subject_id:
                self.get(kind, subject_id)
        except NotFound:
            raise WrongKind(about, (kind.__name__.lower(),)) from None

    def _again(self, act: Callable[[], Answer]) -> Answer:
        """Try twice where a connection has died in the pool, as `Database` does.

        A command keeps its id, so that one whose first answer was lost isn't recorded again.
        """
        try:
            return act()
        except OperationalError as error:
            if isinstance(error.__cause__, PoolTimeout):
                raise
            self.recorder.datastore.pool.check()
            return act()

    def version_of(self, subject_id: UUID) -> int:
        """Return how many events an aggregate has; 0 where it has none."""
        return int(self.database.value(VERSION, [subject_id]) or 0)

    def known(self, ids: Sequence[UUID]) -> set[UUID]:
        """Return which of some ids anything was ever recorded under, withdrawn or not."""
        return set(self.database.values(KNOWN, [list(ids)]))

    def entries(self, positions: Sequence[int]) -> list[Entry]:
        """Return the entries at some positions, newest first."""
        rows = self.database.rows(Entry, SELECT + WHERE_POSITIONS, [list(positions)])
        return [self._with_event(row) for row in rows]

    def entries_after(self, position: int, limit: int) -> list[Entry]:
        """Return up to `limit` entries that follow a position, in order."""
        rows = self.database.rows(Entry, SELECT + WHERE_AFTER, [position, limit])
        return [self._with_event(row) for row in rows]

    def entries_about(self, subject_id: UUID, known_at: datetime | None = None) -> list[Entry]:
        """Return what was said about one aggregate, oldest first, as was known at an instant."""
        params = {"subject": subject_id, "known_at": known_at}
        rows = self.database.rows(Entry, SELECT + WHERE_ABOUT, params)
        return [self._with_event(row) for row in rows]

    def lives(
        self, ids: Collection[UUID], known_at: datetime | None = None
    ) -> dict[UUID, Aggregate]:
        """Return aggregates by id, as was known of them at an instant, all of them at once."""
        found: dict[UUID, Any] = {}
        params = {"ids": list(ids), "known_at": known_at}
        for subject, topic, state in self.database.rows(_told, WHAT_WAS_SAID, params):
            found[subject] = self.mapper.read(topic, state).mutate(found.get(subject))
        return found

    def entries_of(self, correlation_id: UUID) -> Iterator[Entry]:
        """Return what belongs to one import, newest first."""
        rows = self.database.rows(Entry, SELECT + WHERE_IMPORT, [str(correlation_id)])
        return (self._with_event(row) for row in rows)

    def position(self) -> int:
        """Return how far the log goes."""
        return int(self.database.value(POSITION))

    def _with_event(self, entry: Entry) -> Entry:
        event = self.mapper.read(entry.topic, entry.state)
        fields = {name: getattr(entry, name) for name in entry.__struct_fields__}
        return Entry(**{**fields, "event": event})


def _told(subject: UUID, topic: str, state: bytes) -> tuple[UUID, str, bytes]:
    return subject, topic, state


def _constraint(error: IntegrityError) -> str | None:
    cause = error.__cause__
    return cause.diag.constraint_name if isinstance(cause, UniqueViolation) else None


SELECT = """
    SELECT notification_id, event_id, topic, originator_id, originator_version, recorded_at,
           metadata, state, hash
    FROM crm_events
"""
WHERE_POSITIONS = "WHERE notification_id = ANY (%s) ORDER BY notification_id DESC"
WHERE_AFTER = "WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
WHERE_ABOUT = """
    WHERE originator_id = %(subject)s
      AND (%(known_at)s::timestamptz IS NULL OR recorded_at <= %(known_at)s::timestamptz)
    ORDER BY notification_id
"""
WHAT_WAS_SAID = """
    SELECT originator_id, topic, state FROM crm_events
    WHERE originator_id = ANY (%(ids)s)
      AND (%(known_at)s::timestamptz IS NULL OR recorded_at <= %(known_at)s::timestamptz)
    ORDER BY originator_id, originator_version
"""
WHERE_IMPORT = """
    WHERE metadata ->> 'correlation_id' = %s AND metadata ->> 'source' = 'import'
    ORDER BY notification_id DESC
"""
POSITION = "SELECT coalesce(max(notification_id), 0) FROM crm_events"
VERSION = "SELECT max(originator_version) FROM crm_events WHERE originator_id = %s"
KNOWN = "SELECT DISTINCT originator_id FROM crm_events WHERE originator_id = ANY (%s)"
SEEN = "SELECT originator_id, notification_id FROM crm_events WHERE command_id = %s"
