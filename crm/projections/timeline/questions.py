"""What happened with somebody or something, newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened; `day` as it is known, '' where it isn't.

    `activity` is where it happened; `data` holds what its kind needs told: role, name, reason.
    `corrected` means that it is known by now not to have been so.
    """

    position: int
    kind: str
    on_day: date | None
    day: str | None
    activity: UUID | None
    data: dict[str, Any]
    corrected: bool


def happenings(
    database: Database,
    subject: UUID,
    clocks: Clocks,
    *,
    kinds: tuple[str, ...] = (),
    limit: int = 60,
    offset: int = 0,
) -> list[Happening]:
    """Return what happened with a subject up to the last day asked of, as known at an instant."""
    params = {
        "subject": subject,
        "known_at": clocks.known_at,
        "first": clocks.first,
        "last": clocks.last,
        "kinds": list(kinds) or None,
        "limit": limit,
        "offset": offset,
    }
    return database.rows(Happening, THEN if clocks.known_at else NOW, params)


SELECT = """
    SELECT h.position, h.kind, coalesce(h.on_day, d.starts_on), coalesce(h.day, d.starts),
           h.activity, h.data, NOT upper_inf(h.recorded)
    FROM happening h LEFT JOIN activity_day d ON d.activity = h.activity AND {d}
    WHERE h.subject = %(subject)s AND {h}
      AND (%(last)s::date IS NULL OR coalesce(h.on_day, d.starts_on) <= %(last)s::date)
      AND (%(first)s::date IS NULL OR %(first)s::date = %(last)s::date
           OR coalesce(h.on_day, d.starts_on) >= %(first)s::date)
      AND (%(kinds)s::text[] IS NULL OR h.kind = ANY (%(kinds)s))
    ORDER BY coalesce(h.on_day, d.starts_on) DESC NULLS LAST, h.position DESC
    LIMIT %(limit)s OFFSET %(offset)s
"""
NOW = SELECT.replace("{d}", "upper_inf(d.recorded)").replace("{h}", "upper_inf(h.recorded)")
THEN = SELECT.replace("{d}", "d.recorded @> %(known_at)s::timestamptz").replace(
    "{h}", "h.recorded @> %(known_at)s::timestamptz"
)
