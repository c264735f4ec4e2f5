"""How many there are behind each word of the menu, as its list says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm import contact_list
from crm.clocks import Clocks, end_of
from crm.database import Database
from crm.network.arrays import Kept
from crm.projections.directory import listing as directory
from crm.projections.participation import listing as participation

if TYPE_CHECKING:
    from web.visit import Visit

# The lists of these show those that came to an end, too, but where the time machine is on.
PARTIES = {"partners": "partner", "people": "colleague", "units": "unit", "networks": "network"}
ACTIVITIES = {"projects": "project", "engagements": "engagement"}
Counts = tuple[tuple[str, int], ...]
COUNTS = Kept(100)


def counts(visit: Visit) -> Counts:
    """Return how many each list of the menu holds; counted anew only when something was written."""
    known = visit.day("known_at")
    clocks = Clocks(on=visit.day("on"), known_at=end_of(known) if known else None)
    key = visit.crm.database.identity, visit.position, visit.today, clocks, visit.past
    return COUNTS.once(key, lambda: _counted(visit, clocks))


def _counted(visit: Visit, clocks: Clocks) -> Counts:
    database: Database = visit.crm.database
    so_far = Clocks(until_on=clocks.on, known_at=clocks.known_at)
    found = {}
    for key, kind in PARTIES.items():
        ended = kind != "partner" and not visit.past
        found[key] = directory.count(database, directory.Wanted(kind, clocks, ended=ended))
    found["contacts"] = contact_list.count(database, contact_list.Wanted(clocks))
    for key, kind in ACTIVITIES.items():
        found[key] = participation.count(database, participation.Wanted(so_far, type=kind))
    return tuple(found.items())
