"""What leadership sees first: the year so far, whom we work with, what changed, who went quiet."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from crm.clocks import Clocks
from crm.language import gettext as _
from crm.network.arrays import Kept
from crm.network.changes import KINDS, ChangedTie, changes, quarter_before
from crm.network.filters import Filters
from crm.network.map import map_of
from crm.network.matrix import matrix
from crm.projections.directory import listing as directory
from crm.projections.participation import listing as participation
from crm.projections.participation.recent import active, quiet
from domain.project import ProjectState
from web.home.lines import Line
from web.network.changes import told
from web.network.matrix import Heat, heat_of
from web.profiles.ego import Graph, drawn
from web.since import ago
from web.visit import Visit

HALF_YEAR = timedelta(days=182)
SHOWN = 6
POINTS = 60
LABELS = 12
GLANCES = Kept(16)
# Those of the year: what was called off didn't happen.
PROJECTS = tuple(one.value for one in ProjectState if one is not ProjectState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the year so far beside the same days of last year, each a door."""

    label: str
    value: int
    before: int
    url: str

    @property
    def change(self) -> str:
        """How it compares: '+12 %', 'as many'."""
        if not self.before:
            return ""
        percent = round(100 * (self.value - self.before) / self.before)
        sign = "+" if percent > 0 else "−"
        return f"{sign}{abs(percent)} %" if percent else _("as many")


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie that changed, and the activity that made it so."""

    kind: str
    a: str
    b: str
    url: str
    told: str


@dataclass(frozen=True, slots=True)
class Glance:
    """All parts of the page."""

    year: str
    figures: list[Figure]
    heat: Heat
    heat_url: str
    ties: list[TieLine]
    counts: list[tuple[str, int, str]]
    changes_url: str
    quiet: list[Line]
    quiet_count: int
    quiet_url: str
    graph: Graph
    map_url: str


def glance(visit: Visit) -> Glance:
    """Return the page, as of the day asked of; gathered anew only when something was written.

    It knows the time machine's days and no filters: its doors keep nothing else either.
    """
    visit = visit.on_its_days()
    key = (
        visit.crm.database.identity,
        visit.position,
        visit.today,
        visit.language,
        visit.here(),
    )
    return GLANCES.once(key, lambda: _gathered(visit))


def _gathered(visit: Visit) -> Glance:
    until_on = visit.clocks.last or visit.today
    year = Clocks(date(until_on.year, 1, 1), None, None)
    filters = Filters(Clocks(None, year.on, until_on, visit.clocks.known_at))
    heat = matrix(visit.crm.database, filters, visit.position, "unit", "sector", visit.language)
    span = {"from": f"{until_on.year}-01-01", "to": until_on.isoformat()}
    found_quiet, quiet_count, quiet_url = _quiet(visit, until_on)
    ties, counts, changes_url = _changes(visit, until_on)
    whole = map_of(visit.crm.database, Filters(visit.so_far), visit.position, limit=POINTS)
    return Glance(
        year=str(until_on.year),
        figures=_figures(visit, until_on),
        heat=heat_of(visit, heat, "unit", "sector", **span),
        heat_url=visit.url("/network/matrix", rows="unit", columns="sector", **span),
        ties=ties,
        counts=counts,
        changes_url=changes_url,
        quiet=found_quiet,
        quiet_count=quiet_count,
        quiet_url=quiet_url,
        graph=drawn(visit, whole, None, size="strength", labels=LABELS),
        map_url=visit.so_far_url("/network/map", steps="all"),
    )


def _figures(visit: Visit, until_on: date) -> list[Figure]:
    now = _span(visit, until_on)
    before = _span(visit, _year_before(until_on))
    params = {"from": str(now.from_on), "to": str(now.until_on)}
    held = {"state": "delivered", **params}
    return [
        Figure(
            _("Active partners"),
            _partners(visit, now),
            _partners(visit, before),
            visit.url(
                "/partners", active="1", active_from=str(now.from_on), active_to=str(now.until_on)
            ),
        ),
        Figure(
            _("Engagements held"),
            participation.count(visit.crm.database, _held(now)),
            participation.count(visit.crm.database, _held(before)),
            visit.url("/engagements", **held),
        ),
        Figure(
            _("People reached"),
            participation.people_reached(visit.crm.database, _held(now)),
            participation.people_reached(visit.crm.database, _held(before)),
            visit.url("/engagements", sort="-people", **held),
        ),
        Figure(
            _("Projects"),
            participation.count(visit.crm.database, _projects(now)),
            participation.count(visit.crm.database, _projects(before)),
            visit.url("/projects", state=PROJECTS, **params),
        ),
    ]


def _span(visit: Visit, until_on: date) -> Clocks:
    return Clocks(None, date(until_on.year, 1, 1), until_on, visit.clocks.known_at)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _held(clocks: Clocks) -> participation.Wanted:
    return participation.Wanted(clocks, type="engagement", states=("delivered",))


def _projects(clocks: Clocks) -> participation.Wanted:
    return participation.Wanted(clocks, type="project", states=PROJECTS)


def _partners(visit: Visit, clocks: Clocks) -> int:
    ids = tuple(active(visit.crm.database, clocks))
    asked = Clocks(on=visit.clocks.last, known_at=clocks.known_at)
    wanted = directory.Wanted(type="partner", clocks=asked, ids=ids)
    return directory.count(visit.crm.database, wanted)


def _quiet(visit: Visit, until_on: date) -> tuple[list[Line], int, str]:
    since = until_on - HALF_YEAR
    found = quiet(visit.crm.database, since, until_on, visit.clocks)
    last: dict[UUID, Any] = {one.party: one.last_on for one in found}
    wanted = directory.Wanted(
        type="partner", clocks=visit.clocks, stages=("active",), ids=tuple(last)
    )
    rows = directory.parties(visit.crm.database, wanted, limit=500)
    place = {party: number for number, party in enumerate(last)}
    rows.sort(key=lambda row: place[row.id])
    lines = [
        Line(row.name, visit.url(f"/partners/{row.id}"), ago(last[row.id], until_on))
        for row in rows[:SHOWN]
    ]
    count = directory.count(visit.crm.database, wanted)
    return lines, count, visit.url("/partners", stage="active", quiet="6")


def _changes(visit: Visit, until_on: date) -> tuple[list[TieLine], list[tuple[str, int, str]], str]:
    from_on = quarter_before(until_on)
    asked = Filters(Clocks(known_at=visit.clocks.known_at))
    found = changes(visit.crm.database, asked, visit.position, from_on, until_on)
    url = visit.url("/network/changes", **{"from": str(from_on), "to": str(until_on)})
    one = {
        "new": _("New"),
        "ended": _("Ended"),
        "revived": _("Revived"),
        "stronger": _("Stronger"),
    }
    many = {kind: label for kind, (label, _why) in told().items()}
    outside = {kind: [tie for tie in found.ties[kind] if _is_outside(tie)] for kind in KINDS}
    lines = [_tie_line(visit, one[kind], tie) for kind in KINDS for tie in outside[kind][:2]]
    counts = [(many[kind], found.counts[kind], f"{url}&changed={kind}") for kind in KINDS]
    return lines, counts, url


def _is_outside(tie: ChangedTie) -> bool:
    """Say whether a partner is in the tie: those are what leadership asks about."""
    return "partner" in {tie.tie.a.type, tie.tie.b.type}


def _tie_line(visit: Visit, kind: str, tie: ChangedTie) -> TieLine:
    a, b = tie.tie.a, tie.tie.b
    return TieLine(
        kind,
        a.named(visit.language),
        b.named(visit.language),
        visit.url(f"/network/between/{a.id}/{b.id}"),
        f"{tie.before} → {tie.now}",
    )
