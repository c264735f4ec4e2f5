"""Rows of participations, as they wait for their activities."""

from collections.abc import Iterable, Iterator
from uuid import UUID

import msgspec

from crm.imports.profile import TableProfile
from crm.imports.tables import Row
from crm.imports.taking import COLLEAGUE, OURS, UNIT, NotOneOfOurs
from crm.imports.values import normal
from domain.activity import Activity
from domain.day import Day
from domain.participation import Participation
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


def numbers_of(activity: Activity, party_id: UUID, roles: Iterable[str]) -> list[int]:
    """Return the numbers under which a party takes part, in any of some roles."""
    numbers = activity.participations.numbers
    return [number for role in roles for number in numbers.get((party_id, role), ())]


def is_said(activity: Activity, wanted: Participation, roles: Iterable[str]) -> bool:
    """Say whether it was recorded before that a party takes part, in any of some roles."""
    return any(activity.was_said(wanted._replace(role=role)) for role in roles)


def only_left(waiting: list[TakingPart]) -> list[TakingPart]:
    """Return who left in every row about them; one row that stays outweighs one that leaves."""
    staying = {(*part.who, part.role) for part in waiting if not part.left}
    return [part for part in waiting if part.left and (*part.who, part.role) not in staying]
