"""Two parties: everything together, who was involved, and how else they are connected."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from litestar import Response

from crm.network.between import between
from crm.network.connections import connections, people_of
from crm.network.party import Strength
from crm.network.path import veiled_chains
from crm.projections.directory import questions as directory
from domain.refusal import NotFound
from web import words
from web.listing import Filter
from web.network.asking import filter_bar, filters_in
from web.restricting import veiled
from web.understanding import labels, leave_out_what_means_nothing
from web.visit import Visit


def between_page(visit: Visit, a: UUID, b: UUID) -> Response[str]:
    """Show what two parties did together, or of it what others took part in, too."""
    database, filters = visit.crm.database, filters_in(visit)
    known = directory.names(database, [a, b])
    for party in (a, b):
        if party not in known:
            raise NotFound("party", str(party))
        directory.check_known(database, party, visit.clocks.known_at)
    leave_out_what_means_nothing(visit, ["with"])
    found = between(database, a, b, filters, visit.ids("with"))
    found = found.meant(words.meanings(visit, "theme"), words.meanings(visit, "role"))
    more = connections(database, found, filters, visit.position, visit.today)
    bar = filter_bar(visit)
    bar.filters = [*bar.filters, Filter("with", labels()["with"], lambda: _chosen(visit))]
    return visit.page(
        "network/between.html",
        "network",
        sub="pairs",
        pair=replace(found, activities=veiled(visit, found.activities)),
        by_theme=found.by_theme(),
        years=_years(found.by_year()),
        themes=words.labels(visit, "theme"),
        roles=words.labels(visit, "role"),
        forms=words.forms(),
        people=[(one, _door(visit, one)) for one in people_of(database, found, filters)],
        more=replace(more, chains=veiled_chains(more.chains, partial(veiled, visit))),
        paths=words.PATHS,
        bar=bar,
    )


def _door(visit: Visit, one: Strength) -> str:
    """Return the address of what a colleague took part in, of all that is shown."""
    chosen = dict.fromkeys((*visit.many("with"), str(one.party.id)))
    return visit.here(**{"with": [*chosen], "saved": None})


def _chosen(visit: Visit) -> list[tuple[str, str]]:
    names = directory.names(visit.crm.database, visit.ids("with"))
    return [(str(party), name.named(visit.language)) for party, name in names.items()]


def _years(found: dict[int, int]) -> list[tuple[str, int, str]]:
    """Give each year its column; its door leads to its rows further down."""
    if not found:
        return []
    years = range(min(found), max(found) + 1)
    return [(str(year), found.get(year, 0), f"#began-{year}") for year in years]
