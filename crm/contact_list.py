"""Lists of contacts: their names come from the vault, where they work from the read model."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database
from crm.projections.words import WORD_LIMIT
from crm.vault import words


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which contacts a list shows; `text` begins words of their names, the erased have none."""

    clocks: Clocks = field(default_factory=Clocks)
    text: str = ""
    partner_id: UUID | None = None

    @property
    def params(self) -> dict[str, Any]:
        """What the questions below are asked with."""
        return {
            "query": " & ".join(f"{word[:WORD_LIMIT]}:*" for word in words(self.text)) or None,
            "partner": self.partner_id,
            "on": self.clocks.last,
            "known_at": self.clocks.known_at,
        }


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A line of a list: somebody, and where they work or last worked."""

    id: UUID
    name: str
    partner: UUID
    since_day: str | None
    until_day: str | None


def contacts(
    database: Database, wanted: Wanted, *, limit: int, offset: int = 0
) -> list[ContactRow]:
    """Return contacts by name."""
    paged = wanted.params | {"limit": limit, "offset": offset}
    page = "ORDER BY v.sort_key, c.id LIMIT %(limit)s OFFSET %(offset)s"
    return database.rows(ContactRow, f"{SELECT} {_where(wanted)} {page}", paged)


def count(database: Database, wanted: Wanted) -> int:
    """Return how many contacts there are."""
    return int(database.value(f"SELECT count(*) {_where(wanted)}", wanted.params))


def _where(wanted: Wanted) -> str:
    # Both are words of ours, nothing that was typed.
    return FROM.replace("KNOWN", wanted.clocks.known("p"))


SELECT = "SELECT c.id, coalesce(v.name, ''), w.partner, w.since_day, w.until_day"
FROM = """
    FROM person c LEFT JOIN vault_name v ON v.person = c.id
    CROSS JOIN LATERAL (
        SELECT * FROM works_at p
        WHERE p.contact = c.id AND KNOWN
          AND (%(on)s::date IS NULL OR p.valid @> %(on)s::date)
          AND (%(partner)s::uuid IS NULL OR p.partner = %(partner)s)
        ORDER BY p.number DESC LIMIT 1
    ) w
    WHERE NOT c.erased AND (%(query)s::text IS NULL OR v.words @@ to_tsquery('simple', %(query)s))
"""
