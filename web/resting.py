"""What stands in the way of a withdrawal, as far as the viewer may read it."""

from dataclasses import replace

from domain.refusal import Refusal, StillNeeded
from web.restricting import restricted
from web.visit import Visit
from web.words import PATHS


def without_restricted(visit: Visit, refusal: Refusal) -> Refusal:
    """Return a refusal that names nothing that is restricted to the viewer."""
    if not isinstance(refusal, StillNeeded):
        return refusal
    hidden = restricted(visit, [one.id for one in refusal.resting])
    names = (replace(one, name="") if one.id in hidden else one for one in refusal.resting)
    return StillNeeded(tuple(names), refusal.more)


def resting_on(visit: Visit, refusal: Refusal) -> list[tuple[str, str]]:
    """Return what a refusal names, as (name, address)."""
    found = refusal.resting if isinstance(refusal, StillNeeded) else ()
    return [(one.name, visit.url(f"{PATHS[one.type]}/{one.id}")) for one in found if one.name]
