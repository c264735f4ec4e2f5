"""Why a party is a bridge: what its share of the shortest chains between others consists of.

Each chain counts for the groups that its two ends are in, so that the shares of all pairs of groups
add up to the `betweenness` that measures tell (Freeman 1977). Where that would take too long to
count, the ties on each side and what would come apart are told without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from crm.database import Database
from crm.network.answers import named
from crm.network.arrays import Ints, arrays, kept
from crm.network.filters import Filters
from crm.network.measures import places
from crm.network.neighbours import neighbours
from crm.network.pairs import pairs
from crm.network.party import Strength
from crm.projections.directory.questions import PartyName

# How many are named of a group, of the ties into it, and of what would come apart.
NAMED, TIES, PIECES = 3, 8, 50
BLOCK = 256
Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Side:
    """A group that a party works with, or a piece that hangs on it: how many are in it, and who.

    `number` is that of the group, 0 for a piece. `partners` of them worked with the party; `ties`
    are the strongest.
    """

    number: int
    size: int
    first: list[PartyName]
    partners: int
    ties: list[Strength]


@dataclass(frozen=True, slots=True)
class Across:
    """Which share of all chains between others leads through the party between two groups.

    Or within one, where both are the same. Each comes with its best connected party.
    """

    a: int
    b: int
    share: float
    first_a: PartyName
    first_b: PartyName


@dataclass(frozen=True, slots=True)
class Bridge:
    """What a party holds together; in a large network `betweenness` is None and `across` empty.

    `apart` are the largest pieces that nothing but the party ties to the rest, and `cut_off` how
    many parties are in all of those.
    """

    betweenness: float | None
    across: list[Across]
    sides: list[Side]
    apart: list[Side]
    cut_off: int


def bridge(database: Database, filters: Filters, position: int, party_id: UUID) -> Bridge | None:
    """Return what a party holds together in the network that filters keep; None for none of it."""
    number = arrays(database, filters, position).number_of(party_id)
    if number is None:
        return None
    found = places(database, filters, position)
    between = found.betweenness
    rest = _without(database, filters, position, number)
    numbers, sizes = np.unique(rest[rest > 0], return_counts=True)
    apart = [int(one) for one in numbers[np.argsort(-sizes, kind="stable")]]
    told = _Told(database, filters, position, number)
    others, _ = told.ties
    shares = _shares(database, filters, position, number)
    groups = np.unique(found.group[others]).tolist()
    sides = [told.side(found.group, one, one) for one in groups]
    return Bridge(
        None if between is None else round(between[number], 6),
        told.across(found.group, shares),
        told.with_names(sorted(sides, key=lambda one: (-one[2], one[0]))),
        told.with_names([told.side(rest, one, 0) for one in apart[:PIECES]]),
        int(sizes.sum()),
    )


Unnamed = tuple[int, int, int, list[int], list[tuple[int, int]]]


class _Told:
    """Tells of parts of the network as they stand to one party of it."""

    def __init__(self, database: Database, filters: Filters, position: int, number: int) -> None:
        self.database, self.data = database, arrays(database, filters, position)
        self.ranked = places(database, filters, position).ranked
        self.number = number
        self.ties = neighbours(database, filters, position).of(number)

    def side(self, part: Ints, of: int, number: int) -> Unnamed:
        """Return a part by its numbers: its size, its best connected, the ties into it."""
        inside = part == of
        inside[self.number] = False
        others, counts = (values[inside[self.ties[0]]] for values in self.ties)
        order = np.lexsort((others, -counts))[:TIES]
        first = self.ranked[inside[self.ranked]][:NAMED].tolist()
        ties = list(zip(others[order].tolist(), counts[order].tolist(), strict=True))
        return number, int(inside.sum()), len(others), first, ties

    def across(self, group: Ints, shares: Floats) -> list[Across]:
        """Return between which groups chains lead, most first."""
        chains = max((len(group) - 1) * (len(group) - 2) / 2, 1)
        found = [
            (float(shares[a, b]) / (chains * (1 + (a == b))), a + 1, b + 1)
            for a, b in np.argwhere(np.triu(shares) > 0).tolist()
        ]
        others = self.ranked[self.ranked != self.number]
        of_group = {one for _, a, b in found for one in (a, b)}
        first = {one: self.data.party_uuid(others[group[others] == one][0]) for one in of_group}
        names = named(self.database, first.values())
        return [
            Across(a, b, share, names[first[a]], names[first[b]])
            for share, a, b in sorted(found, key=lambda one: (-one[0], one[1:]))
        ]

    def with_names(self, sides: Sequence[Unnamed]) -> list[Side]:
        """Return parts with the names of who is in them, asked for at once."""
        wanted = {one for _, _, _, first, ties in sides for one in (*first, *dict(ties))}
        ids = {one: self.data.party_uuid(one) for one in wanted}
        names = named(self.database, ids.values())
        return [
            Side(
                number,
                size,
                [names[ids[one]] for one in first],
                partners,
                [Strength(names[ids[one]], count) for one, count in ties],
            )
            for number, size, partners, first, ties in sides
        ]


def _without(database: Database, filters: Filters, position: int, number: int) -> Ints:
    """Number the pieces that hang on a party alone; 0 is the largest around it, and all else."""
    import igraph

    found, size = pairs(database, filters, position), len(places(database, filters, position).group)
    left = (found.a != number) & (found.b != number)
    edges = np.stack([found.a[left], found.b[left]], axis=1)
    pieces = np.array(igraph.Graph(n=size, edges=edges).connected_components().membership)
    others, _ = neighbours(database, filters, position).of(number)
    touched = np.unique(pieces[others])
    sizes = np.bincount(pieces)[touched]
    hanging = np.delete(touched, np.argmax(sizes)) if len(touched) else touched
    of_party = np.where(np.isin(pieces, hanging), pieces + 1, 0)
    of_party[number] = 0
    return of_party


@kept
def _shares(database: Database, filters: Filters, position: int, number: int) -> Floats:
    """Sum the shares of chains through a party by the groups of both ends, each chain both ways.

    Empty in a network that is too large for it.
    """
    found = places(database, filters, position)
    if found.betweenness is None:
        return np.zeros((0, 0))
    # Who hangs together with it alone, numbered anew.
    inside = np.flatnonzero(found.component == found.component[number])
    ties, new = pairs(database, filters, position), np.full(len(found.group), -1)
    new[inside] = np.arange(len(inside))
    a, b = new[ties.a], new[ties.b]
    # Of half the size, since nearly all the time goes into multiplying it.
    adjacency = np.zeros((len(inside), len(inside)), dtype=np.float32)
    adjacency[a[a >= 0], b[a >= 0]] = adjacency[b[a >= 0], a[a >= 0]] = 1
    groups = np.eye(int(found.group.max()))[found.group[inside] - 1]
    return _through(adjacency, int(new[number]), groups)


def _through(adjacency: Floats, through: int, groups: Floats) -> Floats:
    """Sum the shares of shortest chains through a party, of all who hang together, by groups."""
    away, ways = (one[0] for one in _chains(adjacency, np.array([through])))
    total = np.zeros((groups.shape[1], groups.shape[1]))
    for begin in range(0, len(adjacency), BLOCK):
        rows = np.arange(begin, min(begin + BLOCK, len(adjacency)))
        steps, count = _chains(adjacency, rows)
        leads = steps == away[rows][:, None] + away
        leads[:, through] = leads[rows == through] = False
        share = np.where(leads, ways[rows][:, None] * ways / count, 0)
        total += groups[rows].T @ (share @ groups)
    return total


def _chains(adjacency: Floats, rows: npt.NDArray[Any]) -> tuple[Ints, Floats]:
    """Return how far everybody is from some, all of whom hang together, by how many chains."""
    steps = np.full((len(rows), len(adjacency)), -1)
    reached = np.zeros(steps.shape, dtype=adjacency.dtype)
    reached[np.arange(len(rows)), rows] = 1
    count, step = reached.copy(), 0
    steps[reached > 0] = 0
    while (steps < 0).any():
        step += 1
        reached = reached @ adjacency
        reached[steps >= 0] = 0
        steps[reached > 0] = step
        count += reached
    return steps, count.astype(np.float64)
