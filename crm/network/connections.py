"""Two parties besides what they did together: who was involved, and how else they are connected."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from crm.clocks import Clocks
from crm.database import Database
from crm.network.answers import named
from crm.network.between import Between
from crm.network.filters import Filters, condition
from crm.network.party import Strength
from crm.network.path import Chain, path
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import PartyName
from crm.projections.membership import memberships

# Nothing is part of more than so many others, one within the other.
GENERATIONS = 20


@dataclass(frozen=True, slots=True)
class Connections:
    """Networks that both are members of, what both are part of, and chains by way of others.

    `whole` may be one of the two itself, which the other is then part of.
    """

    networks: list[PartyName]
    whole: PartyName | None
    chains: list[Chain]


def connections(
    database: Database, pair: Between, filters: Filters, position: int, on: date
) -> Connections:
    """Return how two parties are connected besides their direct tie, on a day."""
    a, b, clocks = pair.a.id, pair.b.id, filters.clocks
    shared = _networks(database, a, clocks, on) & _networks(database, b, clocks, on)
    above = _line(database, b, clocks, on)
    whole = next((one for one in _line(database, a, clocks, on) if one in above), None)
    names = named(database, [*shared, *([whole] if whole else [])])
    return Connections(
        sorted((names[one] for one in shared), key=lambda name: name.sort_key),
        names[whole] if whole else None,
        path(database, a, b, filters, position, besides=True),
    )


def people_of(database: Database, pair: Between, filters: Filters) -> list[Strength]:
    """Return the colleagues who took part in what two parties did together, most often first."""
    where = condition(database, filters)
    sql = f"""
        SELECT p.party, count(DISTINCT p.activity) FROM participation p {where.join}
        WHERE p.activity = ANY (%(together)s) AND p.party <> ALL (%(pair)s) AND {where.sql}
        GROUP BY p.party
    """
    together = [shared.id for shared in pair.activities]
    params = {**where.params, "together": together, "pair": [pair.a.id, pair.b.id]}
    counts: dict[UUID, int] = dict(database.rows(_counted, sql, params))
    names = named(database, counts)
    people = [
        Strength(name, counts[one]) for one, name in names.items() if name.type == "colleague"
    ]
    return sorted(people, key=lambda one: (-one.activities, one.party.sort_key))


def _networks(database: Database, party: UUID, clocks: Clocks, on: date) -> set[UUID]:
    return {member.network for member in memberships(database, party, clocks, on)}


def _line(database: Database, party: UUID, clocks: Clocks, on: date) -> list[UUID]:
    """Return a party, what it is part of, what that is part of, and so on."""
    line: list[UUID] = []
    above: UUID | None = party
    while above and above not in line and len(line) < GENERATIONS:
        line.append(above)
        found = directory.party(database, above, clocks, on)
        above = found.parent_id if found else None
    return line


def _counted(party: UUID, activities: int) -> tuple[UUID, int]:
    return party, activities
