"""Lists of projects and engagements: narrowed, sorted, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database
from crm.database.apart import apart
from crm.projections.words import tsquery, words
from crm.projections.writer import text_of


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A line of a list of activities; `parties` counts who takes part."""

    id: UUID
    type: str
    form: str
    title: str
    state: str
    starts: str | None
    ends: str | None
    themes: list[str]
    place: str | None
    people: int | None
    parties: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which activities a list shows, in which order.

    `text` begins words of the title; in quotation marks, or without any letters, it is any part.
    `parties` keeps activities that all of them took part in, `roles` those where they did so in
    one of these roles; `around` those that any of some parties takes part in and didn't leave, or
    that belong to any of some projects. `counted` leaves out what counts for nothing: what was
    cancelled.
    `hidden` are restricted to whoever asks: no text finds them, their order tells their day alone.
    """

    clocks: Clocks = field(default_factory=Clocks)
    type: str = ""
    text: str = ""
    forms: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    parties: tuple[UUID, ...] = ()
    roles: tuple[str, ...] = ()
    around: tuple[UUID, ...] = ()
    project_id: UUID | None = None
    network_id: UUID | None = None
    ids: tuple[UUID, ...] = ()
    counted: bool = False
    hidden: frozenset[UUID] = frozenset()
    sort: str = "-day"

    @property
    def in_days(self) -> bool:
        """Whether some days are asked of."""
        return bool(self.clocks.first or self.clocks.last)

    @property
    def part(self) -> str:
        """The part of a title that is looked for; empty where words are."""
        if len(self.text) > 1 and self.text[0] == self.text[-1] == '"':
            return self.text[1:-1]
        return "" if words(self.text) else self.text

    @property
    def words(self) -> str:
        """The words that are looked for; empty where a part of the title is."""
        return "" if self.part else self.text


def activities(
    database: Database, wanted: Wanted, *, limit: int = 50, offset: int = 0
) -> list[ActivityRow]:
    """Return a page of the list."""
    where, params = _where(wanted)
    page = f"ORDER BY {_order(wanted)}, a.id LIMIT {int(limit)} OFFSET {int(offset)}"
    known = wanted.clocks.known("p")
    sql = f"{COLUMNS} WHERE {where} {page}".replace("{known}", known)
    return database.rows(ActivityRow, sql, params)


def _order(wanted: Wanted) -> str:
    sort = wanted.sort if wanted.sort in SORTS else "-day"
    key = KEYS.get(sort.removeprefix("-"))
    if not wanted.hidden or not key:
        return SORTS[sort]
    direction = "DESC NULLS LAST" if sort.startswith("-") else "NULLS LAST"
    return f"CASE WHEN a.id <> ALL (%(hidden)s) THEN {key} END {direction}, {SORTS['-day']}"


def count(database: Database, wanted: Wanted) -> int:
    """Return how many the list holds."""
    where, params = _where(wanted)
    return int(database.value(f"{COUNT} {where}", params))


def counts(database: Database, lists: Sequence[Wanted]) -> list[int]:
    """Return how many each of several lists holds, in one question."""
    conditions, params = apart(map(_where, lists))
    # One by one, since who took part is looked up quicker than asked of every activity.
    asked = ", ".join(f"({COUNT} {one})" for one in conditions)
    return database.row(_listed, f"SELECT {asked}", params) or []


def people_reached(database: Database, wanted: Wanted) -> int:
    """Return how many people came to the activities of the list, each time counted."""
    where, params = _where(wanted)
    sql = f"SELECT coalesce(sum(people), 0) FROM activity a WHERE {where}"
    return int(database.value(sql, params))


def by_theme(
    database: Database, wanted: Wanted, merged: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return on how many of the list each theme is, most first; those `merged` as what they mean.

    Where none is, no theme is twice on an activity, which saves telling them apart.
    """
    where, params = _where(wanted)
    theme = "coalesce(%(merged)s::jsonb ->> theme, theme)" if merged else "theme"
    number = "count(DISTINCT a.id)" if merged else "count(*)"
    sql = f"""
        SELECT {theme}, {number} FROM activity a, unnest(a.themes) AS theme
        WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1
    """
    return database.rows(_theme, sql, {**params, "merged": text_of(merged)})


