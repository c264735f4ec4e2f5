"""Schema changes: numbered SQL files, each applied once, in order, by one process at a time."""

from importlib.resources import files

from psycopg import Connection

from domain.refusal import Refusal

MIGRATIONS = "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamptz)"
LOCK = "SELECT pg_advisory_xact_lock(5317040)"


class NewerSchema(Refusal):
    """The database was migrated by a newer program than this one."""


def migrate(connection: Connection) -> None:
    """Bring the schema up to this program. Raises NewerSchema where it is ahead."""
    ours = _ours()
    with connection.transaction():
        connection.execute(LOCK)
        connection.execute("SET LOCAL search_path = public")
        connection.execute(MIGRATIONS)
        for name in _missing(connection, ours):
            connection.execute(ours[name].encode())
            connection.execute("INSERT INTO migration VALUES (%s, clock_timestamp())", [name])


def pending(connection: Connection) -> list[str]:
    """Return what `migrate` would apply, changing nothing. Raises NewerSchema as it does."""
    if connection.execute("SELECT to_regclass('public.migration')").fetchone() == (None,):
        return sorted(_ours())
    return _missing(connection, _ours())


def _missing(connection: Connection, ours: dict[str, str]) -> list[str]:
    applied = {name for (name,) in connection.execute("SELECT name FROM public.migration")}
    if ahead := applied - ours.keys():
        raise NewerSchema(", ".join(sorted(ahead)))
    return sorted(ours.keys() - applied)


def _ours() -> dict[str, str]:
    folder = files(__package__).joinpath("migrations")
    return {file.name: file.read_text() for file in folder.iterdir() if file.name.endswith(".sql")}
