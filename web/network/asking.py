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
    units = directory.parties(visit.crm.database, directory.Wanted(type="unit"))
    projects = listing.activities(
        visit.crm.database, listing.Wanted(type="project", sort="title"), limit=100
    )
    return [
        Filter("theme", _("Theme"), words.options(visit, "theme")),
        Filter("kind", _("Kind"), words.options(visit, "kind")),
        Filter("sector", _("Sector"), words.options(visit, "sector")),
        Filter("form", _("Form"), list(words.forms().items())),
        Filter("role", _("Role"), words.options(visit, "role")),
        Filter("unit", _("Unit"), [(str(row.id), row.named(visit.language)) for row in units]),
        Filter("project", _("Project"), [(str(row.id), row.title) for row in projects]),
    ]
