"""Every collaboration of a party: the rows behind its activities shared."""

from litestar import Response

from crm.language import gettext as _
from crm.network.collaborations import collaborations
from crm.network.party import partners
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party
from web import words
from web.listing import PAGE, ListPage, offset
from web.network.asking import filter_bar, filters_in
from web.profiles.worked import tabs_beside
from web.restricting import veiled
from web.visit import Visit


def collaborations_page(visit: Visit, party: Party) -> Response[str]:
    """List with whom a party worked together on what, newest first, a page at a time."""
    database, filters = visit.crm.database, filters_in(visit)
    found = collaborations(database, party.id, filters, limit=PAGE, offset=offset(visit))
    total = sum(partners(database, party.id, filters).values())
    return visit.page(
        "profiles/collaborations.html",
        words.PATHS[party.type].lstrip("/"),
        name=party.named(visit.language),
        at=visit.url(f"{words.PATHS[party.type]}/{party.id}"),
        tab_list=tabs_beside(visit, party.type, party.id, "shared"),
        rows=veiled(visit, found),
        names=directory.names(database, {row.other for row in found}),
        bar=filter_bar(visit),
        forms=words.forms(),
        paths=words.PATHS,
        pages=ListPage(visit, "", "", total),
        title=_("Activities shared"),
    )
