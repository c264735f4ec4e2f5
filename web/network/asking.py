"""What the network's pages ask: the filters in the URL, and the chips that show them."""

from litestar import Response

from crm.language import gettext as _
from crm.network.filters import Filters
from crm.projections.directory import listing as directory
from crm.projections.participation import listing
from web import words
from web.listing import Filter, ListPage
from web.visit import Visit

Page = Response[str]


def filters_in(visit: Visit) -> Filters:
    """Read the filters of the URL."""
    return Filters(
        clocks=visit.clocks,
        roles=visit.many("role"),
        themes=visit.many("theme"),
        sectors=visit.many("sector"),
        forms=visit.many("form"),
        kinds=visit.many("kind"),
        units=visit.ids("unit"),
        projects=visit.ids("project"),
        stayed="stayed" in visit.query,
    )


def filter_bar(visit: Visit) -> ListPage:
    """Return the chips and menus of the filters; its other parts aren't shown."""
    return ListPage(visit, "", "", 0, filters=_filters(visit))


def _filters(visit: Visit) -> list[Filter]:
    return [
        Filter("theme", _("Theme"), lambda: words.options(visit, "theme")),
        Filter("kind", _("Kind"), lambda: words.options(visit, "kind")),
        Filter("sector", _("Sector"), lambda: words.options(visit, "sector")),
        Filter("form", _("Form"), lambda: list(words.forms().items())),
        Filter("role", _("Role"), lambda: words.options(visit, "role")),
        Filter("unit", _("Unit"), lambda: _units(visit)),
        Filter("project", _("Project"), lambda: _projects(visit)),
    ]


def _units(visit: Visit) -> list[tuple[str, str]]:
    rows = directory.parties(visit.crm.database, directory.Wanted(type="unit"))
    return [(str(row.id), row.named(visit.language)) for row in rows]


def _projects(visit: Visit) -> list[tuple[str, str]]:
    wanted = listing.Wanted(type="project", sort="title")
    rows = listing.activities(visit.crm.database, wanted, limit=100)
    return [(str(row.id), row.title) for row in rows]
