"""One party: how much it took part in, with whom, and its strongest ties."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from crm.database import Database
from crm.network.answers import as_json, named
from crm.network.filters import Condition, Filters, condition
from crm.projections.directory.questions import PartyName


@dataclass(frozen=True, slots=True)
class Strength:
    """A party that another worked with, on so many activities."""

    party: PartyName
    activities: int


@dataclass(frozen=True, slots=True)
class PartyInNetwork:
    """A party with its `activities`, those it `led`, and everybody it worked with."""

    party: PartyName
    activities: int
    led: int
    ties: list[Strength]

    def as_json(self, top: int | None = None) -> dict[str, Any]:
        """Return the answer in its documented shape, with the `top` strongest ties or all."""
        return {
            "party": as_json(self.party),
            "activities": self.activities,
            "led": self.led,
            "partners": len(self.ties),
            "strongest": [
                {"party": as_json(tie.party), "activities": tie.activities}
                for tie in self.ties[:top]
            ],
        }


def party(database: Database, party_id: UUID, filters: Filters) -> PartyInNetwork:
    """Return a party in the network that filters keep, its ties strongest first, then by name."""
    activities, led = figures(database, party_id, filters)
    shared = partners(database, party_id, filters)
    names = named(database, [party_id, *shared])
    ties = [Strength(names[other], count) for other, count in shared.items()]
    ties.sort(key=lambda tie: (-tie.activities, tie.party.name, str(tie.party.id)))
    return PartyInNetwork(names[party_id], activities, led, ties)


def figures(database: Database, party_id: UUID, filters: Filters) -> tuple[int, int]:
    """Return how many activities a party took part in, and how many of them it led."""
    where = condition(database, filters)
    sql = f"""
        SELECT count(DISTINCT p.activity),
               count(DISTINCT p.activity) FILTER (WHERE p.role = ANY (%(leading)s))
        FROM participation p {where.join} WHERE p.party = %(party)s AND {where.sql}
    """
    return database.row(_figures, sql, {**where.params, "party": party_id}) or (0, 0)


def partners(database: Database, party_id: UUID, filters: Filters) -> dict[UUID, int]:
    """Return whom a party worked with, and on how many activities."""
    where = condition(database, filters)
    return database.pairs(shared(where), {**where.params, "party": party_id})


def shared(where: Condition) -> str:
    """Return the question whom a party worked with, under a condition."""
    return f"""
        WITH mine AS MATERIALIZED (
            SELECT p.activity, p.valid FROM participation p {where.join}
            WHERE p.party = %(party)s AND {where.sql}
        )
        SELECT o.party, count(DISTINCT o.activity)
        FROM mine JOIN participation o ON o.activity = mine.activity AND o.valid && mine.valid
        WHERE o.party <> %(party)s AND {where.on("o")}
        GROUP BY o.party
    """


def _figures(activities: int, led: int) -> tuple[int, int]:
    return activities, led
