"""All that the read models hold, to be compared row for row."""

from typing import Any

from psycopg.sql import SQL, Identifier

from crm.database import Database

TABLES = """
    SELECT table_schema, table_name FROM information_schema.tables
    WHERE table_schema NOT IN ('public', 'pg_catalog', 'information_schema')
    ORDER BY 1, 2
"""

# As where another program wrote last, without some of the read models.
LEAVE_BEHIND = """
    WITH alone AS (UPDATE log_head SET followed_by = '{}')
    UPDATE read_model SET position = log_head.position
        - CASE WHEN key LIKE %(like)s THEN %(by)s ELSE 0 END
    FROM log_head RETURNING true
"""


def contents(database: Database) -> dict[tuple[str, str], list[Any]]:
    """Return every row of every table of every read model, in an order of their own."""
    with database.dedicated() as connection:
        tables = connection.execute(TABLES).fetchall()
        found = {}
        for schema, name in tables:
            sql = SQL("SELECT t::text FROM {}.{} t ORDER BY 1").format(
                Identifier(schema), Identifier(name)
            )
            found[schema, name] = [row for (row,) in connection.execute(sql).fetchall()]
        return found


def leave_behind(database: Database, by: int, like: str = "%") -> None:
    """Let read models, named by a pattern, be so many entries behind the log."""
    database.value(LEAVE_BEHIND, {"by": by, "like": like})


def positions(database: Database) -> dict[str, int]:
    """Return how far each read model has come."""
    rows = database.rows(lambda key, position: (key, position), "SELECT * FROM reached")
    return dict(rows)
