"""Who holds the network together: degree, bridges, groups.

`partners` is the degree, the number of others a party worked with; `strength` sums the shared
activities; `betweenness` is Freeman's, the share of shortest chains that lead through a party
(0 to 1), counted up to BETWEENNESS_LIMIT parties and None beyond; `group` numbers the
communities that the Louvain method finds (Blondel et al. 2008), the largest being 1.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from crm.database import Database
from crm.network.answers import as_json, named
from crm.network.arrays import Ints, arrays, kept
from crm.network.chance import seeded
from crm.network.filters import Filters
from crm.network.pairs import Pairs, pairs
from crm.projections.directory.questions import PartyName

BETWEENNESS_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Measured:
    """A party's place in the network."""

    party: PartyName
    partners: int
    strength: int
    betweenness: float | None
    group: int

    def as_json(self) -> dict[str, Any]:
        """Return the measures in their documented shape."""
        return {
            "party": as_json(self.party),
            "partners": self.partners,
            "strength": self.strength,
            "betweenness": self.betweenness,
            "group": self.group,
        }


@dataclass(frozen=True, slots=True)
class Measures:
    """The parties, best connected first; how many parts the network falls into, and groups.

    `total` is how many parties there are, whatever `top` shows.
    """

    parties: list[Measured]
    components: int
    groups: int
    total: int

    def as_json(self) -> dict[str, Any]:
        """Return the measures in their documented shape."""
        return {
            "components": self.components,
            "groups": self.groups,
            "parties": [measured.as_json() for measured in self.parties],
        }


@dataclass(frozen=True, slots=True)
class Places:
    """The place of every party in the network, by its number.

    `group` and `component` count from 1, the largest being the first. `ranked` has the numbers of
    all parties, best connected first.
    """

    partners: Any
    strength: Any
    betweenness: list[float] | None
    group: Ints
    component: Ints
    ranked: Ints


def measures(
    database: Database,
    filters: Filters,
    position: int,
    top: int = 50,
    offset: int = 0,
    *,
    group: int | None = None,
    component: int | None = None,
) -> Measures:
    """Measure the network that filters keep; the `top` best connected parties by name.

    `offset` leaves out as many that come before; `group` and `component` keep the parties of one.
    """
    data, found = arrays(database, filters, position), places(database, filters, position)
    ranked = found.ranked
    for of_party, wanted in ((found.group, group), (found.component, component)):
        if wanted is not None:
            ranked = ranked[of_party[ranked] == wanted]
    first, last = _with_equals(found, ranked, offset, top)
    ids = {number: data.party_uuid(number) for number in ranked[first:last].tolist()}
    names = named(database, ids.values())
    measured = [_measured(found, number, names[one]) for number, one in ids.items()]
    measured.sort(key=lambda one: (-one.partners, -one.strength, one.party.name, str(one.party.id)))
    return Measures(
        measured[offset - first : offset - first + top],
        int(found.component.max(initial=0)),
        int(found.group.max(initial=0)),
        len(ranked),
    )


def _measured(found: Places, number: int, party: PartyName) -> Measured:
    between = found.betweenness
    return Measured(
        party,
        int(found.partners[number]),
        int(found.strength[number]),
        None if between is None else round(between[number], 6),
        int(found.group[number]),
    )


def _with_equals(found: Places, ranked: Ints, offset: int, top: int) -> tuple[int, int]:
    """Return from where to where parties are as well connected as the first or last of some.

    Only by name is it known which of these are the ones.
    """
    keys = np.stack([-found.partners[ranked], -found.strength[ranked]], axis=1)
    some = keys[offset : offset + top]
    if not len(some):
        return offset, offset
    first = int(np.flatnonzero((keys == some[0]).all(axis=1))[0])
    return first, int(np.flatnonzero((keys == some[-1]).all(axis=1))[-1]) + 1


@kept
def places(database: Database, filters: Filters, position: int) -> Places:
    """Return the place of every party in the network that filters keep."""
    import igraph

    data, found = arrays(database, filters, position), pairs(database, filters, position)
    graph = igraph.Graph(n=data.parties, edges=np.stack([found.a, found.b], axis=1))
    partners, strength = degrees(database, filters, position)
    return Places(
        partners,
        strength,
        _betweenness(graph),
        _groups(graph, found),
        _by_size(graph.connected_components().membership),
        np.lexsort((-strength, -partners)),
    )


@kept
def degrees(database: Database, filters: Filters, position: int) -> tuple[Any, Any]:
    """Return for each party how many partners it has, and the sum of activities shared."""
    found = pairs(database, filters, position)
    size = arrays(database, filters, position).parties
    # The pairs come in the order of `a`, so that those of each party there lie together.
    starts = np.searchsorted(found.a, np.arange(size + 1))
    up_to = np.concatenate([[0], np.cumsum(found.activities, dtype=np.int64)])
    partners = np.diff(starts) + np.bincount(found.b, minlength=size)
    strength = np.diff(up_to[starts]) + np.bincount(found.b, found.activities, minlength=size)
    return partners, strength.astype(np.int64)


def _groups(graph: Any, found: Pairs) -> Ints:
    with seeded():
        membership = graph.community_multilevel(weights=found.activities.tolist()).membership
    return _by_size(membership)


def _by_size(membership: list[int]) -> Ints:
    """Number what parties are in anew, from 1, the largest first."""
    of_party = np.array(membership, dtype=np.int64)
    sizes = np.bincount(of_party)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(1, len(sizes) + 1)
    return rank[of_party]


def _betweenness(graph: Any) -> list[float] | None:
    size = graph.vcount()
    if size > BETWEENNESS_LIMIT:
        return None
    chains = max((size - 1) * (size - 2) / 2, 1)
    return [value / chains for value in graph.betweenness()]
