"""One activity in full, and who takes part in it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database


@dataclass(frozen=True, slots=True)
class ActivityInFull:
    """All that is known of an activity."""

    id: UUID
    type: str
    form: str
    title: str
    state: str
    starts: str | None
    ends: str | None
    themes: list[str]
    goal: str | None
    place: str | None
    remote: bool | None
    language: str | None
    project_id: UUID | None
    network_id: UUID | None
    people: int | None
    attendance: list[dict[str, Any]] | None
    identifiers: dict[str, str]
    sensitive: bool


@dataclass(frozen=True, slots=True)
class TakingPart:
    """One participation; `number` names it within its activity, `position` the entry behind it."""

    number: int
    party: UUID
    role: str
    from_day: str | None
    until_day: str | None
    left_early: bool
    position: int


def activity(database: Database, activity_id: UUID, clocks: Clocks) -> ActivityInFull | None:
    """Return an activity as known at an instant; None where nothing was known of it."""
    params = {"id": activity_id, "known_at": clocks.known_at}
    return database.row(ActivityInFull, ACTIVITY_THEN if clocks.known_at else ACTIVITY, params)


def taking_part(database: Database, activity_id: UUID, clocks: Clocks) -> list[TakingPart]:
    """Return who takes part, on the days asked of, as known at an instant."""
    days = clocks.days if clocks.first or clocks.last else None
    params = {"activity": activity_id, "known_at": clocks.known_at, "days": days}
    return database.rows(TakingPart, PARTIES_THEN if clocks.known_at else PARTIES, params)


COLUMNS = """
    SELECT id, type, form, title, state, starts, ends, themes, goal, place, remote, language,
           project_id, network_id, people, attendance, identifiers, sensitive
    FROM activity WHERE id = %(id)s AND
"""
ACTIVITY = COLUMNS + "upper_inf(recorded)"
ACTIVITY_THEN = COLUMNS + "recorded @> %(known_at)s::timestamptz"

PARTY_COLUMNS = """
    SELECT number, party, role, from_day, until_day, left_early, position
    FROM participation
    WHERE activity = %(activity)s AND (%(days)s::daterange IS NULL OR valid && %(days)s::daterange)
      AND
"""
PARTIES = PARTY_COLUMNS + "upper_inf(recorded) ORDER BY number"
PARTIES_THEN = PARTY_COLUMNS + "recorded @> %(known_at)s::timestamptz ORDER BY number"
