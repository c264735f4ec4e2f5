"""A map as it is drawn: points and lines with their sizes, labels and links."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from crm.language import gettext as _
from crm.language import ngettext
from crm.network.filters import Filters
from crm.network.map import Map, Point, map_of
from web import words
from web.visit import Visit

SMALL = 16
LABELS = 26
LABEL_LENGTH = 24
# About the width of a letter and the height of a line, in the units of the map.
LETTER, LINE = 7.5, 22
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


@dataclass(frozen=True, slots=True)
class Graph:
    """A map to be drawn; the lines of each style, such as 'w3' or 'w3 new', are one path."""

    view: str
    nodes: list[Node]
    edges: list[tuple[str, str]]


def ego_map(visit: Visit, party_id: UUID, *, small: bool = False) -> Graph:
    """Return the map around a party."""
    limit = SMALL if small else None
    found = map_of(visit.crm.database, Filters(visit.so_far), visit.position, party_id, limit=limit)
    return drawn(visit, found, party_id, size="strength", labels=SMALL if small else LABELS)


def drawn(
    visit: Visit,
    found: Map,
    focus: UUID | None,
    *,
    size: str,
    labels: int = LABELS,
    styles: Sequence[str] = (),
) -> Graph:
    """Draw a map; `size` is what the points grow by: strength or partners.

    `styles` says of each line, where they differ, what it means.
    """
    most = max((getattr(point, size) for point in found.points), default=1) or 1
    ranked = sorted(found.points, key=lambda point: -getattr(point, size))
    first = [point for point in found.points if point.party.id == focus]
    labelled = _with_room([*first, *ranked], labels, visit.language)
    nodes = [
        _node(visit, point, getattr(point, size) / most, focus, point.party.id in labelled)
        for point in found.points
    ]
    return Graph(SMALL_VIEW, nodes, _edges(found, styles))


def _edges(found: Map, styles: Sequence[str]) -> list[tuple[str, str]]:
    heaviest = max((line.activities for line in found.lines), default=1)
    paths: dict[str, list[str]] = {}
    for line, style in zip(found.lines, styles or [""] * len(found.lines), strict=True):
        a, b = found.points[line.a], found.points[line.b]
        weight = 1 + round(5 * (line.activities / heaviest) ** 0.5) if heaviest > 1 else 1
        paths.setdefault(f"w{weight} {style}".strip(), []).append(f"M{a.x} {a.y}L{b.x} {b.y}")
    return [(style, "".join(paths[style])) for style in sorted(paths)]


def _with_room(points: list[Point], most: int, language: str) -> set[UUID]:
    """Return which points are named: as many as find room, the first ones first."""
    taken: list[tuple[float, float, float]] = []
    labelled: set[UUID] = set()
    for point in points:
        half = min(len(point.party.named(language)), LABEL_LENGTH) * LETTER / 2
        free = all(
            abs(point.x - x) > half + width or abs(point.y - y) > LINE for x, y, width in taken
        )
        if free and len(labelled) < most:
            labelled.add(point.party.id)
            taken.append((point.x, point.y, half))
    return labelled


def _node(
    visit: Visit,
    point: Point,
    share: float,
    focus: UUID | None,
    labelled: bool,  # noqa: FBT001
) -> Node:
    name = point.party.named(visit.language)
    short = name if len(name) <= LABEL_LENGTH else f"{name[: LABEL_LENGTH - 1].rstrip()}…"
    partners = ngettext("%d partner", "%d partners", point.partners) % point.partners
    return Node(
        x=round(point.x, 1),
        y=round(point.y, 1),
        r=round(5 + 11 * share**0.5, 1),
        kind=point.party.type,
        name=name,
        label=short if labelled else "",
        url=visit.url(f"{words.PATHS[point.party.type]}/{point.party.id}"),
        title=f"{name}, {words.types()[point.party.type].lower()}, {partners}",
        focus=point.party.id == focus,
    )


def legend() -> list[tuple[str, str]]:
    """Return what the shapes of a map mean."""
    return [("partner", _("Partner")), ("unit", _("Unit")), ("colleague", _("Colleague"))]
