"""Rows on their way to the tables of a read model: many at once, in the order of the events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, LiteralString

import msgspec
from psycopg import Cursor
from psycopg.sql import SQL, Composed, Identifier

from crm.database.arrays import array_of
from crm.database.wire import WriteAll, column_of, copied
from crm.projections.steps import Copied, Params, Single, Statement, Statements, Step, run

FEW = 8


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns with their types in order, and the rest of its definition.

    Its indexes are made once the rows of a rebuild are in.
    """

    name: str
    columns: Mapping[str, LiteralString]
    constraints: LiteralString = ""
    indexes: Sequence[LiteralString] = ()

    @cached_property
    def recorded(self) -> int:
        """Which of its columns says over which time a row was known."""
        return list(self.columns).index("recorded")

    @cached_property
    def ddl(self) -> Composed:
        """The statement that makes the table."""
        columns = [
            SQL("{} {}").format(Identifier(name), SQL(kind)) for name, kind in self.columns.items()
        ]
        return SQL("CREATE TABLE {} ({})").format(Identifier(self.name), SQL(", ").join(columns))

    @cached_property
    def key(self) -> Composed | None:
        """The statement that adds the primary key, where the table has one."""
        if not self.constraints:
            return None
        return SQL("ALTER TABLE {} ADD {}").format(Identifier(self.name), SQL(self.constraints))

    @cached_property
    def insert(self) -> str:
        """The statement that adds one row."""
        names = SQL(", ").join(map(Identifier, self.columns))
        values = ", ".join(f"%s::{kind.split(' NOT NULL')[0]}" for kind in self.columns.values())
        statement = SQL("INSERT INTO {} ({})").format(Identifier(self.name), names)
        return f"{statement.as_string()} VALUES ({values})"

    @cached_property
    def copy(self) -> str:
        """The statement that adds many rows."""
        names = SQL(", ").join(map(Identifier, self.columns))
        copy = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)")
        return copy.format(Identifier(self.name), names).as_string()

    @cached_property
    def written(self) -> list[WriteAll]:
        """What writes the values of each column for that."""
        return [column_of(kind) for kind in self.columns.values()]


@dataclass(frozen=True, slots=True)
class _Rows:
    table: Table
    rows: list[tuple[Any, ...]]

    def ready(self) -> Step:
        """Return what writes the rows."""
        if len(self.rows) > FEW:
            return Copied(self.table.copy, copied(self.table.written, self.rows))
        rows = [[array_of(one) if type(one) is list else one for one in row] for row in self.rows]
        if len(rows) == 1:
            return Single((self.table.insert, rows[0]))
        return Statements(self.table.insert, [*rows])


class Writer:
    """Holds rows and statements, to write them set-wise; statements keep their place among rows."""

    def __init__(self) -> None:
        self.gathered: dict[LiteralString, set[Any]] = {}
        self.has_statements = False
        self.steps: list[_Rows | Step] = []
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._params: list[Params] = []
        self._statement: LiteralString = ""
        self._held: dict[Any, tuple[Table, int]] = {}

    def insert(self, table: Table, row: tuple[Any, ...], key: Any = None) -> None:
        """Add a row; a `key`, unique over all tables, lets `close` find it again."""
        self._statement = ""
        rows = self._rows.get(table.name)
        if rows is None:
            self._rows[table.name] = rows = []
            self.steps.append(_Rows(table, rows))
        if key is not None:
            self._held[key] = table, len(rows)
        rows.append(row)

    def close(
        self, key: Any, at: datetime, statement: LiteralString, params: Mapping[str, Any]
    ) -> None:
        """End the time over which a row was known: here if it is still held, else by a statement.

        The statement sets the same range: from its lower bound to `at`, without `at`.
        """
        if key not in self._held:
            self.execute(statement, params)
            return
        table, number = self._held.pop(key)
        rows, column = self._rows[table.name], table.recorded
        row = rows[number]
        known = row[column].removesuffix(",)") + f",{at.isoformat()})"
        rows[number] = (*row[:column], known, *row[column + 1 :])

    def execute(self, statement: LiteralString, params: Mapping[str, Any]) -> None:
        """Run a statement after every row and statement before it."""
        if statement is not self._statement:
            self._statement, self._params = statement, []
            self.steps.append(Statements(statement, self._params))
            self._rows, self._held = {}, {}
            self.has_statements = True
        self._params.append(params)

    def gather(self, statement: LiteralString, values: Iterable[Any]) -> None:
        """Run a statement once, at the end, with all the values that were gathered for it."""
        self.gathered.setdefault(statement, set()).update(values)

    def write(self, cursor: Cursor[Any]) -> None:
        """Write the rows and run the statements, in order, but not what was gathered."""
        write([self], cursor)

    def ready(self) -> Iterator[Step]:
        """Give what writes the rows and runs the statements, each as it is asked for."""
        for step in self.steps:
            yield step.ready() if isinstance(step, _Rows) else step

    def pack(self) -> None:
        """Make all ready to be sent, also from one process to another; nothing is added later."""
        self.steps = [*self.ready()]
        self._rows, self._held = {}, {}

    @property
    def last(self) -> list[Statement]:
        """What was gathered, as statements."""
        return [(statement, [array_of(values)]) for statement, values in self.gathered.items()]


def write(writers: Iterable[Writer], cursor: Cursor[Any], last: Sequence[Statement] = ()) -> None:
    """Write the rows and run the statements of several in order, then the last ones.

    The database may still be keeping the rows of one step while those of the next are made ready.
    """
    run((step for writer in writers for step in writer.ready()), cursor, last)


def text_of(value: Any) -> str:
    """Write a value as JSON, for a jsonb column."""
    return "{}" if value == {} else msgspec.json.encode(value).decode()
