"""The database: reachable, as it should be set, and of this program's schema."""

from collections.abc import Iterator
from datetime import UTC, datetime

from psycopg import Connection

from crm.database.migrate import pending
from crm.doctor.finding import Finding, fault, ok, warning
from crm.settings import Settings
from domain.refusal import Refusal

OLDEST = 160_000
APART = 5


def database(settings: Settings, connection: Connection) -> Iterator[Finding]:
    """Look at a database that was reached."""
    yield _version(settings, connection)
    yield _safety(connection)
    yield _clock(connection)
    yield _schema(connection)


def _version(settings: Settings, connection: Connection) -> Finding:
    number, whose = connection.info.server_version, "yours" if settings.database_url else "embedded"
    told = f"PostgreSQL {number // 10_000}.{number % 10_000}, {whose}"
    if number < OLDEST:
        return fault("database", told, "use PostgreSQL 16 or newer")
    return ok("database", told)


def _safety(connection: Connection) -> Finding:
    names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
    off = [name for name in names if _setting(connection, name) == "off"]
    if (encoding := _setting(connection, "server_encoding")) != "UTF8":
        return fault("safety", f"the database is in {encoding}", "make one in UTF8")
    if off == ["data_checksums"]:
        return warning("safety", "pages have no checksums", "switch them on with pg_checksums")
    if off:
        told = f"what is saved may be lost when the power fails ({', '.join(off)} off)"
        return fault("safety", told, "switch them on")
    return ok("safety", "what is saved is on the disk; pages have checksums")


def _setting(connection: Connection, name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""


def _clock(connection: Connection) -> Finding:
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    seconds = abs((datetime.now(UTC) - row[0]).total_seconds()) if row else 0
    told = f"the database's clock is {seconds:.0f} s from this machine's"
    if seconds > APART:
        return warning("clock", told, "let both ask the same time server")
    return ok("clock", told)


def _schema(connection: Connection) -> Finding:
    try:
        missing = pending(connection)
    except Refusal:
        told = "the database was made by a newer version of the program"
        return fault("migrations", told, "update the program")
    if missing:
        return warning("migrations", f"{len(missing)} to be applied", "the next start does it")
    return ok("migrations", "all are applied")
