"""Which events of a history were undone, and which can be: by whom, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from crm.access import Right
from crm.access.reach import reached
from crm.log import Entry
from web.words import PATHS

if TYPE_CHECKING:
    from web.visit import Visit

RIGHTS = {
    "partner": Right.PARTNERS,
    "unit": Right.UNITS,
    "colleague": Right.PEOPLE,
    "network": Right.NETWORKS,
    "project": Right.PROJECTS,
    "engagement": Right.ENGAGEMENTS,
}

LONG = 18


@dataclass(frozen=True, slots=True)
class Undo:
    """Whether an event was undone, and where it can be, if it can be by the viewer."""

    undone: bool = False
    url: str | None = None


def undos(visit: Visit, entries: Sequence[Entry]) -> list[Undo]:
    """Say of each entry whether it was undone as is known, and where the viewer may undo it."""
    kinds = {one.originator_id: kind for one in entries if (kind := _kind(one)) in RIGHTS}
    lives: dict[UUID, Any] = visit.crm.lives(kinds, visit.clocks.known_at)
    undoings = {one: lives[one].undoings() for one in _theirs(visit, kinds)}
    found = []
    for entry in entries:
        life, number = lives.get(entry.originator_id), entry.originator_version
        undone = bool(life and life.is_undone(number))
        can_be = number in undoings.get(entry.originator_id, ())
        found.append(Undo(undone=undone, url=_url(entry) if can_be else None))
    return found


def undo_of_saved(visit: Visit, position: str) -> str | None:
    """Return where the viewer may undo what they have just saved, where that was one event."""
    if not (position.isdecimal() and len(position) < LONG):
        return None
    at = int(position)
    around = {entry.position: entry for entry in visit.crm.entries([at - 1, at, at + 1])}
    entry = around.pop(at, None)
    if not entry or entry.metadata["actor"] != visit.viewer.actor:
        return None
    command = entry.metadata["command_id"]
    if any(other.metadata["command_id"] == command for other in around.values()):
        return None
    [undo] = undos(visit, [entry])
    return undo.url


def _kind(entry: Entry) -> str:
    return entry.topic.split(".")[1]


def _theirs(visit: Visit, kinds: dict[UUID, str]) -> set[UUID]:
    """Return of what the viewer may say something now: nothing, while the time machine is on."""
    found = set[UUID]()
    for kind in set(kinds.values()):
        if visit.may(RIGHTS[kind]):
            alike = [one for one, of in kinds.items() if of == kind]
            found |= reached(visit.crm.database, visit.viewer, RIGHTS[kind], alike)
    return found


def _url(entry: Entry) -> str:
    at = f"{PATHS[_kind(entry)]}/{entry.originator_id}"
    return f"{at}/{entry.originator_version}/undoing"
