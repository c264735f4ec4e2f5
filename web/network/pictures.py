"""The map, on a page and as a file for slides; and the rows behind cells and totals."""

from uuid import UUID

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from crm.access import Right
from crm.language import gettext as _
from crm.network.arrays import arrays
from crm.network.cell import activities_of_cell
from crm.network.dimensions import VOCABULARIES
from crm.network.map import Map, map_of
from crm.projections.directory import questions as directory
from crm.projections.participation import listing
from web import words
from web.access import EXPORTS, needs
from web.acting import Page
from web.assets import assets
from web.listing import PAGE, ListPage, offset
from web.network.asking import filter_bar, filters_in
from web.network.matrix import dimensions
from web.network.participations import participations_page
from web.profiles.ego import drawn, legend
from web.rendering import macro
from web.restricting import all_restricted, veiled
from web.visit import Visit, as_id

SIZES = ("strength", "partners")


class PicturesController(Controller):
    """The map, and what the cells of the matrix and the totals of the network count."""

    path = "/network"
    opt = needs(Right.SEE)

    @get("/map", sync_to_thread=True)
    def map(self, visit: NamedDependency[Visit]) -> Page:
        """The map around a party, or the whole of it."""
        found, focus = _map(visit)
        party = directory.names(visit.crm.database, [focus]).get(focus) if focus else None
        size = visit.one("size") if visit.one("size") in SIZES else "strength"
        graph = drawn(visit, found, focus, size=size)
        points = sorted(found.points, key=lambda point: -getattr(point, size))
        return visit.page(
            "network/map.html",
            "network",
            sub="map",
            graph=graph,
            points=points,
            lines=len(found.lines),
            focus=party,
            steps=_steps(visit),
            size=size,
            left_out=found.left_out,
            legend=legend(),
            bar=filter_bar(visit),
            paths=words.PATHS,
            types=words.types(),
        )

    @get("/map.svg", sync_to_thread=True, opt=EXPORTS)
    def picture(self, visit: NamedDependency[Visit]) -> Response[str]:
        """The map as a file, its colours inside it."""
        found, focus = _map(visit)
        graph = drawn(visit, found, focus, size="strength")
        svg = macro("layout/components.html", "network_map", graph, _("Map"), _("Map"))
        style = assets()["picture.css"].content.decode()
        svg = svg.strip().replace(
            "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1088" ', 1
        )
        svg = svg.replace("<desc>", f"<style>{style}</style><desc>", 1)
        headers = {"Content-Disposition": 'attachment; filename="verkosto.svg"'}
        return Response(svg, media_type="image/svg+xml", headers=headers)

    @get("/activities", sync_to_thread=True)
    def activities(self, visit: NamedDependency[Visit]) -> Page:
        """The activities that the filters keep: what the totals of the network count."""
        found = arrays(visit.crm.database, filters_in(visit), visit.position)
        ids = tuple(found.activity_uuid(number) for number in range(found.activities))
        return _rows(visit, _("Activities"), ids, ("pairs", _("Strongest pairs")))

    @get("/participations", sync_to_thread=True)
    def participations(self, visit: NamedDependency[Visit]) -> Page:
        """Who took part in what: what the totals of the network count."""
        return participations_page(visit)

    @get("/cell", sync_to_thread=True)
    def cell(self, visit: NamedDependency[Visit]) -> Page:
        """The activities that a cell or a total of the matrix counts."""
        rows, columns = visit.one("rows"), visit.one("columns")
        database, filters = visit.crm.database, filters_in(visit)
        ids, labels = activities_of_cell(
            database,
            filters,
            visit.position,
            (rows, _group(visit, rows, "row")),
            (columns, _group(visit, columns, "column")),
            visit.language,
        )
        names = dimensions()
        told = [label or _("all") for label in labels]
        title = f"{names[rows]}: {told[0]} – {names[columns]}: {told[1]}"
        return _rows(visit, title, ids, ("matrix", _("Whom with whom")))


def _group(visit: Visit, dimension: str, name: str) -> str | None:
    """Return the group that the URL means; of a merged term that of what it means."""
    asked = visit.one(name) or None
    if not asked or dimension not in VOCABULARIES:
        return asked
    return words.meanings(visit, VOCABULARIES[dimension]).merged.get(asked, asked)


def _rows(visit: Visit, title: str, ids: tuple[UUID, ...], counted_on: tuple[str, str]) -> Page:
    """List activities that a page of the network counted, with the way back to it."""
    sub, name = counted_on
    bar = filter_bar(visit)
    wanted = listing.Wanted(
        ids=ids,
        clocks=visit.clocks,
        hidden=all_restricted(visit),
        sort=visit.one("sort", "-day"),
    )
    found = listing.activities(visit.crm.database, wanted, limit=PAGE, offset=offset(visit))
    rows = veiled(visit, found) if ids else []
    return visit.page(
        "network/activities.html",
        "network",
        sub=sub,
        page=ListPage(
            visit,
            title,
            "",
            len(ids),
            filters=bar.filters,
            span=bar.span,
        ),
        rows=rows,
        back=(name, visit.at(f"/network/{sub}", row=None, column=None, sort=None, page=None)),
        bar=bar,
        of_a_cell=sub == "matrix",
        forms=words.forms(),
        states=words.states(),
        tones=words.TONES,
        paths=words.PATHS,
    )


def _map(visit: Visit) -> tuple[Map, UUID | None]:
    focus = as_id(visit.one("focus"))
    if not focus and visit.one("steps") != "all":
        whole = map_of(visit.crm.database, filters_in(visit), visit.position)
        strongest = max(whole.points, key=lambda point: point.strength, default=None)
        focus = strongest.party.id if strongest else None
    steps = _steps(visit)
    if steps == "all":
        return map_of(visit.crm.database, filters_in(visit), visit.position), focus
    return (
        map_of(visit.crm.database, filters_in(visit), visit.position, focus, steps=int(steps)),
        focus,
    )


def _steps(visit: Visit) -> str:
    return visit.one("steps") if visit.one("steps") in {"1", "2", "all"} else "1"
