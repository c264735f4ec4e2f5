"""Every pair of parties that worked together, with the number of activities they shared.

Two parties worked together on an activity when both took part in it, in roles that count, over
periods that overlap (language.md: Collaboration). Counted by expanding each activity into its
pairs, sorting them, and counting runs: the fastest way that was measured.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from crm.clocks import today
from crm.database import Database
from crm.network.arrays import Arrays, Kept, arrays
from crm.network.filters import Filters

# Half the memory of a product of two of them, which is why those are made of 64-bit integers.
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of party numbers, `a` below `b`, and in how many activities each worked together."""

    a: Numbers
    b: Numbers
    activities: Numbers

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.a)


@dataclass(frozen=True, slots=True)
class Meetings:
    """Each pair on each activity, once: party numbers `a` below `b`, and the activity."""

    a: Numbers
    b: Numbers
    activity: Numbers


PAIRS = Kept()


def pairs(database: Database, filters: Filters, position: int) -> Pairs:
    """Return who worked with whom, as of a position in the log."""
    key = (database.identity, position, today(), filters)
    return PAIRS.once(key, lambda: count(arrays(database, filters, position)))


def count(data: Arrays) -> Pairs:
    """Count the pairs of participations."""
    meetings = meet(data)
    size = max(data.parties, 1)
    keys = meetings.a.astype(np.int64)
    keys *= size
    keys += meetings.b
    del meetings
    keys.sort()
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else keys
    activities = np.diff(np.append(starts, len(keys))).astype(np.int32)
    unique = keys[starts] if len(keys) else keys
    return Pairs((unique // size).astype(np.int32), (unique % size).astype(np.int32), activities)


def meet(data: Arrays) -> Meetings:
    """Expand participations into the pairs that worked together on each activity."""
    size = max(data.parties, 1)
    order = np.argsort(data.activity * size + data.party, kind="stable")
    activity, party = data.activity[order].astype(np.int32), data.party[order].astype(np.int32)
    first, last = data.first[order], data.last[order]
    new = _changes(activity, party, first, last)
    activity, party, first, last = activity[new], party[new], first[new], last[new]
    left, right = _expand(activity)
    together = (first[left] < last[right]) & (first[right] < last[left])
    together &= party[left] != party[right]
    if not together.all():
        left, right = left[together], right[together]
    meetings = Meetings(party[left], party[right], activity[left])
    return _once(meetings, activity, party)


def _changes(*columns: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Mark the rows that differ from the one before."""
    marks = np.zeros(len(columns[0]), dtype=bool)
    marks[:1] = True
    for column in columns:
        marks[1:] |= column[1:] != column[:-1]
    return marks


def _expand(group: Numbers) -> tuple[Numbers, Numbers]:
    """Pair each row with every later row of its group; groups lie together."""
    rows = np.arange(len(group), dtype=np.int32)
    starts = np.flatnonzero(_changes(group)).astype(np.int32)
    ends = np.append(starts, rows.dtype.type(len(group)))[1:]
    after = np.repeat(ends, ends - starts) - rows - 1
    left = np.repeat(rows, after)
    before = np.cumsum(after, dtype=np.int32) - after
    right = np.arange(1, len(left) + 1, dtype=np.int32)
    right -= np.repeat(before, after)
    right += left
    return left, right


def _once(meetings: Meetings, activity: Numbers, party: Numbers) -> Meetings:
    """Let a pair count once an activity, though a party took part in it over several periods."""
    several = (activity[1:] == activity[:-1]) & (party[1:] == party[:-1])
    if not several.any():
        return meetings
    doubled = np.isin(meetings.activity, activity[1:][several])
    a, b, on = meetings.a[doubled], meetings.b[doubled], meetings.activity[doubled]
    a, b = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((b, a, on))
    a, b, on = a[order], b[order], on[order]
    new = _changes(on, a, b)
    rest = ~doubled
    return Meetings(
        np.concatenate([meetings.a[rest], a[new]]),
        np.concatenate([meetings.b[rest], b[new]]),
        np.concatenate([meetings.activity[rest], on[new]]),
    )
