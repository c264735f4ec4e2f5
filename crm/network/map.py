"""The map: parties as points that stay put, ties as lines between them.

Laid out by the method of Fruchterman and Reingold (1991). Where a party was is kept by map, and
pinned the next time, so that new ones find their place among the old.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from crm.database import Database
from crm.network.answers import named
from crm.network.arrays import arrays, kept
from crm.network.chance import seeded
from crm.network.filters import Filters
from crm.network.measures import degrees
from crm.network.neighbours import Neighbours, neighbours
from crm.network.pairs import Pairs, pairs
from crm.network.strongest import Tie
from crm.projections.directory.questions import PartyName

FOCUSED = 60
WHOLE = 300
WIDTH, HEIGHT = 1000.0, 680.0
# Names stand beside their points, so that the sides need more room than top and bottom.
MARGIN = (110.0, 40.0)
# A large map settles in fewer steps than anyone would see, and each costs more.
STEPS, STEPS_OF_MANY = 300, 100


@dataclass(frozen=True, slots=True)
class Point:
    """A party on the map, with how many others it worked with and on how many activities."""

    party: PartyName
    x: float
    y: float
    partners: int
    strength: int


@dataclass(frozen=True, slots=True)
class Line:
    """A tie between the points `a` and `b`, by their numbers."""

    a: int
    b: int
    activities: int


@dataclass(frozen=True, slots=True)
class Map:
    """Points and lines; `left_out` parties had no room."""

    points: list[Point]
    lines: list[Line]
    left_out: int


@kept
def map_of(
    database: Database,
    filters: Filters,
    position: int,
    focus: UUID | None = None,
    *,
    steps: int = 1,
    limit: int | None = None,
) -> Map:
    """Return the map around a party, one or two steps far, or of the best connected parties."""
    data = arrays(database, filters, position)
    partners, strength = degrees(database, filters, position)
    if focus is None:
        order = np.argsort(-strength, kind="stable")
        order, room = order[strength[order] > 0], limit or WHOLE
        chosen = order[:room]
        a, b, activities = _among_all(pairs(database, filters, position), chosen, data.parties)
    elif (start := data.number_of(focus)) is None:
        return Map([], [], 0)
    else:
        known = neighbours(database, filters, position)
        order, room = _around_one(known, data.parties, start, steps, limit), limit or FOCUSED
        chosen = order[:room]
        a, b, activities = _among(known, chosen)
    left_out = max(len(order) - room, 0)
    ids = [data.party_uuid(int(number)) for number in chosen]
    name = f"{focus or 'all'}/{steps}"
    places = _places(database, name, ids, a, b, activities)
    names = named(database, ids)
    points = [
        Point(names[one], x, y, int(partners[number]), int(strength[number]))
        for one, number, (x, y) in zip(ids, chosen, places, strict=True)
    ]
    lines = list(map(Line, a, b, activities))
    return Map(points, lines, left_out)


def map_of_ties(database: Database, name: str, ties: Sequence[Tie], room: int = FOCUSED) -> Map:
    """Return a map of its own name of some ties, the first of them as far as there is room.

    Its lines come in the order of the ties; its points count what is drawn.
    """
    numbers: dict[UUID, int] = {}
    drawn = [tie for tie in ties if _has_room(numbers, tie, room)]
    lines = [Line(numbers[tie.a.id], numbers[tie.b.id], tie.activities) for tie in drawn]
    drawn_lines = [(line.a, line.b, line.activities) for line in lines]
    columns = np.array(drawn_lines, dtype=np.int64).reshape(-1, 3)
    a, b, activities = columns[:, 0], columns[:, 1], columns[:, 2]
    ends, weights = np.concatenate([a, b]), np.concatenate([activities, activities])
    partners = np.bincount(ends, minlength=len(numbers))
    strength = np.bincount(ends, weights, minlength=len(numbers))
    places = _places(database, name, list(numbers), a, b, activities) if numbers else []
    names = {party.id: party for tie in drawn for party in (tie.a, tie.b)}
    points = [
        Point(names[one], x, y, int(partners[number]), int(strength[number]))
        for (one, number), (x, y) in zip(numbers.items(), places, strict=True)
    ]
    return Map(
        points, lines, len({party.id for tie in ties for party in (tie.a, tie.b)}) - len(points)
    )


def _has_room(numbers: dict[UUID, int], tie: Tie, room: int) -> bool:
    """Number the two of a tie, if there is room for both."""
    new = [party.id for party in (tie.a, tie.b) if party.id not in numbers]
    if len(numbers) + len(new) > room:
        return False
    for one in new:
        numbers[one] = len(numbers)
    return True


def _around_one(known: Neighbours, size: int, start: int, steps: int, limit: int | None) -> Any:
    """Return the numbers of a party and of those around it, the most connected first."""
    weight = _around(known, size, np.array([start]))
    reached = np.flatnonzero(weight)
    if steps == 1:
        return np.concatenate([[start], reached[np.argsort(-weight[reached], kind="stable")]])
    room_for_first = (limit or FOCUSED) // 2
    first = reached[np.argsort(-weight[reached], kind="stable")][:room_for_first]
    second = _around(known, size, first)
    second[weight > 0] = 0
    second[start] = 0
    further = np.flatnonzero(second)
    further = further[np.argsort(-second[further], kind="stable")]
    return np.concatenate([[start], first, further])


def _around(known: Neighbours, size: int, parties: Any) -> Any:
    """Return for every party on how many activities it worked with any of some."""
    weight = np.zeros(size, dtype=np.int64)
    for party in parties:
        others, activities = known.of(int(party))
        weight[others] += activities
    weight[parties] = 0
    return weight


def _among(known: Neighbours, chosen: Any) -> tuple[list[int], list[int], list[int]]:
    """Return the ties among some parties, numbered in their order.

    Each is looked up: the parties that have any have thousands of others besides.
    """
    wanted = chosen.astype(known.pairs.b.dtype)
    ties = [np.empty((0, 3), dtype=np.int64)]
    for number, party in enumerate(chosen):
        above = slice(known.from_a[party], known.from_a[party + 1])
        others = known.pairs.b[above]
        places = np.minimum(np.searchsorted(others, wanted), max(len(others) - 1, 0))
        there = np.flatnonzero(others[places] == wanted) if len(others) else places[:0]
        one = np.full(len(there), number)
        ties.append(np.stack([one, there, known.pairs.activities[above][places[there]]], axis=1))
    one, other, activities = np.concatenate(ties).T
    a, b = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((chosen[b], chosen[b] < chosen[a], a))
    return a[order].tolist(), b[order].tolist(), activities[order].tolist()


def _among_all(found: Pairs, chosen: Any, size: int) -> tuple[list[int], list[int], list[int]]:
    """Return the same, looked for among all pairs: to look up many would take sorting all first."""
    place = np.full(size, -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    there = np.flatnonzero((place[found.a] >= 0) & (place[found.b] >= 0))
    one, other = place[found.a[there]], place[found.b[there]]
    a, b = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((b, a))
    return a[order].tolist(), b[order].tolist(), found.activities[there][order].tolist()


def _places(
    database: Database, name: str, ids: Sequence[UUID], a: Any, b: Any, activities: Any
) -> list[tuple[float, float]]:
    known = dict(database.rows(_place, KNOWN, [name, list(ids)]))
    if len(known) == len(ids):
        return [known[one] for one in ids]
    places = _drawn(ids, known, a, b, activities)
    rows = [(one, x, y) for one, (x, y) in zip(ids, places, strict=True) if one not in known]
    with database.connection() as connection:
        connection.execute(KEEP, [name, *map(list, zip(*rows, strict=True))])
    return places


def _drawn(
    ids: Sequence[UUID], known: dict[UUID, tuple[float, float]], a: Any, b: Any, activities: Any
) -> list[tuple[float, float]]:
    import igraph

    graph = igraph.Graph(n=len(ids), edges=np.stack([a, b], axis=1))
    options: dict[str, Any] = {"niter": STEPS if len(ids) <= FOCUSED else STEPS_OF_MANY}
    if known:
        # A pinned point has no room to move in; the others have the whole map.
        x = [known.get(one, (None, None))[0] for one in ids]
        y = [known.get(one, (None, None))[1] for one in ids]
        options |= {
            "minx": [MARGIN[0] if place is None else place for place in x],
            "maxx": [WIDTH - MARGIN[0] if place is None else place for place in x],
            "miny": [0.0 if place is None else place for place in y],
            "maxy": [HEIGHT if place is None else place for place in y],
        }
    with seeded():
        layout = graph.layout_fruchterman_reingold(weights=np.sqrt(activities).tolist(), **options)
    places = [(float(x), float(y)) for x, y in layout.coords]
    return places if known else _fitted(places)


def _fitted(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretch a layout over the map, each axis by itself."""
    spot = np.array(places, dtype=float).reshape(-1, 2)
    low, high = spot.min(axis=0, initial=0), spot.max(axis=0, initial=0)
    if len(spot):
        low, high = spot.min(axis=0), spot.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    margin = np.array(MARGIN)
    room = np.array([WIDTH, HEIGHT]) - 2 * margin
    fitted = (spot - low) / span * room + margin
    return [(round(float(x), 1), round(float(y), 1)) for x, y in fitted]


def _place(party: UUID, x: float, y: float) -> tuple[UUID, tuple[float, float]]:
    return party, (x, y)


KNOWN = "SELECT party, x, y FROM map_layout WHERE map = %s AND party = ANY (%s)"
KEEP = """
    INSERT INTO map_layout
    SELECT %s, * FROM unnest(%s::uuid[], %s::real[], %s::real[]) ON CONFLICT DO NOTHING
"""