def by_party_and_year(
    database: Database, wanted: Wanted, roles: tuple[str, ...]
) -> list[tuple[UUID, int | None, int]]:
    """Return in how many of the list each party took part in some roles, by year of beginning."""
    where, params = _where(wanted)
    sql = f"""
        SELECT p.party, extract(year FROM lower(a.valid))::int, count(DISTINCT a.id)
        FROM activity a JOIN participation p ON p.activity = a.id
        WHERE {where} AND {wanted.clocks.known("p")} AND p.role = ANY (%(taking)s)
          AND NOT isempty(p.valid) {"AND p.valid && %(days)s::daterange" if wanted.in_days else ""}
        GROUP BY 1, 2
    """
    return database.rows(_party_in_year, sql, {**params, "taking": list(roles)})


def _listed(*found: int) -> list[int]:
    return [*found]


def _theme(theme: str, count: int) -> tuple[str, int]:
    return theme, count


def _party_in_year(party: UUID, year: int | None, count: int) -> tuple[UUID, int | None, int]:
    return party, year, count


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    clocks = wanted.clocks
    parts = [clocks.known("a")]
    if wanted.in_days:
        parts.append("a.valid && %(days)s::daterange")
    parts += [sql for name, sql in CONDITIONS.items() if getattr(wanted, name)]
    params: dict[str, Any] = {
        "known_at": clocks.known_at,
        "days": clocks.days,
        "text": tsquery(wanted.text),
        "part": wanted.part,
        "type": wanted.type,
        "forms": list(wanted.forms),
        "states": list(wanted.states),
        "themes": list(wanted.themes),
        "project_id": wanted.project_id,
        "network_id": wanted.network_id,
        "ids": list(wanted.ids),
        "hidden": list(wanted.hidden),
        "roles": list(wanted.roles),
        "around": list(wanted.around),
    }
    if wanted.text and wanted.hidden:
        parts.append("a.id <> ALL (%(hidden)s)")
    if wanted.around:
        parts.append(AROUND.replace("{known}", clocks.known("p")))
    for number, party in enumerate(wanted.parties):
        params[f"party{number}"] = party
        role = "AND p.role = ANY (%(roles)s)" if wanted.roles else ""
        days = "AND p.valid && %(days)s::daterange" if wanted.in_days else ""
        parts.append(
            f"EXISTS (SELECT FROM participation p WHERE p.activity = a.id"
            f" AND p.party = %(party{number})s {role} {days} AND {clocks.known('p')}"
            # A role that was changed on the day it began was never held.
            " AND NOT isempty(p.valid))"
        )
    return " AND ".join(parts), params


CONDITIONS = {
    "type": "a.type = %(type)s",
    "part": "strpos(lower(a.title), lower(%(part)s)) > 0",
    "words": "a.words @@ to_tsquery('simple', %(text)s)",
    "forms": "a.form = ANY (%(forms)s)",
    "states": "a.state = ANY (%(states)s)",
    "themes": "a.themes && %(themes)s",
    "project_id": "a.project_id = %(project_id)s",
    "network_id": "a.network_id = %(network_id)s",
    "ids": "a.id = ANY (%(ids)s)",
    "counted": "a.state <> 'cancelled'",
}

AROUND = """a.id IN (
    SELECT p.activity FROM participation p
    WHERE p.party = ANY (%(around)s) AND {known} AND NOT isempty(p.valid) AND NOT p.left_early
    UNION SELECT id FROM activity WHERE project_id = ANY (%(around)s))"""

SORTS = {
    "day": "lower(a.valid) NULLS LAST",
    "-day": "lower(a.valid) DESC NULLS LAST",
    "title": "a.sort_key",
    "-title": "a.sort_key DESC",
    "state": "a.state, lower(a.valid) DESC",
    "-state": "a.state DESC, lower(a.valid) DESC",
    "people": "a.people NULLS LAST",
    "-people": "a.people DESC NULLS LAST",
}

# What is hidden of them where they are restricted, so that they come last.
KEYS = {"title": "a.sort_key", "state": "a.state", "people": "a.people"}

COLUMNS = """
    SELECT a.id, a.type, a.form, a.title, a.state, a.starts, a.ends, a.themes, a.place, a.people,
           (SELECT count(DISTINCT p.party) FROM participation p
            WHERE p.activity = a.id AND {known})
    FROM activity a
"""
COUNT = "SELECT count(*) FROM activity a WHERE"
