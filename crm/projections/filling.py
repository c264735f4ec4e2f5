"""The tables of a read model while a rebuild fills them, beside the live ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, LiteralString

from psycopg import Connection, Cursor
from psycopg.sql import SQL, Composed, Identifier

from crm.projections.read_model import ReadModel
from crm.projections.writer import Writer


@dataclass
class Filling:
    """A read model and the schema that it fills.

    Rows go in several times faster before there is a key, so keys are made when a statement
    first looks for a row, or at the end.
    """

    model: ReadModel
    has_keys: bool = False
    gathered: dict[LiteralString, set[Any]] = field(default_factory=dict)

    @property
    def schema(self) -> str:
        """The schema that is filled."""
        return f"{self.model.schema}_rebuilt"

    @property
    def former(self) -> str:
        """The schema that was live before."""
        return f"{self.model.schema}_former"

    @property
    def drop_former(self) -> Composed:
        """The statement that drops the tables that were live before, where there are any."""
        return SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(self.former))

    def begin(self, cursor: Cursor[Any]) -> None:
        """Make empty tables in place of any that a rebuild was stopped at."""
        cursor.execute(self.drop_former)
        cursor.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(self.schema)))
        self.model.create(cursor, self.schema)
        cursor.execute(NOTHING_YET, [self.schema])

    def write(self, cursor: Cursor[Any], writer: Writer) -> None:
        """Write rows, where the search path leads to the tables."""
        if writer.has_statements:
            self._make_keys(cursor)
        writer.write(cursor)
        for statement, values in writer.gathered.items():
            self.gathered.setdefault(statement, set()).update(values)

    def left_to_do(self) -> tuple[int, int]:
        """Say roughly how long it takes to finish."""
        return sum(map(len, self.gathered.values())), len(self.model.indexes)

    def finish(self, connection: Connection[Any]) -> None:
        """Write what was gathered, and make keys and indexes."""
        with connection.transaction(), connection.cursor() as cursor:
            self._make_keys(cursor)
            writer = Writer()
            writer.gathered = self.gathered
            with self.model.inside(cursor, self.schema):
                writer.finish(cursor)
            self.model.index(cursor, self.schema)

    def take_place(self, cursor: Cursor[Any]) -> None:
        """Take the place of the live tables, which keep their rows under another name."""
        if cursor.execute(IS_THERE, [self.model.schema]).fetchone():
            _rename(cursor, self.model.schema, self.former)
        _rename(cursor, self.schema, self.model.schema)
        cursor.execute("DELETE FROM read_model WHERE key = %s", [self.model.schema])
        renamed = [self.model.schema, self.schema]
        cursor.execute("UPDATE read_model SET key = %s WHERE key = %s", renamed)

    def _make_keys(self, cursor: Cursor[Any]) -> None:
        if not self.has_keys:
            self.model.key(cursor, self.schema)
            self.has_keys = True


def _rename(cursor: Cursor[Any], schema: str, name: str) -> None:
    cursor.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(schema), Identifier(name)))


def found_in(cursor: Cursor[Any], fillings: Iterable[Filling]) -> None:
    """Let the tables that are filled come before any other."""
    schemas = SQL(", ").join(Identifier(filling.schema) for filling in fillings)
    cursor.execute(SQL("SET search_path = {}, public").format(schemas))


IS_THERE = "SELECT 1 FROM pg_namespace WHERE nspname = %s"
NOTHING_YET = """
    INSERT INTO read_model VALUES (%s, 0) ON CONFLICT (key) DO UPDATE SET position = 0
"""
