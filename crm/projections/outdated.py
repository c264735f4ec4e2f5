"""Tables of read models that nobody reads: of an older version, or of a rebuild that was killed."""

from typing import cast

from psycopg.sql import SQL, Identifier

from crm.database import Database
from crm.projections.rebuild import LOCK_REBUILDS


def drop_outdated(database: Database) -> None:
    """Drop them, unless a rebuild is running: it drops its own.

    Not before somebody is erased: until then an older program may still answer from them.
    """
    with database.dedicated() as connection:
        if not cast("tuple[bool]", connection.execute(LOCK_REBUILDS).fetchone())[0]:
            return
        for (schema,) in connection.execute(OUTDATED).fetchall():
            drop = SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema))
            with connection.transaction():
                connection.execute(drop)
                connection.execute("DELETE FROM read_model WHERE key = %s", [schema])


# A schema is a name and a version, 'directory_3'. Those of this program stay, whatever is there.
OUTDATED = r"""
    WITH known AS (
        SELECT nspname AS schema, substring(nspname FROM '^([a-z_]+)_\d+$') AS model,
               substring(nspname FROM '_(\d+)$')::int AS version
        FROM pg_namespace
    )
    SELECT DISTINCT old.schema FROM known old LEFT JOIN known new USING (model)
    WHERE old.schema <> ALL (current_schemas(false))
      AND (old.version < new.version OR old.schema ~ '^[a-z_]+_\d+_(rebuilt|former)$')
"""
