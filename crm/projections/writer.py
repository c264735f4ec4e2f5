"""Rows on their way to the tables of a read model: many at once, in the order of the events."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, LiteralString

import msgspec
from psycopg import Cursor
from psycopg.sql import SQL, Composed, Identifier

FEW = 8


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
        parts = [*columns, SQL(self.constraints)] if self.constraints else columns
        return SQL("CREATE TABLE {} ({})").format(Identifier(self.name), SQL(", ").join(parts))

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
        return SQL("COPY {} ({}) FROM STDIN").format(Identifier(self.name), names)


class Writer:
    """Holds rows back to write them set-wise; statements keep their place among them."""

    def __init__(self, cursor: Cursor[Any]) -> None:
        self.cursor = cursor
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._tables: dict[str, Table] = {}
        self._statement: LiteralString = ""
        self._params: list[Mapping[str, Any]] = []
        self._gathered: dict[LiteralString, set[Any]] = {}
        self._held: dict[Any, tuple[Table, int]] = {}

    def insert(self, table: Table, row: tuple[Any, ...], key: Any = None) -> None:
        """Add a row; a `key`, unique over all tables, lets `close` find it again."""
        if self._params:
            self._execute()
        rows = self._rows.get(table.name)
        if rows is None:
            self._tables[table.name] = table
            self._rows[table.name] = rows = []
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
        self._insert()
        if statement is not self._statement:
            self._execute()
        self._statement = statement
        self._params.append(params)

    def gather(self, statement: LiteralString, values: Iterable[Any]) -> None:
        """Run a statement once, at the end, with all the values that were gathered for it."""
        self._gathered.setdefault(statement, set()).update(values)

    def flush(self) -> None:
        """Write what is still held back."""
        self._execute()
        self._insert()
        for statement, values in self._gathered.items():
            self.cursor.execute(statement, {"values": list(values)}, prepare=True)

    def _execute(self) -> None:
        if len(self._params) == 1:
            self.cursor.execute(self._statement, self._params[0], prepare=True)
        elif self._params:
            self.cursor.executemany(self._statement, self._params)
        self._params = []

    def _insert(self) -> None:
        for name, rows in self._rows.items():
            self._write(self._tables[name], rows)
        self._rows, self._held = {}, {}

    def _write(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        if len(rows) == 1:
            self.cursor.execute(table.insert.encode(), rows[0], prepare=True)
        elif len(rows) <= FEW:
            self.cursor.executemany(table.insert.encode(), rows)
        else:
            with self.cursor.copy(table.copy) as copy:
                for row in rows:
                    copy.write_row(row)


def text_of(value: Any) -> str:
    """Write a value as JSON, for a jsonb column."""
    return "{}" if value == {} else msgspec.json.encode(value).decode()
