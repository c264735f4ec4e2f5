"""COPY alone: the rows of tables into the same tables with their keys, and nothing else done."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import psycopg
from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from tests.bench.timing import seconds

Table = tuple[str, str]


class Copy:
    """The rows of the read models of a database, and of the log, ready to be copied in again."""

    def __init__(self, url: str, *, log: bool) -> None:
        self.connection: Connection[tuple[object, ...]] = psycopg.connect(url, autocommit=True)
        self.folder = tempfile.TemporaryDirectory(prefix="verkosto-bench-")
        self.tables = [*_tables(self.connection)] + [("public", "crm_events")] * log
        for table in self.tables:
            with (
                self._file(table).open("wb") as file,
                self.connection.cursor() as cursor,
                cursor.copy(_copy(table, "TO STDOUT")) as copy,
            ):
                for data in copy:
                    file.write(data)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        """Forget the rows."""
        self.connection.close()
        self.folder.cleanup()

    def seconds(self) -> float:
        """Return how long it takes to copy all rows into empty tables."""
        self.connection.execute("DROP SCHEMA IF EXISTS copied CASCADE")
        self.connection.execute("CREATE SCHEMA copied")
        for table in self.tables:
            for statement in _made(self.connection, table):
                self.connection.execute(statement)
        took = seconds(self._copy_all)
        self.connection.execute("DROP SCHEMA copied CASCADE")
        return took

    def _copy_all(self) -> None:
        for table in self.tables:
            into = _copy(("copied", "_".join(table)), "FROM STDIN")
            with (
                self._file(table).open("rb") as file,
                self.connection.cursor() as cursor,
                cursor.copy(into) as copy,
            ):
                while data := file.read(1 << 17):
                    copy.write(data)

    def _file(self, table: Table) -> Path:
        return Path(self.folder.name, ".".join(table))


def _copy(table: Table, direction: str) -> Composed:
    sql = SQL("COPY {} " + direction + " (FORMAT BINARY)")
    return sql.format(Identifier(*table))


def _tables(connection: Connection[tuple[object, ...]]) -> list[Table]:
    return cast("list[Table]", connection.execute(TABLES).fetchall())


def _made(connection: Connection[tuple[object, ...]], table: Table) -> Iterator[Composed]:
    there, made = Identifier(*table), Identifier("copied", "_".join(table))
    yield SQL("CREATE TABLE {} (LIKE {})").format(made, there)
    for (key,) in connection.execute(KEYS, [f'"{table[0]}"."{table[1]}"']).fetchall():
        yield SQL("ALTER TABLE {} ADD " + str(key)).format(made)


TABLES = """
    SELECT table_schema, table_name FROM information_schema.tables
    JOIN read_model ON key = table_schema ORDER BY 1, 2
"""

KEYS = """
    SELECT pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = %s::regclass AND contype IN ('p', 'u')
"""
