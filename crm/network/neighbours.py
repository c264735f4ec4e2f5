"""Whom single parties worked with, looked up among all pairs instead of searched for."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crm.database import Database
from crm.network.arrays import Ints, kept
from crm.network.filters import Filters
from crm.network.pairs import Pairs, pairs


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All pairs, sorted by `a` as they are counted, and `order`, which sorts them by `b`."""

    pairs: Pairs
    order: Ints
    sorted_b: npt.NDArray[np.int32]

    def of(self, party: int) -> tuple[Ints, Ints]:
        """Return the numbers of everybody a party worked with, and on how many activities."""
        # Looked up in numbers of another size, the whole array would be copied first.
        around = np.array([party, party + 1], dtype=self.sorted_b.dtype)
        first, last = np.searchsorted(self.pairs.a, around)
        start, end = np.searchsorted(self.sorted_b, around)
        there = self.order[start:end]
        others = np.concatenate([self.pairs.b[first:last], self.pairs.a[there]])
        counts = [self.pairs.activities[first:last], self.pairs.activities[there]]
        return others.astype(np.int64), np.concatenate(counts).astype(np.int64)


@kept
def neighbours(database: Database, filters: Filters, position: int) -> Neighbours:
    """Return the pairs ready to be looked up, as of a position in the log."""
    found = pairs(database, filters, position)
    order = np.argsort(found.b, kind="stable")
    return Neighbours(found, order, found.b[order])
