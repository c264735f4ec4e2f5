"""Rows of participations, as they wait for their activities."""

from collections.abc import Iterator

import msgspec

from crm.imports.profile import TableProfile
from crm.imports.tables import Row
from crm.imports.taking import COLLEAGUE, OURS, UNIT, NotOneOfOurs
from crm.imports.values import normal
from domain.day import Day
from domain.refusal import NotFound, Refusal


class TakingPart(msgspec.Struct, frozen=True, gc=False):
    """One row of participations, waiting for its activity."""

    file: str
    row: int
    scheme: str
    party: str
    role: str
    from_on: Day | None
    until_on: Day | None
    left: str

    @property
    def who(self) -> tuple[str, str]:
        """What the row calls the party: a scheme and the value."""
        return self.scheme, self.party


def unknown(scheme: str, value: str) -> Refusal:
    """Return what to say where nobody is called so."""
    return NotOneOfOurs(value) if scheme in OURS else NotFound("party", f"{scheme}:{value}")


def named(table: TableProfile, row: Row) -> Iterator[tuple[str, str]]:
    """Give whom a row names: a partner by its identifier, a unit and a colleague by name.

    Where a table has columns for our own, a row that names nobody lets nobody take part.
    """
    ours = [(UNIT, table.unit), (COLLEAGUE, table.colleague)]
    party, has_ours = table.party, bool(table.unit or table.colleague)
    value = normal(party.scheme, row.get(party.column, "")) if party else None
    if party and (value or not has_ours):
        yield party.scheme, value or ""
    for scheme, column in ours:
        if column and (name := " ".join(row.get(column, "").split())):
            yield scheme, name


def only_left(waiting: list[TakingPart]) -> list[TakingPart]:
    """Return who left in every row about them; one row that stays outweighs one that leaves."""
    staying = {(*part.who, part.role) for part in waiting if not part.left}
    return [part for part in waiting if part.left and (*part.who, part.role) not in staying]
