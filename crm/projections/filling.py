"""The tables of a read model while a rebuild fills them, beside the live ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

from psycopg import Cursor
from psycopg.sql import SQL, Composed, Identifier

from crm.database.arrays import array_of
from crm.projections.read_model import ReadModel
from crm.projections.writer import Table, Writer


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

    @property
    def parts(self) -> list[Sequence[Table]]:
        """The tables, those together that are finished together."""
        gathered = self.model.gathered
        others = [[table] for table in self.model.tables if table not in gathered]
        return [gathered, *others] if gathered else [*others]

    def has_gathered(self, tables: Sequence[Table]) -> bool:
        """Say whether something is still to be written to some of its tables."""
        return tables is self.model.gathered and bool(self.gathered)

    def finish(self, cursor: Cursor[Any], tables: Sequence[Table]) -> None:
        """Write what was gathered for some tables, and make their keys and indexes."""
        with cursor.connection.transaction(), self.model.inside(cursor, self.schema):
            cursor.execute(AT_EASE)
            if self.has_gathered(tables):
                for statement, values in self.gathered.items():
                    cursor.execute(statement, [array_of(values)])
            for table in tables:
                if table.key and not self.has_keys:
                    cursor.execute(table.key)
                for index in table.indexes:
                    cursor.execute(index)
                # The planner is told what they hold.
                cursor.execute(SQL("ANALYZE {}").format(Identifier(table.name)))

    def take_place(self, cursor: Cursor[Any]) -> None:
        """Take the place of the live tables, which keep their rows under another name."""
        if cursor.execute(IS_THERE, [self.model.schema]).fetchone():
            _rename(cursor, self.model.schema, self.former)
        _rename(cursor, self.schema, self.model.schema)
        cursor.execute("DELETE FROM read_model WHERE key = %s", [self.model.schema])
        renamed = [self.model.schema, self.schema]
        cursor.execute("UPDATE read_model SET key = %s WHERE key = %s", renamed)

    def _make_keys(self, cursor: Cursor[Any]) -> None:
        """Make the keys of all tables before the end, to find single rows by."""
        if not self.has_keys:
            self.model.key(cursor, self.schema)
            self.has_keys = True


def _rename(cursor: Cursor[Any], schema: str, name: str) -> None:
    cursor.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(schema), Identifier(name)))


def found_in(cursor: Cursor[Any], fillings: Iterable[Filling]) -> None:
    """Let the tables that are filled come before any other."""
    schemas = SQL(", ").join(Identifier(filling.schema) for filling in fillings)
    cursor.execute(SQL("SET search_path = {}, public").format(schemas))


# Half a million spellings are sorted; a few statements don't pay for being compiled; and looking
# through 9,000 rows tells the planner as much as 30,000 do.
AT_EASE = """
    SET LOCAL work_mem = '64MB';
    SET LOCAL maintenance_work_mem = '128MB';
    SET LOCAL jit = off;
    SET LOCAL default_statistics_target = 30
"""
IS_THERE = "SELECT 1 FROM pg_namespace WHERE nspname = %s"
NOTHING_YET = """
    INSERT INTO read_model VALUES (%s, 0) ON CONFLICT (key) DO UPDATE SET position = 0
"""
