"""What stands in the way of a withdrawal, as far as the viewer may read it."""

from dataclasses import replace

from crm.projections.directory.questions import names
from domain.refusal import Refusal, StillNeeded
from web.restricting import restricted
from web.visit import Visit
from web.words import PATHS


def without_restricted(visit: Visit, refusal: Refusal) -> Refusal:
    """Return a refusal in the viewer's language that names nothing that is restricted to them."""
    if not isinstance(refusal, StillNeeded):
        return refusal
    ids = [one.id for one in refusal.resting]
    told = {one.id: one.named(visit.language) for one in names(visit.crm.database, ids).values()}
    told |= dict.fromkeys(restricted(visit, ids), "")
    resting = (replace(one, name=told.get(one.id, one.name)) for one in refusal.resting)
    return StillNeeded(tuple(resting), refusal.more)


def resting_on(visit: Visit, refusal: Refusal) -> list[tuple[str, str]]:
    """Return what a refusal names, as (name, address)."""
    found = refusal.resting if isinstance(refusal, StillNeeded) else ()
    return [(one.name, visit.url(f"{PATHS[one.type]}/{one.id}")) for one in found if one.name]
