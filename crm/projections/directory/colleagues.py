"""Colleagues by what they are called, and where they worked.

There are few, so that no index of words is needed, which would keep theirs.
"""

from dataclasses import dataclass
from uuid import UUID

from crm.database import Database
from crm.projections.words import tsquery


@dataclass(frozen=True, slots=True)
class Called:
    """A colleague who has a name, and it."""

    id: UUID
    name: str


def called(database: Database, text: str, limit: int) -> list[Called]:
    """Return colleagues with words in their names that begin as those of a text do."""
    like = "AND words @@ to_tsquery('simple', %(query)s)"
    params = {"query": tsquery(text), "limit": limit}
    return database.rows(Called, f"{NAMED} {like} {SORTED}", params)


def everybody(database: Database) -> list[Called]:
    """Return all colleagues who have names, but for those who were withdrawn."""
    return database.rows(Called, f"{NAMED} {SORTED}", {"limit": None})


def formerly_called(database: Database) -> list[Called]:
    """Return what colleagues were called before their names were corrected."""
    return database.rows(Called, FORMER)


@dataclass(frozen=True, slots=True)
class Stay:
    """In which unit, or in none, somebody worked; `after` is the first day elsewhere."""

    unit: UUID | None
    since: str | None
    after: str | None
    until: str | None


def stays(database: Database, colleague_id: UUID) -> list[Stay]:
    """Return where a colleague worked over the years, as is known now, oldest first."""
    return database.rows(Stay, STAYS, [colleague_id])


STAYS = """
    SELECT unit_id, CASE WHEN number = min(number) OVER () THEN max(since)
                         ELSE min(lower(valid))::text END,
           (array_agg(upper(valid)::text ORDER BY valid DESC))[1], max(until)
    FROM (
        SELECT *, count(*) FILTER (WHERE moved) OVER (ORDER BY valid) AS number FROM (
            SELECT *, unit_id IS DISTINCT FROM lag(unit_id) OVER (ORDER BY valid) AS moved
            FROM party WHERE id = %s AND upper_inf(recorded)
        ) known
    ) numbered
    GROUP BY number, unit_id ORDER BY number
"""
FORMER = """
    SELECT DISTINCT was.id, was.name FROM party now JOIN party was USING (id)
    WHERE now.type = 'colleague' AND upper_inf(now.recorded) AND length(now.words) > 0
      AND NOT upper_inf(was.recorded) AND was.name <> now.name
"""
# An erased one has no words.
NAMED = """
    SELECT id, name FROM party
    WHERE type = 'colleague' AND upper_inf(recorded) AND length(words) > 0
"""
SORTED = "GROUP BY id, name, sort_key ORDER BY sort_key, id LIMIT %(limit)s"
