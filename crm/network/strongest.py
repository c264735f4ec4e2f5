"""The strongest pairs: who worked together on the most activities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

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
    chosen = np.flatnonzero(found.activities >= _least(found.activities, top))
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


def _least(activities: npt.NDArray[np.int32], top: int) -> int:
    """Return the most activities that at least `top` pairs share, or else the fewest of all."""
    at_least = np.cumsum(np.bincount(activities)[::-1])
    reached = int(np.searchsorted(at_least, top))
    return len(at_least) - 1 - min(reached, len(at_least) - 1)


def _tie(one: PartyName, other: PartyName, activities: int) -> Tie:
    first, second = sorted((one, other), key=lambda party: (party.name, str(party.id)))
    return Tie(first, second, activities)


def _order(tie: Tie) -> tuple[int, str, str, str, str]:
    return -tie.activities, tie.a.name, tie.b.name, str(tie.a.id), str(tie.b.id)
