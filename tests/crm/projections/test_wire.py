"""A value that is copied in is the value that its text says."""

from datetime import UTC, date, datetime
from typing import Any, LiteralString
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import Connection, Cursor

from crm.application import CRM
from crm.projections.ranges import before, days, since
from crm.projections.words import vector
from crm.projections.writer import Table, Writer
from domain.day import Day

AT = datetime(2026, 3, 12, 7, 30, 1, 123456, tzinfo=UTC)
YEAR, MONTH, DAY = Day("2024"), Day("2024-05"), Day("2024-05-07")
VALUES: dict[LiteralString, list[Any]] = {
    "integer": [-7, 0],
    "bigint": [10**12, -1],
    "bigint NOT NULL": [10**12, -1],
    "boolean": [True, False],
    "date": [date(1999, 12, 31), date(2026, 2, 28)],
    "timestamptz": [AT],
    "uuid": [UUID(int=7)],
    "uuid NOT NULL": [UUID(int=7), UUID(int=1 << 127)],
    "text": ["Ääneseutu", "", "a\tb\\"],
    "jsonb": ['{"ä": [1, null, "x"]}', "{}"],
    "text[]": [[], ["health_care", "åäö", "", "NULL"]],
    "tsvector": [vector(""), vector("Über das Ääneseudun seutu, das Meer 2030")],
    "daterange": [
        days(None, None),
        days(MONTH, None),
        days(None, YEAR),
        days(DAY, DAY),
        before(DAY, YEAR),
        before(YEAR, DAY),
        before(None, DAY),
    ],
    "tstzrange": [
        since(AT),
        f"[{AT.isoformat()},{AT.replace(year=2027).isoformat()})",
        "[2026-03-12T09:30:00+02:00,)",
    ],
}


@pytest.mark.parametrize("kind", VALUES)
def test_values_are_copied_as_they_are_inserted(crm: CRM, kind: LiteralString) -> None:
    with crm.database.dedicated() as connection:
        nothing = [] if kind.endswith("NOT NULL") else [None]
        assert _differing(connection, kind, [*VALUES[kind], *nothing]) == []


def test_words_are_copied_as_they_are_inserted(crm: CRM) -> None:
    with crm.database.dedicated() as connection:

        @settings(deadline=None)
        @given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
        def check(names: list[str]) -> None:
            assert _differing(connection, "tsvector", [vector(name) for name in names]) == []

        check()


def _differing(connection: Connection[Any], kind: LiteralString, values: list[Any]) -> list[Any]:
    """Write values as many rows and as single ones, and return where the two aren't the same."""
    columns: dict[str, LiteralString] = {"place": "integer NOT NULL", "value": kind}
    many, single = Table("many", columns), Table("single", columns)
    with connection.cursor() as cursor:
        for table in (many, single):
            cursor.execute(f"DROP TABLE IF EXISTS {table.name}".encode())
            cursor.execute(table.ddl)
        _write(cursor, many, list(enumerate(values * 10)))
        for row in enumerate(values * 10):
            _write(cursor, single, [row])
        return cursor.execute(DIFFERING).fetchall()


def _write(cursor: Cursor[Any], table: Table, rows: list[tuple[Any, ...]]) -> None:
    writer = Writer()
    for row in rows:
        writer.insert(table, row)
    writer.write(cursor)


DIFFERING = """
    SELECT place, many.value, single.value FROM many FULL JOIN single USING (place)
    WHERE many.value IS DISTINCT FROM single.value
"""
