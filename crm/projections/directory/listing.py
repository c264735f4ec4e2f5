"""Lists of parties: narrowed, sorted, a page at a time."""

from dataclasses import dataclass
from uuid import UUID

from crm.clocks import Clocks, today
from crm.database import Database


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
    """Which parties of a type a list shows; `ids` narrows it to those that a search found."""

    type: str
    clocks: Clocks = Clocks()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    municipality: str | None = None
    steward_id: UUID | None = None
    unit_id: UUID | None = None
    ids: tuple[UUID, ...] | None = None


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
    return database.values(MATCHING.replace("{known}", known), params)  # type: ignore[arg-type]


KNOWN_NOW = "upper_inf(recorded)"
KNOWN_THEN = "recorded @> %(known_at)s::timestamptz"

MATCHING = """
    SELECT DISTINCT id FROM party
    WHERE {known} AND (type <> 'partner' OR valid @> %(on)s::date
        AND (%(kinds)s::text[] IS NULL OR kind = ANY (%(kinds)s))
        AND (%(sectors)s::text[] IS NULL OR sectors && %(sectors)s))
"""
