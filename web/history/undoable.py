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

LONG, MANY = 18, 100


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
    """Return where the viewer may undo what they have just saved: one event, or something new."""
    if not (position.isdecimal() and len(position) < LONG):
        return None
    said = visit.crm.entries([int(position)])
    if not said or said[0].metadata["actor"] != visit.viewer.actor:
        return None
    first = visit.crm.seen(UUID(said[0].metadata["command_id"]))
    if first and first.position < said[0].position:
        whole = range(first.position, said[0].position + 1)
        said = visit.crm.entries(whole[:MANY])[::-1]
        about = {entry.originator_id for entry in said}
        if len(whole) > MANY or len(about) > 1 or said[0].originator_version > 1:
            return None
    [undo] = undos(visit, said[:1])
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
