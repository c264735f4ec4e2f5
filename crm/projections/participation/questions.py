"""What is asked of activities, one or some at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from crm.clocks import Clocks, NotKnownYet
from crm.database import Database
from domain.refusal import NotFound


@dataclass(frozen=True, slots=True)
class ActivityNow:
    """An activity as its latest facts say."""

    id: UUID
    type: str
    form: str
    title: str
    state: str
    starts: str | None
    ends: str | None
    themes: list[str]
    place: str | None
    goal: str | None


@dataclass(frozen=True, slots=True)
class ActivityTitle:
    """An activity as history names it."""

    id: UUID
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class ActivityTraits:
    """What activities are grouped by."""

    id: UUID
    form: str
    themes: list[str]
    first: date | None


Said = tuple[UUID | None, str, str | None, str | None]


@dataclass
class SaidOf:
    """Who takes part in an activity, as (party, role, from, until): those there, those who left."""

    standing: set[Said] = field(default_factory=set)
    left: set[Said] = field(default_factory=set)


def by_identifier(database: Database, scheme: str, values: Sequence[str]) -> dict[str, UUID]:
    """Return the activities that have identifiers of a scheme, by value."""
    return database.pairs(BY_IDENTIFIER, [scheme, list(values)])


def current_activities(database: Database, ids: Iterable[UUID]) -> dict[UUID, ActivityNow]:
    """Return activities by id; withdrawn ones are left out."""
    rows = database.rows(ActivityNow, CURRENT, [wanted]) if (wanted := list(ids)) else []
    return {row.id: row for row in rows}


def titles(database: Database, ids: Iterable[UUID]) -> list[ActivityTitle]:
    """Return the latest known titles of activities, withdrawn ones too."""
    return database.rows(ActivityTitle, TITLES, [wanted]) if (wanted := list(ids)) else []


def traits(database: Database, ids: Iterable[UUID], clocks: Clocks) -> dict[UUID, ActivityTraits]:
    """Return what activities are grouped by, as known at an instant."""
    params = {"ids": list(ids), "known_at": clocks.known_at}
    found = database.rows(ActivityTraits, TRAITS_THEN if clocks.known_at else TRAITS, params)
    return {trait.id: trait for trait in found}


def resolve(database: Database, reference: str) -> UUID:
    """Return the id that a reference means: an id, or 'scheme:value'. Raises NotFound."""
    scheme, found, value = reference.partition(":")
    held = by_identifier(database, scheme, [value]) if found else {}
    if value in held:
        return held[value]
    try:
        activity_id = UUID(reference)
    except ValueError:
        raise NotFound("activity", reference) from None
    if activity_id not in current_activities(database, [activity_id]):
        raise NotFound("activity", reference)
    return activity_id


def check_known(database: Database, activity_id: UUID, known_at: datetime | None) -> None:
    """Raise NotKnownYet where nothing was known of an activity yet at an instant."""
    if known_at and database.value(BEGUN_AFTER, {"id": activity_id, "known_at": known_at}):
        raise NotKnownYet("activity", str(activity_id), known_at)


def said_of(database: Database, activity_id: UUID, merged: Mapping[str, str]) -> SaidOf:
    """Return who is said to take part in an activity now, in the roles that `merged` ones mean."""
    said = SaidOf()
    for party, role, from_day, until_day, left in database.rows(_five, SAID_OF, [activity_id]):
        (said.left if left else said.standing).add(
            (party, merged.get(role, role), from_day, until_day)
        )
    return said


def withdrawn_activities(database: Database) -> dict[UUID, dict[str, str]]:
    """Return the activities that were withdrawn, with the identifiers that they had."""
    return database.pairs(WITHDRAWN)


def needed(database: Database, ids: Iterable[UUID]) -> set[UUID]:
    """Return which parties take part in activities, and which projects engagements belong to."""
    return set(database.values(NEEDED, {"ids": list(ids)}))


def _five(*row: Any) -> tuple[Any, ...]:
    return row


BY_IDENTIFIER = """
    SELECT value, activity FROM activity_identifier WHERE scheme = %s AND value = ANY (%s)
"""

TITLES = """
    SELECT DISTINCT ON (id) id, type, title FROM activity WHERE id = ANY (%s)
    ORDER BY id, upper_inf(recorded) DESC, upper(recorded) DESC NULLS LAST, version DESC
"""

CURRENT = """
    SELECT id, type, form, title, state, starts, ends, themes, place, goal
    FROM activity WHERE id = ANY (%s) AND upper_inf(recorded)
"""

SAID_OF = """
    SELECT party, role, from_day, until_day, left_early
    FROM participation WHERE activity = %s AND upper_inf(recorded)
"""

BEGUN_AFTER = """
    SELECT min(lower(recorded)) > %(known_at)s::timestamptz FROM activity WHERE id = %(id)s
"""

WITHDRAWN = """
    SELECT DISTINCT id, identifiers FROM activity gone
    WHERE NOT EXISTS (SELECT FROM activity a WHERE a.id = gone.id AND upper_inf(a.recorded))
"""

NEEDED = """
    SELECT party FROM participation WHERE party = ANY (%(ids)s) AND upper_inf(recorded)
    UNION
    SELECT project_id FROM activity WHERE project_id = ANY (%(ids)s) AND upper_inf(recorded)
"""

# The newest first: those are the ones that were recorded in error most likely.
RESTING = """
    SELECT id, type, title FROM activity
    WHERE upper_inf(recorded) AND (
        project_id = ANY (%(ids)s) OR network_id = ANY (%(ids)s) OR id IN (
            SELECT activity FROM participation WHERE party = ANY (%(ids)s) AND upper_inf(recorded)))
    ORDER BY lower(valid) DESC NULLS LAST, id
"""

TRAIT_COLUMNS = "SELECT id, form, themes, lower(valid) FROM activity WHERE id = ANY (%(ids)s) AND "
TRAITS = TRAIT_COLUMNS + "upper_inf(recorded)"
TRAITS_THEN = TRAIT_COLUMNS + "recorded @> %(known_at)s::timestamptz"
