"""Who holds the network together, and the parts that it falls into."""

from litestar import Response

from crm.language import gettext as _
from crm.network.measures import Measures, measures
from crm.network.parts import components, groups
from web import words
from web.listing import Filter, ListPage, offset
from web.network.asking import filter_bar, filters_in
from web.understanding import unknown
from web.visit import Visit

TOP = 100
# What the measures can be narrowed to, besides what all pages of the network can.
PARTS = ("group", "piece")


def measures_page(visit: Visit) -> Response[str]:
    """Show who holds the network together, or one part of it."""
    found = _found(visit)
    bar = filter_bar(visit)
    labels = _labels()
    bar.filters = [*bar.filters, *(Filter(name, labels[name], list) for name in PARTS)]
    # Under other filters the parts are others.
    bar.kept = [(name, value) for name, value in bar.kept if name not in PARTS]
    return visit.page(
        "network/measures.html",
        "network",
        sub="measures",
        found=found,
        pages=ListPage(visit, "", "", found.total, size=TOP),
        bar=bar,
        types=words.types(),
        paths=words.PATHS,
    )


def _found(visit: Visit) -> Measures:
    asked = visit.crm.database, filters_in(visit), visit.position
    whole = measures(*asked, top=0)
    most = {"group": whole.groups, "piece": whole.components}
    for name in PARTS:
        for value in visit.many(name):
            if not (value.isdecimal() and 1 <= int(value) <= most[name]):
                visit.leave_out(name, value, unknown(_labels()[name], value))
    group, piece = (int(visit.one(name)) if visit.one(name) else None for name in PARTS)
    return measures(*asked, TOP, offset(visit, TOP), group=group, component=piece)


def parts_page(visit: Visit, kind: str) -> Response[str]:
    """Show the groups, or the pieces, of the network."""
    asked = visit.crm.database, filters_in(visit), visit.position
    whole = measures(*asked, top=0)
    of_kind, total = (groups, whole.groups) if kind == "group" else (components, whole.components)
    title, lead = _told()[kind]
    return visit.page(
        "network/parts.html",
        "network",
        sub="measures",
        kind=kind,
        title=title,
        lead=lead,
        label=_labels()[kind],
        rows=of_kind(*asked, TOP, offset(visit, TOP)),
        pages=ListPage(visit, "", "", total, size=TOP),
        bar=filter_bar(visit),
        paths=words.PATHS,
    )


def _labels() -> dict[str, str]:
    return {"group": _("Group"), "piece": _("Piece")}


def _told() -> dict[str, tuple[str, str]]:
    return {
        "group": (_("Groups"), _("Parties that work together more closely than with the rest.")),
        "piece": (_("Pieces"), _("Nobody of one piece ever worked with anybody of another.")),
    }
