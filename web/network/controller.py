"""The network: whom with whom, the strongest pairs, paths, changes, measures."""

from functools import partial
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.access import Right
from crm.finding import find
from crm.language import gettext as _
from crm.language.sentences import sentence
from crm.network.path import path, veiled_chains
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.projections.directory import questions as directory
from domain.refusal import UnknownName
from web import words
from web.access import any_of, needs
from web.acting import Page
from web.listing import ListPage, offset
from web.network.asking import filter_bar, filters_in
from web.network.between import between_page
from web.network.bridges import bridge_page
from web.network.changes import changes_page
from web.network.matrix import matrix_page
from web.network.measures import measures_page, parts_page
from web.restricting import veiled
from web.visit import Visit, as_id

TOP = 100


class NetworkController(Controller):
    """Pages of the network."""

    path = "/network"
    opt = needs(Right.SEE)

    @get("/matrix", sync_to_thread=True)
    def matrix(self, visit: NamedDependency[Visit]) -> Page:
        """Whom with whom."""
        return matrix_page(visit)

    @get("/pairs", sync_to_thread=True)
    def pairs(self, visit: NamedDependency[Visit]) -> Page:
        """The strongest pairs, under the totals of the network."""
        filters, position = filters_in(visit), visit.position
        total = summary(visit.crm.database, filters, position)
        return visit.page(
            "network/pairs.html",
            "network",
            sub="pairs",
            total=total,
            ties=strongest(visit.crm.database, filters, position, TOP, offset(visit, TOP)),
            bar=filter_bar(visit),
            pages=ListPage(visit, "", "", total.pairs, size=TOP),
            paths=words.PATHS,
        )

    @get("/between/{a:uuid}/{b:uuid}", sync_to_thread=True, opt=any_of("a", "b"))
    def between(self, visit: NamedDependency[Visit], a: FromPath[UUID], b: FromPath[UUID]) -> Page:
        """Two parties: everything together."""
        return between_page(visit, a, b)

    @get("/path", sync_to_thread=True)
    def path_between(self, visit: NamedDependency[Visit]) -> Page:
        """How two parties are connected."""
        filters = filters_in(visit)
        start, goal = _party(visit, "start"), _party(visit, "goal")
        found = None
        if start and goal:
            ids = start.id, goal.id
            chains = path(visit.crm.database, *ids, filters, visit.position)
            found = veiled_chains(chains, partial(veiled, visit))
        return visit.page(
            "network/path.html",
            "network",
            sub="path",
            start=start,
            goal=goal,
            chains=found,
            wrong={"start": _unfound(visit, "start", start), "goal": _unfound(visit, "goal", goal)},
            bar=filter_bar(visit),
            paths=words.PATHS,
        )

    @get("/changes", sync_to_thread=True)
    def changes(self, visit: NamedDependency[Visit]) -> Page:
        """What changed between two days."""
        return changes_page(visit)

    @get("/measures", sync_to_thread=True)
    def measures(self, visit: NamedDependency[Visit]) -> Page:
        """Who holds the network together."""
        return measures_page(visit)

    @get("/bridges/{a:uuid}", sync_to_thread=True, opt=any_of("a"))
    def bridges(self, visit: NamedDependency[Visit], a: FromPath[UUID]) -> Page:
        """What a party holds together."""
        return bridge_page(visit, a)

    @get("/groups", sync_to_thread=True)
    def groups(self, visit: NamedDependency[Visit]) -> Page:
        """The groups that work together closely."""
        return parts_page(visit, "group")

    @get("/pieces", sync_to_thread=True)
    def pieces(self, visit: NamedDependency[Visit]) -> Page:
        """The pieces without any tie between them."""
        return parts_page(visit, "piece")


def _unfound(visit: Visit, name: str, found: directory.PartyName | None) -> str:
    """Say what is missing where the form was sent and an end of the way isn't known."""
    if found or f"{name}_text" not in visit.request.query_params:
        return ""
    typed = visit.one(f"{name}_text")
    return sentence(UnknownName(name, typed)) if typed else _("Choose whom you mean.")


def _party(visit: Visit, name: str) -> directory.PartyName | None:
    """Return a party of the URL: chosen by id, or else the best match of what was typed."""
    chosen, typed = as_id(visit.one(name)), visit.one(f"{name}_text")
    if not chosen and typed:
        found = find(visit.crm.database, typed, types=("partner", "unit", "colleague"), limit=1)
        chosen = found[0].subject if found else None
    return directory.names(visit.crm.database, [chosen]).get(chosen) if chosen else None
