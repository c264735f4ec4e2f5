"""Rows on their way to the tables of a read model: many at once, in the order of the events."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, ClassVar, LiteralString

import msgspec
from psycopg import Cursor
from psycopg.sql import SQL, Composed, Identifier

from crm.database.arrays import array_of
from crm.projections.wire import Encode, encoder

FEW = 8
# With its parameters in order.
Statement = tuple[str, Sequence[Any]]


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns with their types in order, and the rest of its definition."""

    name: str
    columns: Mapping[str, LiteralString]
    constraints: LiteralString = ""

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
    def copy(self) -> Composed:
        """The statement that adds many rows."""
        names = SQL(", ").join(map(Identifier, self.columns))
        copy = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)")
        return copy.format(Identifier(self.name), names)

    @cached_property
    def encoders(self) -> list[Encode | None]:
        """How the values of each column are sent by COPY, None where psycopg knows."""
        return [encoder(kind) for kind in self.columns.values()]


@dataclass(frozen=True, slots=True)
class _Rows:
    table: Table
    rows: list[tuple[Any, ...]]

    @property
    def single(self) -> Statement | None:
        if len(self.rows) != 1:
            return None
        row = [array_of(value) if type(value) is list else value for value in self.rows[0]]
        return self.table.insert, row

    def write(self, cursor: Cursor[Any], sending: ExitStack) -> None:
        if len(self.rows) > FEW:
            # The database may still be keeping the rows before while these are made ready.
            ready = list(self._sent())
            sending.close()
            copy = sending.enter_context(cursor.copy(self.table.copy))
            for row in ready:
                copy.write_row(row)
            return
        sending.close()
        cursor.executemany(self.table.insert.encode(), self.rows)

    def _sent(self) -> Iterable[tuple[Any, ...]]:
        columns = zip(*self.rows, strict=True)
        encoded = zip(self.table.encoders, columns, strict=True)
        sent = (map(encode, column) if encode else column for encode, column in encoded)
        return zip(*sent, strict=True)


@dataclass(frozen=True, slots=True)
class _Statements:
    statement: LiteralString
    params: list[Mapping[str, Any]]

    single: ClassVar[None] = None

    def write(self, cursor: Cursor[Any], sending: ExitStack) -> None:
        sending.close()
        if len(self.params) == 1:
            cursor.execute(self.statement, self.params[0], prepare=True)
        else:
            cursor.executemany(self.statement, self.params)


class Writer:
    """Holds rows and statements, to write them set-wise; statements keep their place among rows."""

    def __init__(self) -> None:
        self.gathered: dict[LiteralString, set[Any]] = {}
        self.has_statements = False
        self.steps: list[_Rows | _Statements] = []
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._params: list[Mapping[str, Any]] = []
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
            self.steps.append(_Statements(statement, self._params))
            self._rows, self._held = {}, {}
            self.has_statements = True
        self._params.append(params)

    def gather(self, statement: LiteralString, values: Iterable[Any]) -> None:
        """Run a statement once, at the end, with all the values that were gathered for it."""
        self.gathered.setdefault(statement, set()).update(values)

    def write(self, cursor: Cursor[Any]) -> None:
        """Write the rows and run the statements, in order, but not what was gathered."""
        write([self], cursor)

    def finish(self, cursor: Cursor[Any]) -> None:
        """Run what was gathered."""
        _run_at_once(cursor, self.last)

    @property
    def last(self) -> list[Statement]:
        """What was gathered, as statements."""
        return [(statement, [array_of(values)]) for statement, values in self.gathered.items()]


def write(writers: Iterable[Writer], cursor: Cursor[Any], last: Sequence[Statement] = ()) -> None:
    """Write the rows and run the statements of several in order, then the last ones.

    Single rows wait for what follows them, to go in one round trip: a save has little else to do.
    """
    waiting: list[Statement] = []
    with ExitStack() as sending:
        for step in chain.from_iterable(writer.steps for writer in writers):
            if step.single:
                waiting.append(step.single)
            else:
                if waiting:
                    sending.close()
                    _run_at_once(cursor, waiting)
                    waiting = []
                step.write(cursor, sending)
    _run_at_once(cursor, [*waiting, *last])


def _run_at_once(cursor: Cursor[Any], statements: Sequence[Statement]) -> None:
    """Run statements in one round trip; only the last may begin with WITH."""
    if statements:
        texts, params = zip(*statements, strict=True)
        cursor.execute(_joined(texts), list(chain.from_iterable(params)), prepare=True)


@lru_cache(maxsize=1_000)
def _joined(statements: tuple[str, ...]) -> bytes:
    *others, last = (statement.strip() for statement in statements)
    named = ", ".join(f"written_{number} AS ({one})" for number, one in enumerate(others))
    if not named:
        return last.encode()
    rest = f", {last.removeprefix('WITH ')}" if last.startswith("WITH ") else f" {last}"
    return f"WITH {named}{rest}".encode()


def text_of(value: Any) -> str:
    """Write a value as JSON, for a jsonb column."""
    return "{}" if value == {} else msgspec.json.encode(value).decode()
