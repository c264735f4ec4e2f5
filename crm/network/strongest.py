"""The strongest pairs: who worked together on the most activities."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from crm.database import Database
from crm.network.answers import as_json, named
from crm.network.arrays import Ints, arrays, kept
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
def strongest(
    database: Database, filters: Filters, position: int, top: int, offset: int = 0
) -> list[Tie]:
    """Return the `top` pairs with the most shared activities; ties by name, then id.

    `offset` leaves out as many that come before.
    """
    data, found = arrays(database, filters, position), pairs(database, filters, position)
    if not len(found) or top < 1:
        return []
    chosen = np.flatnonzero(found.activities >= _least(found.activities, offset + top))
    a, b = found.a[chosen].astype(np.int64), found.b[chosen].astype(np.int64)
    numbers, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    ids = [data.party_uuid(int(number)) for number in numbers]
    known = named(database, ids)
    names = [known[one] for one in ids]
    one, other = np.split(places, 2)
    activities = found.activities[chosen].astype(np.int64)
    order = _order(names, one, other, activities)[offset : offset + top]
    return [_tie(names[one[i]], names[other[i]], int(found.activities[chosen[i]])) for i in order]


def _least(activities: npt.NDArray[np.int32], top: int) -> int:
    """Return the most activities that at least `top` pairs share, or else the fewest of all."""
    at_least = np.cumsum(np.bincount(activities)[::-1])
    reached = int(np.searchsorted(at_least, top))
    return len(at_least) - 1 - min(reached, len(at_least) - 1)


def _tie(one: PartyName, other: PartyName, activities: int) -> Tie:
    first, second = sorted((one, other), key=lambda party: (party.name, str(party.id)))
    return Tie(first, second, activities)


def _order(names: list[PartyName], one: Ints, other: Ints, activities: Ints) -> Ints:
    """Return the pairs in order: sorted as arrays, since there may be millions of them."""
    by_name = {name: rank for rank, name in enumerate(sorted({name.name for name in names}))}
    name_rank = np.array([by_name[name.name] for name in names])
    id_rank = np.empty(len(names), dtype=np.int64)
    id_rank[sorted(range(len(names)), key=lambda i: str(names[i].id))] = np.arange(len(names))
    swapped = (name_rank[one] > name_rank[other]) | (
        (name_rank[one] == name_rank[other]) & (id_rank[one] > id_rank[other])
    )
    first, second = np.where(swapped, other, one), np.where(swapped, one, other)
    keys = id_rank[second], id_rank[first], name_rank[second], name_rank[first], -activities
    return np.lexsort(keys)
