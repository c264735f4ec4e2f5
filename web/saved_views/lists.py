"""The lists that may be kept under a name: nothing else may, whatever an address says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from crm.database import Database
from crm.language import gettext as _
from crm.language import pgettext
from crm.projections.directory import listing as directory
from crm.projections.participation import listing as participation
from web.activities import listing as activities
from web.network import asking
from web.networks.controller import wanted_networks
from web.partners.listing import wanted_partners
from web.people.controller import wanted_people
from web.units.controller import wanted_units
from web.visit import Visit

# The days of the time machine aren't among them: they are in every address while it is on, and
# whoever opens a view later asks of that day. Nor is which page of a list was looked at.
ALL = ("q", "sort", "from", "to")
NETWORK = ("from", "to", *asking.FILTERS)

Wanted = Callable[[Visit], Any]
Counts = Callable[[Database, Sequence[Any]], list[int]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: what it is called, its icon, what it may be asked, and how its rows are counted.

    `kinds` are those whose events alone change how many there are. The network's pages have no
    `counts`: a matrix and a map have no rows, and counting the pairs of a whole network for the
    menu of every page would make each wait for it.
    """

    label: Callable[[], str]
    icon: str
    asks: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    wanted: Wanted | None = None
    counts: Counts | None = None


def asked_of(listed: Listed, query: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return of a query what a list may be asked."""
    return {name: [*query[name]] for name in listed.asks if name in query}


def _parties(
    label: Callable[[], str], icon: str, kind: str, wanted: Wanted, *filters: str
) -> Listed:
    return Listed(label, icon, (*ALL, *filters), (kind,), wanted, directory.counts)


def _activities(label: Callable[[], str], icon: str, *kinds: str) -> Listed:
    def wanted(visit: Visit) -> participation.Wanted:
        return activities.wanted_in(visit, kinds[0] if len(kinds) == 1 else "")

    asks = (*ALL, "counted", *activities.FILTERS)
    return Listed(label, icon, asks, kinds, wanted, participation.counts)


def _network(label: Callable[[], str], *more: str) -> Listed:
    return Listed(label, "waypoints", (*NETWORK, *more))


COUNTED = ("active", "active_from", "active_to", "quiet_since", "quiet")
OF_PARTNERS = ("kind", "sector", "stage", "place", "steward", *COUNTED)
LISTS: Mapping[str, Listed] = MappingProxyType(
    {
        "/partners": _parties(
            lambda: _("Partners"), "building-2", "partner", wanted_partners, *OF_PARTNERS
        ),
        "/people": _parties(
            lambda: pgettext("colleagues", "People"),
            "users",
            "colleague",
            wanted_people,
            "position",
            "unit",
        ),
        "/units": _parties(lambda: _("Units"), "grid-3x3", "unit", wanted_units),
        "/networks": _parties(lambda: _("Networks"), "network", "network", wanted_networks),
        "/projects": _activities(lambda: _("Projects"), "folder-kanban", "project"),
        "/engagements": _activities(lambda: _("Engagements"), "calendar-check", "engagement"),
        "/engagements/all": _activities(
            lambda: _("Projects and engagements"), "calendar-check", "project", "engagement"
        ),
        "/network/pairs": _network(lambda: _("Strongest pairs")),
        "/network/matrix": _network(lambda: _("Matrix"), "rows", "columns"),
        "/network/map": _network(lambda: _("Map"), "focus", "steps", "size"),
    }
)
