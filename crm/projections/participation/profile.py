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
    """One participation; `number` names it within its activity, `position` the entry behind it.

    It `ended` before the activity did; the party `left` if it takes no other part.
    """

    number: int
    party: UUID
    role: str
    from_day: str | None
    until_day: str | None
    ended: bool
    left: bool
    position: int


def activity(database: Database, activity_id: UUID, clocks: Clocks) -> ActivityInFull | None:
    """Return an activity as known at an instant; None where nothing was known of it."""
    params = {"id": activity_id, "known_at": clocks.known_at}
    return database.row(ActivityInFull, ACTIVITY_THEN if clocks.known_at else ACTIVITY, params)


def taking_part(database: Database, activity_id: UUID, clocks: Clocks) -> list[TakingPart]:
    """Return who takes part, on the days asked of, as known at an instant."""
    days = clocks.days if clocks.first or clocks.last else None
    params = {"activity": activity_id, "known_at": clocks.known_at, "days": days}
    sql = PARTICIPATIONS.replace("{known}", clocks.known("participation"))
    return database.rows(TakingPart, sql, params)


COLUMNS = """
    SELECT id, type, form, title, state, starts, ends, themes, goal, place, remote, language,
           project_id, network_id, people, attendance, identifiers, sensitive
    FROM activity WHERE id = %(id)s AND
"""
ACTIVITY = COLUMNS + "upper_inf(recorded)"
ACTIVITY_THEN = COLUMNS + "recorded @> %(known_at)s::timestamptz"

# Who took another role had the former one until the day before, where it is known to the day.
PARTICIPATIONS = """
    SELECT number, party, role, from_day,
           CASE until_day WHEN upper(valid)::text THEN (upper(valid) - 1)::text ELSE until_day END,
           left_early, all_left, position
    FROM (SELECT *, bool_and(left_early) OVER (PARTITION BY party) AS all_left
          FROM participation WHERE activity = %(activity)s AND {known}) p
    WHERE %(days)s::daterange IS NULL OR valid && %(days)s::daterange
    ORDER BY number
"""
