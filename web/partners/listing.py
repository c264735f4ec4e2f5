"""The list of partners."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from litestar import Response

from crm.clocks import Clocks
from crm.language import gettext as _
from crm.language import pgettext
from crm.language.days import date_written, span_written
from crm.projections.directory import listing as directory
from crm.projections.directory import questions
from crm.projections.participation.recent import active, recent
from crm.projections.words import sort_key
from web import words
from web.activities.listing import HELD
from web.listing import PAGE, Filter, ListPage, Span, counted, offset
from web.partners.last import SORTS, by_last, quiet
from web.since import ago
from web.understanding import leave_out_what_means_nothing
from web.visit import Visit

YEAR = timedelta(days=365)


class Line(NamedTuple):
    """A partner in the list, all that is shown of it."""

    id: str
    url: str
    name: str
    kind: str
    place: str
    steward: str
    stage: str
    tone: str
    activities: int
    last: str
    last_day: str


def partners_page(visit: Visit) -> Response[str]:
    """Show the partners that the filters keep."""
    wanted = wanted_partners(visit)
    database = visit.crm.database
    total: int | None = None
    if wanted.sort in SORTS:
        rows, total = by_last(visit, wanted)
    elif wanted.text:
        rows, total = directory.found(database, wanted, limit=PAGE, offset=offset(visit))
    else:
        rows = directory.parties(database, wanted, limit=PAGE, offset=offset(visit))
    if total is None:
        total = counted(visit, wanted, lambda: directory.count(database, wanted))
    lines = _lines(visit, rows)
    return visit.page(
        "partners/index.html",
        "partners",
        page=_page(visit, total),
        rows=lines,
        most=max((line.activities for line in lines), default=0),
        lately_url=_lately_url(visit),
    )


def wanted_partners(visit: Visit) -> directory.Wanted:
    """Read from the URL which partners are asked for; what nobody understands is left out."""
    leave_out_what_means_nothing(visit, ("kind", "sector", "stage", "steward", "quiet"))
    return directory.Wanted(
        type="partner",
        clocks=visit.clocks,
        text=visit.one("q"),
        kinds=words.asked(visit, "kind"),
        sectors=words.asked(visit, "sector"),
        merged_kinds=tuple(words.meanings(visit, "kind").merged.items()),
        stages=visit.many("stage"),
        municipalities=visit.many("place"),
        stewards=visit.ids("steward"),
        ids=_ids(visit),
        sort=visit.one("sort", "name"),
    )


def _ids(visit: Visit) -> tuple[UUID, ...] | None:
    """Return the partners that were active between two days, or have gone quiet, or both."""
    silent = quiet(visit)
    if "active" not in visit.query:
        return None if silent is None else tuple(silent)
    span = Clocks(
        from_on=visit.day("active_from"),
        until_on=visit.day("active_to"),
        known_at=visit.clocks.known_at,
    )
    found = active(visit.crm.database, span)
    kept = found if silent is None else {*found} & {*silent}
    return tuple(one for one in found if one in kept)


def _lines(visit: Visit, rows: list[directory.PartyRow]) -> list[Line]:
    database = visit.crm.database
    until_on = visit.clocks.last or visit.today
    lately = recent(database, [row.id for row in rows], until_on - YEAR, until_on, visit.clocks)
    known = questions.names(database, {row.steward_id for row in rows if row.steward_id})
    stewards = {one.id: one.named(visit.language) for one in known.values()}
    kinds, stages = words.labels(visit, "kind"), words.stages()
    lines = []
    for row in rows:
        one, found = str(row.id), lately.get(row.id)
        last_on = found.last_on if found else None
        kind, stage = row.kind or "", row.stage or ""
        lines.append(
            Line(
                id=one,
                url=visit.url(f"/partners/{one}"),
                name=row.name,
                kind=kinds.get(kind, kind),
                place=row.municipality or "",
                steward=stewards.get(row.steward_id, "") if row.steward_id else "",
                stage=stages.get(stage, ""),
                tone=words.TONES.get(stage, ""),
                activities=found.activities if found else 0,
                last=ago(last_on, until_on),
                last_day=visit.written(last_on.isoformat()) if last_on else "",
            )
        )
    return lines


def _lately_url(visit: Visit) -> str:
    """Return the address of the activities of a year, but for whose they are."""
    until_on = visit.clocks.last or visit.today
    span = {"from": until_on - YEAR, "to": until_on}
    return visit.url("/engagements/all", counted=HELD, **span) + "&party="


def _page(visit: Visit, total: int) -> ListPage:
    return ListPage(
        visit,
        title=_("Partners"),
        search_label=_("Search partners"),
        total=total,
        filters=[
            Filter("kind", _("Kind"), lambda: words.options(visit, "kind")),
            Filter("sector", _("Sector"), lambda: words.options(visit, "sector")),
            Filter("stage", _("Stage"), lambda: list(words.stages().items())),
            Filter("place", pgettext("municipality", "Place"), lambda: _places(visit)),
            Filter("steward", _("Steward"), lambda: _stewards(visit)),
            Filter("quiet", _("Quiet for"), lambda: list(words.quiet_spans().items())),
        ],
        span=_span(visit),
        create=(_("New partner"), "/partners/new"),
        empty_title=_("No partners yet"),
        empty_text=_("Register the first one, or import a list that you have."),
    )


def _places(visit: Visit) -> list[tuple[str, str]]:
    return [(place, place) for place in directory.municipalities(visit.crm.database)]


def _stewards(visit: Visit) -> list[tuple[str, str]]:
    asked = (*directory.stewards(visit.crm.database), *visit.ids("steward"))
    known = questions.names(visit.crm.database, asked).values()
    named = [(str(one.id), one.named(visit.language)) for one in known]
    return sorted(named, key=lambda one: sort_key(one[1]))


def _span(visit: Visit) -> Span | None:
    """Return the chip of a figure that counted these partners, where one did."""
    if "active" in visit.query:
        first, last = visit.day("active_from"), visit.day("active_to")
        told, days = _("Active in a period"), span_written(first, last, visit.language)
        return Span(f"{told}: {days}", ("active", "active_from", "active_to"))
    if since := visit.day("quiet_since"):
        told, day = _("Quiet since"), date_written(since, visit.language)
        return Span(f"{told}: {day}", ("quiet_since",))
    return None
