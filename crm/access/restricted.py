"""What is restricted to somebody: sensitive activities that their right to read them doesn't reach.

They count in every figure and stand in every list with their day; of the rest, nothing is told.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Protocol, TypeVar
from uuid import UUID

from crm.access.reach import WHOSE
from crm.access.table import Right, Scope
from crm.access.viewer import Viewer
from crm.database import Database


class Row(Protocol):
    """A line that tells of an activity."""

    @property
    def id(self) -> UUID:
        """Which activity it tells of."""


Line = TypeVar("Line", bound=Row)
Key = TypeVar("Key")
Veil = Callable[[Sequence[Line]], list[Line]]


def restricted(
    database: Database, viewer: Viewer | None, ids: Iterable[UUID] | None = None
) -> frozenset[UUID]:
    """Return which of some activities are restricted to a viewer; without `ids`, of all.

    Nothing is restricted to the system, which is nobody. Asked after the rows were read, it knows
    at least what they know.
    """
    scope = viewer.reach(Right.SENSITIVE) if viewer else Scope.ALL
    asked = None if ids is None else list(ids)
    if scope is Scope.ALL or asked == []:
        return frozenset()
    params = {
        "ids": asked,
        "actor": viewer and viewer.actor,
        "colleague": viewer and viewer.colleague_id,
        "with_unit": scope is Scope.UNIT,
    }
    sql = SENSITIVE if scope < Scope.OWN else OUT_OF_REACH
    return frozenset(database.values(sql, params))


def is_sensitive(database: Database, activity_id: UUID) -> bool:
    """Say whether few may read an activity, also one that was withdrawn."""
    return bool(database.values(SENSITIVE, {"ids": [activity_id]}))


def veiled(database: Database, viewer: Viewer | None, rows: Sequence[Line]) -> list[Line]:
    """Return lines as a viewer may read them: a restricted one has no title, and only its day."""
    hidden = restricted(database, viewer, {row.id for row in rows})
    return [_veiled(row) if row.id in hidden else row for row in rows]


def veiled_by_key(found: Mapping[Key, Sequence[Line]], veil: "Veil[Line]") -> dict[Key, list[Line]]:
    """Return the same lines as a veil leaves them, all of them seen to at once."""
    lines = iter(veil([row for rows in found.values() for row in rows]))
    return {key: [next(lines) for _ in rows] for key, rows in found.items()}


def _veiled(row: Line) -> Line:
    hidden = {one.name: HIDDEN[one.name] for one in fields(row) if one.name in HIDDEN}  # type: ignore[arg-type]
    return replace(row, **hidden)  # type: ignore[type-var]


# What lines tell besides the day, and what stands there where it is restricted.
HIDDEN: dict[str, Any] = {
    "title": "",
    "form": "",
    "state": "",
    "themes": [],
    "place": None,
    "goal": None,
    "people": None,
    "parties": 0,
    "roles_a": [],
    "roles_b": [],
}

SENSITIVE = """
    SELECT DISTINCT id FROM activity
    WHERE sensitive AND (%(ids)s::uuid[] IS NULL OR id = ANY (%(ids)s))
"""
# As far as UNIT reaches in reach.py, of many at once.
OUT_OF_REACH = f"""
    WITH whose AS ({WHOSE}), few AS ({SENSITIVE})
    SELECT id FROM few
    WHERE NOT EXISTS (
        SELECT FROM crm_events
        WHERE originator_id = few.id AND originator_version = 1
          AND metadata ->> 'actor' = %(actor)s
    ) AND NOT EXISTS (
        SELECT FROM participation
        WHERE party IN (SELECT id FROM whose) AND upper_inf(recorded) AND NOT left_early
          AND activity IN (
            SELECT few.id
            UNION
            SELECT project_id FROM activity
            WHERE %(with_unit)s AND id = few.id AND upper_inf(recorded))
    )
"""
