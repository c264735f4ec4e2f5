"""How a read model takes events in, a save's one or a rebuild's million through the same methods.

Each read model lives in a PostgreSQL schema of its own, named after it and its version, and finds
its tables by the search path. A rebuild runs the same methods with a schema beside it in front.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar, cast

from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from crm.log import Entry
from crm.projections.writer import Table, Writer, write

Handler = Callable[[Any, Any, Entry, Writer], None]
Handling = TypeVar("Handling", bound=Handler)


def handles(*events: type) -> Callable[[Handling], Handling]:
    """Let a method of a read model take these events in."""

    def mark(method: Handling) -> Handling:
        method.handled = events  # type: ignore[attr-defined]
        return method

    return mark


class ReadModel:
    """Tables, and one method for each event that changes them: `method(event, entry, writer)`.

    `version` goes up whenever tables or methods change, so that the rows are made anew.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    tables: ClassVar[Sequence[Table]]
    # Those that are only written with what was gathered, in the end.
    gathered: ClassVar[Sequence[Table]] = ()
    handlers: ClassVar[dict[type, Handler]]

    def __init_subclass__(cls) -> None:
        """Collect the methods by the events they handle."""
        methods = [method for method in vars(cls).values() if hasattr(method, "handled")]
        cls.handlers = {event: method for method in methods for event in method.handled}

    def __reduce__(self) -> tuple[Any, ...]:
        """Let another process take it for what it is here, or not at all."""
        return _of_version, (type(self), self.version)

    @property
    def schema(self) -> str:
        """The schema of its tables, 'participation_1'; also its key in the table read_model."""
        return f"{self.name}_{self.version}"

    def takes_any(self, events: AbstractSet[type]) -> bool:
        """Say whether events of any of these kinds may mean something here."""
        return not events.isdisjoint(self.handlers)

    def take_all(self, entries: Sequence[Entry], writer: Writer) -> None:
        """Take events in, each that means anything here by its method."""
        handlers = self.handlers
        for entry in entries:
            if handler := handlers.get(type(entry.event)):
                handler(self, entry.event, entry, writer)

    def create(self, cursor: Cursor[Any], schema: str) -> None:
        """Make its empty tables, without their keys and further indexes, in a schema."""
        cursor.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
        with self.inside(cursor, schema):
            for table in self.tables:
                cursor.execute(table.ddl)

    def key(self, cursor: Cursor[Any], schema: str) -> None:
        """Make the primary keys of its tables."""
        with self.inside(cursor, schema):
            for table in self.tables:
                if table.key:
                    cursor.execute(table.key)

    @contextmanager
    def inside(self, cursor: Cursor[Any], schema: str) -> Iterator[None]:
        """Let the tables of a schema come before any other."""
        before = cast("tuple[str]", cursor.execute("SHOW search_path").fetchone())[0]
        cursor.execute(SQL("SET search_path = {}, public").format(Identifier(schema)))
        yield
        cursor.execute("SELECT set_config('search_path', %s, false)", [before])


class OtherProgram(Exception):
    """A process that helps began after the program was exchanged, and knows another version."""


def _of_version(kind: type[ReadModel], version: int) -> ReadModel:
    if kind.version != version:
        raise OtherProgram(kind.name, version)
    return kind()


def project(model: ReadModel, cursor: Cursor[Any], entries: Sequence[Entry]) -> None:
    """Take entries into one read model."""
    write_all([decided(model, entries)], cursor)


def decided(model: ReadModel, entries: Sequence[Entry]) -> Writer:
    """Say which rows entries come to in a read model."""
    writer = Writer()
    model.take_all(entries, writer)
    return writer


def all_decided(models: Sequence[ReadModel], entries: Sequence[Entry]) -> list[Writer]:
    """Say which rows entries come to in each of several read models."""
    events = {type(entry.event) for entry in entries}
    return [decided(model, entries) if model.takes_any(events) else Writer() for model in models]


def write_all(writers: Sequence[Writer], cursor: Cursor[Any]) -> None:
    """Write what several read models decided, and what each of them gathered."""
    write(writers, cursor, [one for writer in writers for one in writer.last])
