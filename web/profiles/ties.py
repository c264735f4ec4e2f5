"""Everybody a party worked with: the rows behind its figure."""

from litestar import Response

from crm.language import gettext as _
from crm.network.party import partners
from crm.projections.directory.questions import Party
from web import words
from web.network.asking import filter_bar, filters_in
from web.profiles.profile import tie_rows
from web.visit import Visit


def ties_page(visit: Visit, party: Party) -> Response[str]:
    """List whom a party worked with, strongest first."""
    filters = filters_in(visit)
    shared = partners(visit.crm.database, party.id, filters)
    return visit.page(
        "profiles/ties.html",
        words.PATHS[party.type].lstrip("/"),
        name=party.named(visit.language),
        at=visit.url(f"{words.PATHS[party.type]}/{party.id}"),
        rows=tie_rows(visit, party, shared, filters),
        bar=filter_bar(visit),
        types=words.types(),
        total=len(shared),
        title=_("Worked with"),
    )
