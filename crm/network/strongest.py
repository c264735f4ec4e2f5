"""The strongest pairs: who worked together on the most activities."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from crm.database import Database
from crm.network.answers import as_json, named
from crm.network.arrays import arrays, kept
from crm.network.filters import Filters
from crm.network.pairs import pairs
from crm.projections.directory.questions import PartyName


@dataclass(frozen=True, slots=True)
class Tie:
    """Two parties, the first by name being `a`, and on how many activities they worked together."""

    a: PartyName
    b: PartyName
    activities: int

    def as_json(self) -> dict[str, Any]:
        """Return the tie in its documented shape."""
        return {"a": as_json(self.a), "b": as_json(self.b), "activities": self.activities}


@kept
def strongest(database: Database, filters: Filters, position: int, top: int) -> list[Tie]:
    """Return the `top` pairs with the most shared activities; ties by name, then id."""
    data, found = arrays(database, filters, position), pairs(database, filters, position)
    if not len(found) or top < 1:
        return []
    least = np.partition(found.activities, -min(top, len(found)))[-min(top, len(found))]
    chosen = np.flatnonzero(found.activities >= least)
    ids = {
        int(number): data.party_uuid(number)
        for number in np.unique(np.concatenate([found.a[chosen], found.b[chosen]]))
    }
    names = named(database, ids.values())
    ties = [
        _tie(names[ids[int(found.a[i])]], names[ids[int(found.b[i])]], int(found.activities[i]))
        for i in chosen
    ]
    return sorted(ties, key=_order)[:top]


def _tie(one: PartyName, other: PartyName, activities: int) -> Tie:
    first, second = sorted((one, other), key=lambda party: (party.name, str(party.id)))
    return Tie(first, second, activities)


def _order(tie: Tie) -> tuple[int, str, str, str, str]:
    return -tie.activities, tie.a.name, tie.b.name, str(tie.a.id), str(tie.b.id)
