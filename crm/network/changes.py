"""What changed between two days: ties that are new, ended, revived or stronger.

The days from..to are compared with as many days just before them. A tie is *new* if the two had
never worked together before; *ended* if they did in the days before and not in these; *revived*
if they did once, not in the days before, and again in these; *stronger* if they shared more
activities in these days than in those before.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from crm.clocks import Clocks
from crm.database import Database
from crm.network.answers import named
from crm.network.arrays import Ints, arrays, distinct, kept, numbered
from crm.network.filters import Filters
from crm.network.pairs import Pairs, pairs
from crm.network.strongest import Tie

QUARTER = timedelta(days=91)
KINDS = ("new", "ended", "revived", "stronger")


@dataclass(frozen=True, slots=True)
class ChangedTie:
    """A tie, and on how many activities before and now."""

    tie: Tie
    before: int
    now: int

    def as_json(self) -> dict[str, Any]:
        """Return the tie in its documented shape."""
        return {**self.tie.as_json(), "before": self.before, "now": self.now}


@dataclass(frozen=True, slots=True)
class Changes:
    """How many ties of each kind, and the strongest of each."""

    from_on: date
    until_on: date
    counts: dict[str, int]
    ties: dict[str, list[ChangedTie]]

    @property
    def before(self) -> Clocks:
        """The days before, that these are compared with."""
        return _before(self.from_on, self.until_on)

    @property
    def now(self) -> Clocks:
        """The days asked about."""
        return Clocks(from_on=self.from_on, until_on=self.until_on)

    def as_json(self) -> dict[str, Any]:
        """Return the changes in their documented shape."""
        return {
            kind: {
                "count": self.counts[kind],
                "ties": [tie.as_json() for tie in self.ties[kind]],
            }
            for kind in KINDS
        }


@dataclass(frozen=True, slots=True)
class _Weights:
    """Ties by key, over one numbering of the parties of three periods."""

    keys: Ints
    ever: Ints
    before: Ints
    now: Ints


@dataclass(frozen=True, slots=True)
class _Compared:
    """All ties of three periods, marked by kind, and the ids behind their keys."""

    weights: _Weights
    marks: dict[str, npt.NDArray[np.bool_]]
    ids: npt.NDArray[np.uint64]


@kept
def changes(
    database: Database,
    filters: Filters,
    position: int,
    from_on: date,
    until_on: date,
    *,
    top: int = 20,
) -> Changes:
    """Compare the days from..to with as many before; the `top` strongest ties of each kind."""
    found = _compared(database, filters, position, from_on, until_on)
    return Changes(
        from_on,
        until_on,
        {kind: int(marks.sum()) for kind, marks in found.marks.items()},
        {kind: _ties(database, found, kind, top) for kind in KINDS},
    )


def ties_that(
    database: Database,
    filters: Filters,
    position: int,
    found: Changes,
    kind: str,
    *,
    limit: int,
    offset: int = 0,
) -> list[ChangedTie]:
    """Return some of all the ties that changed in one of the KINDS, strongest first."""
    compared = _compared(database, filters, position, found.from_on, found.until_on)
    return _ties(database, compared, kind, limit, offset)


def quarter_before(day: date) -> date:
    """Return the first day of the quarter of a year that ends on a day."""
    return date.fromordinal(max(1, day.toordinal() - QUARTER.days))


def _before(from_on: date, until_on: date) -> Clocks:
    """Return as many days just before some days."""
    day, length = timedelta(days=1), until_on - from_on
    # There are no days before the year 1.
    eve = max(from_on, date.min + day) - day
    first = date.fromordinal(max(1, eve.toordinal() - length.days))
    return Clocks(from_on=first, until_on=eve)


@kept
def _compared(
    database: Database, filters: Filters, position: int, from_on: date, until_on: date
) -> _Compared:
    before = _before(from_on, until_on)
    now = Clocks(from_on=from_on, until_on=until_on)
    periods = Clocks(until_on=before.until_on), before, now
    asked = [filters.during(clocks) for clocks in periods]
    everything = [arrays(database, one, position) for one in asked]
    numbers, ids = numbered(np.concatenate([data.party_ids for data in everything]))
    ends = np.cumsum([data.parties for data in everything])
    counted = [
        _keyed(pairs(database, one, position), of_period, len(ids))
        for one, of_period in zip(asked, np.split(numbers, ends[:-1]), strict=True)
    ]
    weights = _joined(counted)
    return _Compared(weights, _kinds(weights), ids)


def _keyed(found: Pairs, numbers: Ints, size: int) -> dict[str, Ints]:
    """Return the pairs of a period as keys over the common numbering, with their weights."""
    a, b = numbers[found.a], numbers[found.b]
    low, high = np.minimum(a, b), np.maximum(a, b)
    return {"keys": low * size + high, "weights": found.activities.astype(np.int64)}


def _joined(counted: list[dict[str, Ints]]) -> _Weights:
    keys = distinct(np.concatenate([one["keys"] for one in counted]))
    columns = []
    for one in counted:
        column = np.zeros(len(keys), dtype=np.int64)
        column[np.searchsorted(keys, one["keys"])] = one["weights"]
        columns.append(column)
    return _Weights(keys, *columns)


def _kinds(weights: _Weights) -> dict[str, npt.NDArray[np.bool_]]:
    now, before = weights.now > 0, weights.before > 0
    return {
        "new": now & (weights.ever == 0),
        "ended": before & ~now,
        "revived": now & ~before & (weights.ever > 0),
        "stronger": now & before & (weights.now > weights.before),
    }


def _ties(
    database: Database, found: _Compared, kind: str, limit: int, offset: int = 0
) -> list[ChangedTie]:
    weights, ids = found.weights, found.ids
    chosen = np.flatnonzero(found.marks[kind])
    strength = np.maximum(weights.now[chosen], weights.before[chosen])
    chosen = chosen[np.argsort(-strength, kind="stable")][offset : offset + limit]
    numbered = [divmod(int(weights.keys[i]), len(ids)) for i in chosen]
    uuids = {number: _uuid(ids[number]) for pair in numbered for number in pair}
    names = named(database, uuids.values())
    ties = []
    for i, (a, b) in zip(chosen, numbered, strict=True):
        before, now = int(weights.before[i]), int(weights.now[i])
        one, other = sorted((names[uuids[a]], names[uuids[b]]), key=lambda name: name.sort_key)
        ties.append(ChangedTie(Tie(one, other, max(before, now)), before, now))
    return ties


def _uuid(halves: npt.NDArray[np.uint64]) -> UUID:
    return UUID(int=(int(halves[0]) << 64) | int(halves[1]))
