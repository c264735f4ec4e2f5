"""Lists of parties: narrowed, sorted, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from crm.clocks import Clocks, today
from crm.database import Database
from crm.database.apart import apart
from crm.projections.words import tsquery
from crm.projections.writer import text_of


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A line of a list of partners, units, colleagues or networks."""

    id: UUID
    name: str
    name_sv: str | None
    name_en: str | None
    kind: str | None
    municipality: str | None
    stage: str | None
    steward_id: UUID | None
    unit_id: UUID | None
    since: str | None
    until: str | None

    def named(self, language: str) -> str:
        """Return its name in 'fi', 'sv' or 'en', where it has one."""
        return {"sv": self.name_sv, "en": self.name_en}.get(language) or self.name


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parties of a type a list shows, in which order; `text` begins words of the name.

    By kind, those of `merged_kinds` come where the kinds do that they mean.
    """

    type: str
    clocks: Clocks = field(default_factory=Clocks)
    text: str = ""
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    stewards: tuple[UUID, ...] = ()
    unit_id: UUID | None = None
    parent_id: UUID | None = None
    ended: bool = False
    ids: tuple[UUID, ...] | None = None
    sort: str = "name"
    merged_kinds: tuple[tuple[str, str], ...] = ()


def parties(
    database: Database, wanted: Wanted, *, limit: int = 50, offset: int = 0
) -> list[PartyRow]:
    """Return a page of the list."""
    where, params = _where(wanted)
    order = _order(wanted)
    sql = f"{COLUMNS} WHERE {where} ORDER BY {order}, id LIMIT {int(limit)} OFFSET {int(offset)}"
    return database.rows(PartyRow, sql, params)


def found(
    database: Database, wanted: Wanted, *, limit: int = 50, offset: int = 0
) -> tuple[list[PartyRow], int | None]:
    """Return a page of what a text finds, and how many are found; None past the last page.

    All that is found is looked through for the page, so that counting it costs no more.
    """
    where, params = _where(wanted)
    order = _order(wanted)
    sql = f"""
        SELECT count(*) OVER (), {NAMES} FROM party WHERE {where}
        ORDER BY {order}, id LIMIT {int(limit)} OFFSET {int(offset)}
    """
    rows = database.rows(_counted, sql, params)
    return [row for _, row in rows], next((total for total, _ in rows), None)


def all_ids(database: Database, wanted: Wanted) -> list[UUID]:
    """Return the whole list by ids, for whom orders it by what the directory doesn't know."""
    where, params = _where(wanted)
    return database.values(
        f"SELECT id FROM party WHERE {where} ORDER BY {_order(wanted)}, id", params
    )


def count(database: Database, wanted: Wanted) -> int:
    """Return how many the list holds."""
    where, params = _where(wanted)
    return int(database.value(f"SELECT count(*) FROM party WHERE {where}", params))


def counts(database: Database, lists: Sequence[Wanted]) -> list[int]:
    """Return how many each of several lists holds: all parties are looked through once."""
    conditions, params = apart(map(_where, lists))
    asked = ", ".join(f"count(*) FILTER (WHERE {one})" for one in conditions)
    known = "true" if any(one.clocks.known_at for one in lists) else KNOWN_NOW
    return database.row(_listed, f"SELECT {asked} FROM party WHERE {known}", params) or []


def municipalities(database: Database, kind: str = "partner") -> list[str]:
    """Return the places that partners are in, most of them first."""
    return database.values(PLACES, [kind])


def stewards(database: Database) -> list[UUID]:
    """Return the colleagues who look after partners now."""
    return database.values(STEWARDS)


def _order(wanted: Wanted) -> str:
    order = SORTS.get(wanted.sort, SORTS["name"])
    if wanted.merged_kinds and order.startswith("kind"):
        return order.replace("kind", "coalesce(%(merged_kinds)s::jsonb ->> kind, kind)", 1)
    return order


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    clocks = wanted.clocks
    parts = ["type = %(type)s", KNOWN_THEN if clocks.known_at else KNOWN_NOW]
    if not wanted.ended:
        parts.append("valid @> %(on)s::date")
    else:
        parts.append("(valid @> %(on)s::date OR until IS NOT NULL)")
    parts += [sql for name, sql in CONDITIONS.items() if getattr(wanted, name)]
    if wanted.ids is not None:
        parts.append("id = ANY (%(ids)s)")
    params = {
        "type": wanted.type,
        "ids": list(wanted.ids or ()),
        "on": clocks.last or today(),
        "known_at": clocks.known_at,
        "text": tsquery(wanted.text),
        "kinds": list(wanted.kinds),
        "sectors": list(wanted.sectors),
        "merged_kinds": text_of(dict(wanted.merged_kinds)),
        "stages": list(wanted.stages),
        "municipalities": list(wanted.municipalities),
        "stewards": list(wanted.stewards),
        "unit_id": wanted.unit_id,
        "parent_id": wanted.parent_id,
    }
    return " AND ".join(parts), params


def _listed(*found: int) -> list[int]:
    return [*found]


def _counted(total: int, *row: Any) -> tuple[int, PartyRow]:
    return total, PartyRow(*row)


def matching(
    database: Database, clocks: Clocks, *, kinds: tuple[str, ...], sectors: tuple[str, ...]
) -> list[UUID]:
    """Return the partners that match, with every unit and colleague."""
    params = {
        "on": clocks.last or today(),
        "known_at": clocks.known_at,
        "kinds": list(kinds) or None,
        "sectors": list(sectors) or None,
    }
    known = KNOWN_THEN if clocks.known_at else KNOWN_NOW
    return database.values(MATCHING.replace("{known}", known), params)


CONDITIONS = {
    "text": "words @@ to_tsquery('simple', %(text)s)",
    "kinds": "kind = ANY (%(kinds)s)",
    "sectors": "sectors && %(sectors)s",
    "stages": "stage = ANY (%(stages)s)",
    "municipalities": "municipality = ANY (%(municipalities)s)",
    "stewards": "steward_id = ANY (%(stewards)s)",
    "unit_id": "unit_id = %(unit_id)s",
    "parent_id": "parent_id = %(parent_id)s",
}

SORTS = {
    "name": "sort_key",
    "-name": "sort_key DESC",
    "kind": "kind, sort_key",
    "-kind": "kind DESC, sort_key",
    "place": "municipality NULLS LAST, sort_key",
    "-place": "municipality DESC NULLS LAST, sort_key",
    "stage": "stage, sort_key",
    "-stage": "stage DESC, sort_key",
}

NAMES = """
    id, name, name_sv, name_en, kind, municipality, stage, steward_id, unit_id, since, until
"""
COLUMNS = f"SELECT {NAMES} FROM party"

PLACES = """
    SELECT municipality FROM party
    WHERE type = %s AND upper_inf(recorded) AND municipality IS NOT NULL
    GROUP BY municipality ORDER BY count(*) DESC, municipality LIMIT 40
"""

STEWARDS = """
    SELECT DISTINCT steward_id FROM party
    WHERE type = 'partner' AND upper_inf(recorded) AND upper_inf(valid) AND steward_id IS NOT NULL
"""

KNOWN_NOW = "upper_inf(recorded)"
KNOWN_THEN = "recorded @> %(known_at)s::timestamptz"

MATCHING = """
    SELECT DISTINCT id FROM party
    WHERE {known} AND (type <> 'partner' OR valid @> %(on)s::date
        AND (%(kinds)s::text[] IS NULL OR kind = ANY (%(kinds)s))
        AND (%(sectors)s::text[] IS NULL OR sectors && %(sectors)s))
"""
