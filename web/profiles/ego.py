"""A map as it is drawn: points and lines with their sizes, labels and links."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from crm.language import gettext as _
from crm.language import ngettext
from crm.network.map import Map, Point, map_of_ties
from crm.network.strongest import Tie
from crm.network.together import Together
from crm.projections.directory.questions import PartyName
from web import words
from web.profiles.labels import LARGE, Spot, shortened, with_room
from web.visit import Visit

SMALL = 16
LABELS = 26
# As many names as a telephone has room for.
FEW = 5
SMALL_VIEW = "0 0 1000 680"


@dataclass(frozen=True, slots=True)
class Node:
    """A party on the map."""

    x: float
    y: float
    r: float
    kind: str
    name: str
    label: str
    url: str
    title: str
    focus: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """A map to be drawn; the lines of each style, such as 'w3' or 'w3 new', are one path."""

    view: str
    nodes: list[Node]
    edges: list[tuple[str, str]]


def ego_map(visit: Visit, party_id: UUID, found: Together, names: dict[UUID, PartyName]) -> Graph:
    """Return the small map around a party: those it worked with most, and what they shared in it.

    Its points lie where they do on the whole map around the party.
    """
    shown = {one: names[one] for one in [*found.strongest][: SMALL - 1]}
    ties = [Tie(names[party_id], name, found.strongest[one]) for one, name in shown.items()]
    ties += [
        Tie(shown[one], shown[other], n)
        for (one, other), n in found.among.items()
        if one in shown and other in shown
    ]
    around = map_of_ties(visit.crm.database, f"{party_id}/1", ties, SMALL)
    return drawn(visit, around, party_id, size="strength", labels=SMALL, counts=False)


def drawn(
    visit: Visit,
    found: Map,
    focus: UUID | None,
    *,
    size: str,
    labels: int = LABELS,
    styles: Sequence[str] = (),
    counts: bool = True,
) -> Graph:
    """Draw a map; `size` is what the points grow by: strength or partners.

    `styles` says of each line, where they differ, what it means; `counts` that each point tells
    with how many it worked.
    """
    most = max((getattr(point, size) for point in found.points), default=1) or 1
    radius = {point.party.id: _radius(getattr(point, size) / most) for point in found.points}
    ranked = sorted(found.points, key=lambda point: -getattr(point, size))
    ranked.sort(key=lambda point: point.party.id != focus)
    spots = [
        Spot(point.x, point.y, radius[point.party.id], point.party.named(visit.language))
        for point in ranked
    ]
    labelled = {ranked[number].party.id for number in with_room(spots, labels)}
    main = {ranked[number].party.id for number in with_room(spots, FEW, LARGE)}
    nodes = [
        _node(
            visit, point, radius[point.party.id], focus, Naming(labelled, main & labelled, counts)
        )
        for point in found.points
    ]
    # What is drawn later covers what came before: a point without a name covers none.
    nodes.sort(key=lambda node: node.label != "")
    return Graph(SMALL_VIEW, nodes, _edges(found, styles))


def _edges(found: Map, styles: Sequence[str]) -> list[tuple[str, str]]:
    heaviest = max((line.activities for line in found.lines), default=1)
    paths: dict[str, list[str]] = {}
    for line, style in zip(found.lines, styles or [""] * len(found.lines), strict=True):
        a, b = found.points[line.a], found.points[line.b]
        weight = 1 + round(5 * (line.activities / heaviest) ** 0.5) if heaviest > 1 else 1
        paths.setdefault(f"w{weight} {style}".strip(), []).append(f"M{a.x} {a.y}L{b.x} {b.y}")
    return [(style, "".join(paths[style])) for style in sorted(paths)]


def _radius(share: float) -> float:
    return round(5 + 11 * math.sqrt(share), 1)


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is named on a map, who also where it is small, and whether their partners are counted."""

    labelled: set[UUID]
    main: set[UUID]
    counts: bool


def _node(visit: Visit, point: Point, r: float, focus: UUID | None, naming: Naming) -> Node:
    name, one = point.party.named(visit.language), point.party.id
    said = [name, words.types()[point.party.type].lower()]
    if naming.counts:
        told = ngettext("connected with %d party", "connected with %d parties", point.partners)
        said.append(told % point.partners)
    return Node(
        x=round(point.x, 1),
        y=round(point.y, 1),
        r=r,
        kind=point.party.type,
        name=name,
        label=shortened(name) if one in naming.labelled else "",
        url=visit.url(f"{words.PATHS[point.party.type]}/{one}"),
        title=", ".join(said),
        focus=one == focus,
        main=one in naming.main,
    )


def legend() -> list[tuple[str, str]]:
    """Return what the shapes of a map mean."""
    return [("partner", _("Partner")), ("unit", _("Unit")), ("colleague", _("Colleague"))]
