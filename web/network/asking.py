"""What the network's pages ask: the filters in the URL, and the chips that show them."""

from collections.abc import Callable

from litestar import Response

from crm.language import gettext as _
from crm.language.days import span_written
from crm.network.filters import Filters
from crm.projections.directory import listing as directory
from crm.projections.participation import listing
from web import words
from web.listing import Filter, ListPage, Span
from web.understanding import labels, leave_out_what_means_nothing
from web.visit import Visit

Page = Response[str]
FILTERS = ("theme", "kind", "sector", "role", "form", "unit", "project", "stayed")


def filters_in(visit: Visit) -> Filters:
    """Read the filters of the URL; those that nobody understands are left out and told."""
    leave_out_what_means_nothing(visit, FILTERS)
    roles = words.asked(visit, "role")
    return Filters(
        clocks=visit.clocks,
        roles=roles,
        # Where no roles are asked for, the question looks up both at once.
        leading=words.leading_roles(visit) if roles else (),
        themes=words.asked(visit, "theme"),
        sectors=words.asked(visit, "sector"),
        forms=visit.many("form"),
        kinds=words.asked(visit, "kind"),
        units=visit.ids("unit"),
        projects=visit.ids("project"),
        stayed="stayed" in visit.query,
    )


def filter_bar(visit: Visit) -> ListPage:
    """Return the chips and menus of the filters; its other parts aren't shown."""
    return ListPage(visit, "", "", 0, filters=_filters(visit), span=span_in(visit))


def span_in(visit: Visit) -> Span | None:
    """Return the chip of the days that are asked for, if any are."""
    first, last = visit.day("from"), visit.day("to")
    up_to_that_day = last and not first and last == visit.day("on")
    if up_to_that_day or (not first and not last):
        return None
    return Span(span_written(first, last, visit.language), ("from", "to"))


def _filters(visit: Visit) -> list[Filter]:
    options: dict[str, Callable[[], list[tuple[str, str]]]] = {
        "theme": lambda: words.options(visit, "theme"),
        "kind": lambda: words.options(visit, "kind"),
        "sector": lambda: words.options(visit, "sector"),
        "form": lambda: list(words.forms().items()),
        "role": lambda: words.options(visit, "role"),
        "unit": lambda: _units(visit),
        "project": lambda: _projects(visit),
        "stayed": lambda: [("1", _("stayed to the end"))],
    }
    called = labels()
    return [Filter(name, called[name], choose) for name, choose in options.items()]


def _units(visit: Visit) -> list[tuple[str, str]]:
    rows = directory.parties(visit.crm.database, directory.Wanted(type="unit"))
    return [(str(row.id), row.named(visit.language)) for row in rows]


def _projects(visit: Visit) -> list[tuple[str, str]]:
    wanted = listing.Wanted(type="project", sort="title")
    rows = listing.activities(visit.crm.database, wanted, limit=100)
    return [(str(row.id), row.title) for row in rows]
