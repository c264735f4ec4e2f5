"""Whom single parties worked with, looked up among all pairs instead of searched for."""

from dataclasses import dataclass

import numpy as np

from crm.database import Database
from crm.network.arrays import Ints, arrays, kept
from crm.network.filters import Filters
from crm.network.pairs import Numbers, Pairs, pairs


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All pairs, sorted by `a` as they are counted, and `order`, which sorts them by `b`.

    The pairs of party i are those from `from_a[i]` to before `from_a[i + 1]`, and in the other
    order those from `from_b[i]` to before `from_b[i + 1]`.
    """

    pairs: Pairs
    order: Numbers
    from_a: Numbers
    from_b: Numbers

    def of(self, party: int) -> tuple[Ints, Ints]:
        """Return the numbers of everybody a party worked with, and on how many activities."""
        above = slice(self.from_a[party], self.from_a[party + 1])
        below = self.order[self.from_b[party] : self.from_b[party + 1]]
        others = np.concatenate([self.pairs.b[above], self.pairs.a[below]])
        counts = [self.pairs.activities[above], self.pairs.activities[below]]
        return others.astype(np.int64), np.concatenate(counts).astype(np.int64)


@kept
def neighbours(database: Database, filters: Filters, position: int) -> Neighbours:
    """Return the pairs ready to be looked up, as of a position in the log."""
    found = pairs(database, filters, position)
    parties = arrays(database, filters, position).parties
    order = np.argsort(found.b, kind="stable").astype(np.int32)
    return Neighbours(found, order, _beginnings(found.a, parties), _beginnings(found.b, parties))


def _beginnings(numbers: Numbers, size: int) -> Numbers:
    """Return where each number from 0 to `size` would begin, were they in order."""
    beginnings = np.zeros(size + 1, dtype=np.int32)
    np.cumsum(np.bincount(numbers, minlength=size), out=beginnings[1:])
    return beginnings
