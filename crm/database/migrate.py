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
    folder = files(__package__).joinpath("migrations")
    ours = {file.name: file.read_text() for file in folder.iterdir() if file.name.endswith(".sql")}
    with connection.transaction():
        connection.execute(LOCK)
        connection.execute("SET LOCAL search_path = public")
        connection.execute(MIGRATIONS)
        applied = {name for (name,) in connection.execute("SELECT name FROM migration")}
        if ahead := applied - ours.keys():
            raise NewerSchema(", ".join(sorted(ahead)))
        for name in sorted(ours.keys() - applied):
            connection.execute(ours[name].encode())
            connection.execute("INSERT INTO migration VALUES (%s, clock_timestamp())", [name])
