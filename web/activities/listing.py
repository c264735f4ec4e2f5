"""Lists of activities: every figure about what was done opens one of these."""

from dataclasses import dataclass
from functools import partial

from litestar import Response

from crm.language import gettext as _
from crm.language.days import span_written
from crm.projections.directory import listing as directory
from crm.projections.directory import questions
from crm.projections.participation import listing
from web import words
from web.listing import PAGE, Filter, ListPage, Span, counted, offset
from web.restricting import all_restricted, veiled
from web.understanding import leave_out_what_means_nothing
from web.visit import Visit

# What a figure counted: what counts as worked together, or all that was not cancelled.
WORKED, HELD = "worked", "held"
FILTERS = ("theme", "state", "form", "role", "party", "with", "project", "network")


@dataclass(frozen=True, slots=True)
class Kind:
    """Which activities a list is of: its place in the menu, its heading, its empty state."""

    type: str
    key: str
    title: str
    search_label: str
    empty_title: str
    empty_text: str
    create: tuple[str, str] | None


def activities_page(visit: Visit, kind: Kind) -> Response[str]:
    """Show the activities that the filters keep."""
    wanted = wanted_in(visit, kind.type)
    database = visit.crm.database
    rows = veiled(visit, listing.activities(database, wanted, limit=PAGE, offset=offset(visit)))
    page = ListPage(
        visit,
        title=kind.title,
        search_label=kind.search_label,
        total=counted(visit, wanted, lambda: listing.count(database, wanted)),
        filters=_filters(visit, kind, wanted),
        create=kind.create,
        lead=_lead(visit),
        span=_span(visit),
        empty_title=kind.empty_title,
        empty_text=kind.empty_text,
    )
    return visit.page(
        "activities/index.html",
        kind.key,
        page=page,
        rows=rows,
        kind=kind,
        forms=words.forms(),
        states=words.states(),
        tones=words.TONES,
        themes=partial(words.told, visit, "theme"),
        paths=words.PATHS,
    )


def wanted_in(visit: Visit, kind: str) -> listing.Wanted:
    """Read from the URL which activities are asked for; what nobody understands is left out."""
    leave_out_what_means_nothing(visit, FILTERS)
    parties = visit.ids("party") + visit.ids("with")
    worked = WORKED in visit.many("counted") or len(parties) > 1
    projects, networks = visit.ids("project"), visit.ids("network")
    return listing.Wanted(
        clocks=visit.so_far,
        type=kind,
        text=visit.one("q"),
        forms=visit.many("form"),
        states=visit.many("state"),
        themes=words.asked(visit, "theme"),
        parties=parties,
        roles=_roles(visit, worked=worked),
        counted=worked or HELD in visit.many("counted"),
        project_id=projects[0] if projects else None,
        network_id=networks[0] if networks else None,
        hidden=all_restricted(visit),
        sort=visit.one("sort", "-day"),
    )


def _roles(visit: Visit, *, worked: bool) -> tuple[str, ...]:
    """Return the roles asked for; where working together counts, only those of them that do."""
    asked = words.asked(visit, "role")
    if not worked:
        return asked
    return tuple(role for role in words.counting_roles(visit) if role in asked or not asked)


def _filters(visit: Visit, kind: Kind, wanted: listing.Wanted) -> list[Filter]:
    filters = [
        Filter("theme", _("Theme"), lambda: words.options(visit, "theme")),
        Filter("state", _("State"), lambda: list(words.states().items())),
        Filter("party", _("With"), lambda: _parties(visit, wanted)),
    ]
    if kind.type != "project":
        filters.insert(0, Filter("form", _("Form"), lambda: list(words.forms().items())))
    if "role" in visit.query:
        filters.append(Filter("role", _("Role"), lambda: words.options(visit, "role")))
    if "counted" in visit.query:
        filters.append(Filter("counted", _("Counted"), _counted))
    return filters


def _counted() -> list[tuple[str, str]]:
    return [(WORKED, _("worked together")), (HELD, _("not cancelled"))]


def _parties(visit: Visit, wanted: listing.Wanted) -> list[tuple[str, str]]:
    """Return our units to choose from, and whoever was chosen by a figure."""
    names = questions.names(visit.crm.database, wanted.parties)
    units = directory.parties(visit.crm.database, directory.Wanted(type="unit"))
    parties = {str(party): name.named(visit.language) for party, name in names.items()}
    return list((parties | {str(one.id): one.named(visit.language) for one in units}).items())


def _lead(visit: Visit) -> str:
    """Say up to which day the list shows what was, where no chip says over which days it is."""
    last = visit.so_far.last
    return span_written(None, last, visit.language) if last and not _span(visit) else ""


def _span(visit: Visit) -> Span | None:
    """Return the chip of the days a figure asked for, where one did."""
    if not visit.day("from") and not visit.day("to"):
        return None
    asked = visit.so_far
    return Span(span_written(asked.first, asked.last, visit.language), ("from", "to"))
