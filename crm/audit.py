"""The audit: who did what, from the log; and who read what few may read."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from crm.application import CRM
from crm.clocks import HOME
from crm.database import Database
from crm.log import Entry

# What is read: the audit of the log, that of readings, a sensitive engagement by its id, and all
# that is held of a person by theirs.
LOG, READINGS_THEMSELVES, ENGAGEMENT, PERSON = "log", "readings", "engagement", "person"
# In place of an account, where a command was given for nobody: by whoever runs the installation.
SYSTEM = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are looked for: whose, about which kind of thing, on which days."""

    actor: str | None = None
    kind: str | None = None
    from_on: date | None = None
    until_on: date | None = None

    def params(self) -> dict[str, Any]:
        """Return what the questions below are asked with."""
        return {
            "actor": self.actor,
            "topics": f"crm.{self.kind}.%" if self.kind else None,
            "since": _begins(self.from_on) if self.from_on else None,
            "until": _begins(self.until_on + timedelta(1)) if self.until_on else None,
        }


@dataclass(frozen=True, slots=True)
class SoughtReadings:
    """Which readings are looked for: whose, of what, on which days."""

    account_id: UUID | None = None
    what: str | None = None
    from_on: date | None = None
    until_on: date | None = None

    def params(self) -> dict[str, Any]:
        """Return what the questions below are asked with."""
        return {
            "account": self.account_id,
            "what": self.what,
            "since": _begins(self.from_on) if self.from_on else None,
            "until": _begins(self.until_on + timedelta(1)) if self.until_on else None,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read something that few may read."""

    at: datetime
    account_id: UUID
    what: str
    about: str


def done(crm: CRM, sought: Sought, *, limit: int, offset: int = 0) -> list[Entry]:
    """Return entries of the log, newest first."""
    paged = {**sought.params(), "limit": limit, "offset": offset}
    return crm.entries(crm.database.values(f"{DONE} LIMIT %(limit)s OFFSET %(offset)s", paged))


def count(database: Database, sought: Sought) -> int:
    """Return how many entries are looked for."""
    return int(database.value(COUNT, sought.params()))


def note_reading(database: Database, account_id: UUID, what: str, about: str) -> None:
    """Write down that somebody reads something, before they do."""
    database.value(NOTE, [account_id, what, about])


def readings(
    database: Database,
    sought: SoughtReadings = SoughtReadings(),
    *,
    limit: int,
    offset: int = 0,
) -> list[Reading]:
    """Return who read what, newest first."""
    paged = {**sought.params(), "limit": limit, "offset": offset}
    return database.rows(Reading, READINGS, paged)


def count_readings(database: Database, sought: SoughtReadings = SoughtReadings()) -> int:
    """Return how often anybody read what is looked for."""
    return int(database.value(COUNT_READINGS, sought.params()))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), HOME)


WHERE = """
    FROM crm_events
    WHERE (%(actor)s::text IS NULL OR metadata ->> 'actor' = %(actor)s)
      AND (%(topics)s::text IS NULL OR topic LIKE %(topics)s)
      AND (%(since)s::timestamptz IS NULL OR recorded_at >= %(since)s)
      AND (%(until)s::timestamptz IS NULL OR recorded_at < %(until)s)
"""
DONE = f"SELECT notification_id {WHERE} ORDER BY notification_id DESC"
COUNT = f"SELECT count(*) {WHERE}"
NOTE = "INSERT INTO reading (account_id, what, about) VALUES (%s, %s, %s) RETURNING true"
READ = """
    FROM reading
    WHERE (%(account)s::uuid IS NULL OR account_id = %(account)s)
      AND (%(what)s::text IS NULL OR what = %(what)s)
      AND (%(since)s::timestamptz IS NULL OR at >= %(since)s)
      AND (%(until)s::timestamptz IS NULL OR at < %(until)s)
"""
READINGS = f"""
    SELECT at, account_id, what, about {READ} ORDER BY at DESC LIMIT %(limit)s OFFSET %(offset)s
"""
COUNT_READINGS = f"SELECT count(*) {READ}"
