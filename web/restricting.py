"""What the pages don't tell the viewer: activities that are restricted to them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from crm.access import restricted as access
from crm.access.restricted import Line
from crm.network.arrays import Kept
from web.visit import Visit

ALL = Kept(100)


def restricted(visit: Visit, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of some activities are restricted to the viewer."""
    return access.restricted(visit.crm.database, visit.viewer, ids)


def veiled(visit: Visit, rows: Sequence[Line]) -> list[Line]:
    """Return lines as the viewer may read them; what is restricted has no title."""
    return access.veiled(visit.crm.database, visit.viewer, rows)


def all_restricted(visit: Visit) -> frozenset[UUID]:
    """Return all that is restricted to the viewer; asked anew only when something was written.

    It keeps them out of a search. What was written meanwhile it doesn't know, so that what is found
    is veiled all the same.
    """
    key = visit.crm.database.identity, visit.position, visit.viewer.role, visit.viewer.actor
    return ALL.once(key, lambda: access.restricted(visit.crm.database, visit.viewer))
