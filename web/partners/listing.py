"""The list of partners."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from litestar import Response

from crm.clocks import Clocks
from crm.language import gettext as _
from crm.language import pgettext
from crm.projections.directory import listing as directory
from crm.projections.directory import questions
from crm.projections.participation.recent import Recent, active, quiet, recent
from web import words
from web.activities.listing import HELD
from web.listing import PAGE, Filter, ListPage, counted, offset
from web.since import ago
from web.understanding import leave_out_what_means_nothing
from web.visit import Visit

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Line:
    """A partner in the list, all that is shown of it."""

    name: str
    url: str
    kind: str
    place: str
    steward: str
    stage: str
    tone: str
    activities: int
    activities_url: str
    last: str
    last_day: str


def partners_page(visit: Visit) -> Response[str]:
    """Show the partners that the filters keep."""
    wanted = _wanted(visit)
    database = visit.crm.database
    rows = directory.parties(database, wanted, limit=PAGE, offset=offset(visit))
    total = counted(visit, wanted, lambda: directory.count(database, wanted))
    lines = _lines(visit, rows)
    most = max((line.activities for line in lines), default=0)
    return visit.page(
        "partners/index.html", "partners", page=_page(visit, total), rows=lines, most=most
    )


def _wanted(visit: Visit) -> directory.Wanted:
    leave_out_what_means_nothing(visit, ("kind", "sector", "stage", "steward"))
    stewards = visit.ids("steward")
    return directory.Wanted(
        type="partner",
        clocks=visit.clocks,
        text=visit.one("q"),
        kinds=visit.many("kind"),
        sectors=visit.many("sector"),
        stages=visit.many("stage"),
        municipality=visit.one("place"),
        steward_id=stewards[0] if stewards else None,
        ids=_ids(visit),
        sort=visit.one("sort", "name"),
    )


def _ids(visit: Visit) -> tuple[UUID, ...] | None:
    """Return the partners that a figure counted: active between two days, or gone quiet."""
    database, known_at = visit.crm.database, visit.clocks.known_at
    if "active" in visit.query:
        span = Clocks(
            from_on=visit.day("active_from"), until_on=visit.day("active_to"), known_at=known_at
        )
        return tuple(active(database, span))
    if since := visit.day("quiet_since"):
        until_on = visit.clocks.last or visit.today
        return tuple(one.party for one in quiet(database, since, until_on, visit.clocks))
    return None


def _lines(visit: Visit, rows: list[directory.PartyRow]) -> list[Line]:
    database = visit.crm.database
    until_on = visit.clocks.last or visit.today
    ids = [row.id for row in rows]
    lately = recent(database, ids, until_on - YEAR, until_on, visit.clocks)
    stewards = questions.names(database, {row.steward_id for row in rows if row.steward_id})
    kinds, stages = words.labels(visit, "kind"), words.stages()
    nothing = Recent(ids[0], 0, None) if ids else None
    # Written once: a page has fifty rows.
    span = {"from": until_on - YEAR, "to": until_on}
    lately_url = visit.url("/engagements/all", counted=HELD, **span)
    lines = []
    for row in rows:
        found = lately.get(row.id) or nothing
        assert found
        steward = stewards.get(row.steward_id) if row.steward_id else None
        lines.append(
            Line(
                name=row.name,
                url=visit.url(f"/partners/{row.id}"),
                kind=kinds.get(row.kind or "", row.kind or ""),
                place=row.municipality or "",
                steward=steward.name if steward else "",
                stage=stages.get(row.stage or "", ""),
                tone=words.TONES.get(row.stage or "", ""),
                activities=found.activities,
                activities_url=f"{lately_url}&party={row.id}",
                last=ago(found.last_on, until_on),
                last_day=visit.written(found.last_on.isoformat() if found.last_on else None),
            )
        )
    return lines


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
            *_counted(visit),
        ],
        create=(_("New partner"), "/partners/new"),
        empty_title=_("No partners yet"),
        empty_text=_("Register the first one, or import a list that you have."),
    )


def _places(visit: Visit) -> list[tuple[str, str]]:
    return [(place, place) for place in directory.municipalities(visit.crm.database)]


def _counted(visit: Visit) -> list[Filter]:
    """Return the chips of a figure that counted these partners, where one did."""
    chips = {"active": _("Active in a period"), "quiet_since": _("Quiet since")}
    return [Filter(name, label, list) for name, label in chips.items() if name in visit.query]
