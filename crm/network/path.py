"""How two parties are connected: the shortest chains of parties that worked together."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any
from uuid import UUID

import numpy as np

from crm.access.restricted import Veil
from crm.database import Database
from crm.network.answers import as_json, named
from crm.network.arrays import Ints, arrays, kept
from crm.network.between import SharedActivity, between
from crm.network.filters import Filters
from crm.network.pairs import Pairs, pairs
from crm.projections.directory.questions import PartyName

CHAINS = 5
LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Hop:
    """From one party to the next, by way of an activity, one of so many they shared."""

    to: PartyName
    through: SharedActivity | None
    activities: int


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of parties, each of which worked with the next; `strength` is its weakest link."""

    start: PartyName
    hops: list[Hop]
    strength: int

    def as_json(self) -> dict[str, Any]:
        """Return the chain in its documented shape."""
        return {
            "strength": self.strength,
            "parties": [as_json(self.start), *(as_json(hop.to) for hop in self.hops)],
            "through": [
                {"title": (hop.through and hop.through.title) or None, "activities": hop.activities}
                for hop in self.hops
            ],
        }


def path(
    database: Database,
    start: UUID,
    goal: UUID,
    filters: Filters,
    position: int,
    *,
    besides: bool = False,
) -> list[Chain]:
    """Return the shortest chains between two parties, strongest first; none where there is none.

    `besides` leaves out what the two did together themselves.
    """
    data = arrays(database, filters, position)
    first, last = data.number_of(start), data.number_of(goal)
    if first is None or last is None or first == last:
        return []
    graph = _graph(database, filters, position)
    if besides:
        graph = graph.without(first, last)
    ranked = sorted(islice(graph.shortest(first, last), LOOKED_AT), key=lambda chain: -chain[0])
    return [
        _chain(database, [data.party_uuid(number) for number in numbers], strength, filters)
        for strength, numbers in ranked[:CHAINS]
    ]


def veiled_chains(chains: list[Chain], veil: Veil[SharedActivity]) -> list[Chain]:
    """Return the same chains as a veil leaves the activities that they go by."""
    hops = [hop for chain in chains for hop in chain.hops]
    through = iter(veil([hop.through for hop in hops if hop.through]))
    return [
        replace(
            chain,
            hops=[replace(hop, through=hop.through and next(through)) for hop in chain.hops],
        )
        for chain in chains
    ]


class _Graph:
    """Who worked with whom, as neighbours of each party."""

    def __init__(self, found: Pairs, size: int) -> None:
        one = np.concatenate([found.a, found.b])
        order = np.argsort(one, kind="stable")
        self.neighbours = np.concatenate([found.b, found.a])[order]
        self.weights = np.concatenate([found.activities, found.activities])[order]
        self.starts = np.searchsorted(one[order], np.arange(size + 1))
        self.size = size

    def without(self, one: int, other: int) -> "_Graph":
        """Return the same where two parties lead to themselves and not to each other."""
        apart = copy(self)
        apart.neighbours = self.neighbours.copy()
        for party, neighbour in ((one, other), (other, one)):
            around = apart.neighbours[self.around(party)]
            around[around == neighbour] = party
        return apart

    def around(self, party: int) -> slice:
        return slice(int(self.starts[party]), int(self.starts[party + 1]))

    def shortest(self, first: int, last: int) -> Iterator[tuple[int, list[int]]]:
        """Give shortest chains with the weight of their weakest link, strong links first."""
        distance = self._distances(last, first)
        if distance[first] >= 0:
            yield from self._chains([first], last, distance, 2**31)

    def _distances(self, goal: int, until: int) -> Ints:
        distance = np.full(self.size, -1, dtype=np.int64)
        distance[goal], frontier, steps = 0, np.array([goal]), 0
        while len(frontier) and distance[until] < 0:
            steps += 1
            around = np.concatenate([self.neighbours[self.around(party)] for party in frontier])
            frontier = np.unique(around[distance[around] < 0])
            distance[frontier] = steps
        return distance

    def _chains(
        self, chain: list[int], last: int, distance: Ints, strength: int
    ) -> Iterator[tuple[int, list[int]]]:
        if chain[-1] == last:
            yield strength, chain
            return
        around = self.around(chain[-1])
        parties, weights = self.neighbours[around], self.weights[around]
        nearer = np.flatnonzero(distance[parties] == distance[chain[-1]] - 1)
        for i in nearer[np.argsort(-weights[nearer], kind="stable")]:
            weakest = min(strength, int(weights[i]))
            yield from self._chains([*chain, int(parties[i])], last, distance, weakest)


@kept
def _graph(database: Database, filters: Filters, position: int) -> _Graph:
    found = pairs(database, filters, position)
    return _Graph(found, arrays(database, filters, position).parties)


def _chain(database: Database, ids: list[UUID], strength: int, filters: Filters) -> Chain:
    names = named(database, ids)
    hops = []
    for one, other in pairwise(ids):
        shared = between(database, one, other, filters).activities
        hops.append(Hop(names[other], shared[0] if shared else None, len(shared)))
    return Chain(names[ids[0]], hops, strength)
