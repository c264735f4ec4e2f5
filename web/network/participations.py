"""Who took part in what: the rows behind the total of the network."""

from functools import partial

from litestar import Response

from crm.language import gettext as _
from crm.network.participations import participations
from crm.network.summary import summary
from crm.projections.directory import questions as directory
from crm.projections.participation import listing
from web import words
from web.listing import PAGE, ListPage, offset
from web.network.asking import filter_bar, filters_in
from web.restricting import veiled
from web.visit import Visit


def participations_page(visit: Visit) -> Response[str]:
    """List the participations that the filters keep, a page at a time."""
    database, filters, position = visit.crm.database, filters_in(visit), visit.position
    rows = participations(database, filters, position, limit=PAGE, offset=offset(visit))
    ids = tuple({row.activity for row in rows})
    wanted = listing.Wanted(ids=ids, clocks=visit.clocks)
    found = veiled(visit, listing.activities(database, wanted, limit=PAGE)) if ids else []
    total = summary(database, filters, position).participations
    bar = filter_bar(visit)
    return visit.page(
        "network/participations.html",
        "network",
        sub="pairs",
        page=ListPage(visit, _("Participations"), "", total, filters=bar.filters, span=bar.span),
        rows=rows,
        activities={one.id: one for one in found},
        names=directory.names(database, {row.party for row in rows}),
        roles=partial(words.told, visit, "role"),
        paths=words.PATHS,
    )
