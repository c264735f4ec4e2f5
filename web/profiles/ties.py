"""Everybody a party worked with: the rows behind its figure."""

from litestar import Response

from crm.language import gettext as _
from crm.network.party import partners
from crm.network.years import shared_by_year
from crm.projections.directory.questions import Party
from web import words
from web.listing import ListPage, offset
from web.network.asking import filter_bar, filters_in
from web.profiles.worked import ranked, tabs_beside, tie_rows
from web.visit import Visit

SHOWN = 100


def ties_page(visit: Visit, party: Party) -> Response[str]:
    """List whom a party worked with, strongest first, a page at a time."""
    filters = filters_in(visit)
    ties = ranked(visit, partners(visit.crm.database, party.id, filters))
    first = offset(visit, SHOWN)
    shown = ties[first : first + SHOWN]
    others = [tie.party.id for tie in shown]
    years = shared_by_year(visit.crm.database, party.id, others, filters)
    return visit.page(
        "profiles/ties.html",
        words.PATHS[party.type].lstrip("/"),
        name=party.named(visit.language),
        at=visit.url(f"{words.PATHS[party.type]}/{party.id}"),
        tab_list=tabs_beside(visit, party.type, party.id, "ties"),
        rows=tie_rows(visit, party, shown, years, filters),
        bar=filter_bar(visit),
        types=words.types(),
        total=len(ties),
        pages=ListPage(visit, "", "", len(ties), size=SHOWN),
        title=_("Worked with"),
    )
