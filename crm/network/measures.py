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
from crm.network.arrays import arrays, kept
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
    """The parties, best connected first; how many parts the network falls into, and groups."""

    parties: list[Measured]
    components: int
    groups: int

    def as_json(self) -> dict[str, Any]:
        """Return the measures in their documented shape."""
        return {
            "components": self.components,
            "groups": self.groups,
            "parties": [measured.as_json() for measured in self.parties],
        }


@kept
def measures(
    database: Database, filters: Filters, position: int, top: int = 50, offset: int = 0
) -> Measures:
    """Measure the network that filters keep; the `top` best connected parties by name.

    `offset` leaves out as many that come before.
    """
    import igraph

    data, found = arrays(database, filters, position), pairs(database, filters, position)
    graph = igraph.Graph(n=data.parties, edges=np.stack([found.a, found.b], axis=1))
    partners, strength = degrees(database, filters, position)
    group = _groups(graph, found)
    between = _betweenness(graph)
    ranked = sorted(range(data.parties), key=lambda i: (-int(partners[i]), -int(strength[i])))
    chosen = ranked[offset : offset + top]
    ids = {number: data.party_uuid(number) for number in chosen}
    names = named(database, ids.values())
    measured = [
        Measured(
            names[ids[number]],
            int(partners[number]),
            int(strength[number]),
            None if between is None else round(between[number], 6),
            group[number],
        )
        for number in chosen
    ]
    measured.sort(key=lambda one: (-one.partners, -one.strength, one.party.name, str(one.party.id)))
    return Measures(measured, len(graph.connected_components()), max(group, default=0))


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


def _groups(graph: Any, found: Pairs) -> list[int]:
    with seeded():
        membership = graph.community_multilevel(weights=found.activities.tolist()).membership
    sizes = np.bincount(membership) if membership else np.array([], dtype=int)
    rank = {int(group): place for place, group in enumerate(np.argsort(-sizes, kind="stable"), 1)}
    return [rank[group] for group in membership]


def _betweenness(graph: Any) -> list[float] | None:
    size = graph.vcount()
    if size > BETWEENNESS_LIMIT:
        return None
    chains = max((size - 1) * (size - 2) / 2, 1)
    return [value / chains for value in graph.betweenness()]
