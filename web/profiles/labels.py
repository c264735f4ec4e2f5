"""Which names stand on a map: as many as find room, the most important first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LENGTH = 24
# How far below its point the middle of a name stands.
BELOW = 9


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with its name, in the units of the map."""

    x: float
    y: float
    r: float
    name: str


@dataclass(frozen=True, slots=True)
class Writing:
    """How large names are written: about the width of a letter and the height of a line.

    With a `width` of the map, a name that would reach over its edge isn't written.
    """

    letter: float
    line: float
    width: float | None = None

    def holds(self, box: "_Box") -> bool:
        """Say whether a name lies on the map from its first letter to its last."""
        x, _y, half, _high = box
        return self.width is None or half <= x <= self.width - half


NORMAL = Writing(7.5, 18)
# On a telephone the whole map is small, and a name on it large.
LARGE = Writing(22, 58, width=1000)
_Box = tuple[float, float, float, float]


def shortened(name: str) -> str:
    """Return a name as a map has room for it."""
    return name if len(name) <= LENGTH else f"{name[: LENGTH - 1].rstrip()}…"


def with_room(spots: Sequence[Spot], most: int, writing: Writing = NORMAL) -> set[int]:
    """Return the numbers of the points that are named: as many as find room, the first first.

    A name keeps clear of the names before it, and of the points that are as important.
    """
    boxes: list[_Box] = []
    points: list[_Box] = []
    named: set[int] = set()
    for number, spot in enumerate(spots):
        if len(named) == most:
            break
        box, point = _box(spot, writing), _point(spot)
        hidden = not writing.holds(box)
        if not (
            hidden or _overlaps(box, boxes) or _overlaps(box, points) or _overlaps(point, boxes)
        ):
            named.add(number)
            boxes.append(box)
        points.append(point)
    return named


def _box(spot: Spot, writing: Writing) -> _Box:
    half = len(shortened(spot.name)) * writing.letter / 2
    return spot.x, spot.y + spot.r + BELOW, half, writing.line / 2


def _point(spot: Spot) -> _Box:
    return spot.x, spot.y, spot.r, spot.r


def _overlaps(box: _Box, others: Iterable[_Box]) -> bool:
    x, y, width, height = box
    return any(
        abs(x - other_x) < width + other_width and abs(y - other_y) < height + other_height
        for other_x, other_y, other_width, other_height in others
    )
