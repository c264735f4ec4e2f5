"""What is somebody's own: what they have to tell, what comes up, their projects and partners."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from crm.access import Right
from crm.access.reach import reached
from crm.clocks import Clocks
from crm.language import gettext as _
from crm.projections.directory import listing as directory
from crm.projections.directory import questions
from crm.projections.directory.listing import PartyRow
from crm.projections.participation import listing as participation
from crm.projections.participation.listing import ActivityRow
from crm.projections.participation.recent import last_done, recent
from domain.account import Role
from domain.day import Day
from web import words
from web.home.glance import HALF_YEAR
from web.home.lines import Line
from web.restricting import veiled
from web.since import ago
from web.visit import Visit

# Leadership looks at the whole network first, and so does whoever runs the installation.
ROLES = {Role.COORDINATOR, Role.PROJECT_LEAD}
DAY, SOON = timedelta(days=1), timedelta(days=60)
SHOWN, LOOKED_THROUGH = 6, 2_000


@dataclass(frozen=True, slots=True)
class Card:
    """Some things of one kind; `more_url` lists at least these."""

    title: str
    lines: list[Line]
    more_url: str | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """Which projects somebody takes part in, and which partners they look after."""

    colleague_id: UUID
    projects: list[ActivityRow]
    partners: list[PartyRow]

    @property
    def around(self) -> tuple[UUID, ...]:
        """Themselves and their projects: what they answer for."""
        return self.colleague_id, *(one.id for one in self.projects)


def mine(visit: Visit) -> list[Card]:
    """Return the viewer's own, what is to be done first; nothing where nobody has any.

    What comes up is always there, also where nothing does.
    """
    colleague_id = visit.viewer.colleague_id
    if not colleague_id or visit.viewer.role not in ROLES or visit.past:
        return []
    own = Own(colleague_id, _projects(visit, colleague_id), _partners(visit, colleague_id))
    return [*_cards(visit, own)]


def _cards(visit: Visit, own: Own) -> Iterator[Card]:
    if card := _to_tell(visit, own):
        yield card
    yield _coming(visit, own)
    if own.projects:
        yield _of_projects(visit, own)
    if own.partners:
        yield _quiet(visit, own)
    if with_them := _partners_of_projects(visit, own) | {one.id for one in own.partners}:
        yield _lately(visit, with_them)


def _projects(visit: Visit, colleague_id: UUID) -> list[ActivityRow]:
    wanted = participation.Wanted(
        Clocks(from_on=visit.today),
        type="project",
        states=("planned", "under_way"),
        around=(colleague_id,),
        sort="day",
    )
    found = participation.activities(visit.crm.database, wanted, limit=LOOKED_THROUGH)
    return [row for row in veiled(visit, found) if row.title]


def _partners(visit: Visit, colleague_id: UUID) -> list[PartyRow]:
    wanted = directory.Wanted(type="partner", stages=("active",), stewards=(colleague_id,))
    return directory.parties(visit.crm.database, wanted, limit=LOOKED_THROUGH)


def _to_tell(visit: Visit, own: Own) -> Card | None:
    """What was agreed and is over, and nobody said yet how it went."""
    yesterday = visit.today - DAY
    wanted = _agreed(Clocks(until_on=yesterday), own.around, "-day")
    # Few that began last go on still.
    found = participation.activities(visit.crm.database, wanted, limit=10 * SHOWN)
    over = [row for row in found if _last_day(row) <= yesterday]
    if not over:
        return None
    shown = over[:SHOWN]
    can = reached(visit.crm.database, visit.viewer, Right.ENGAGEMENTS, [row.id for row in shown])
    lines = [
        _line(visit, row, (_("Record as held"), "delivery") if row.id in can else None)
        for row in veiled(visit, shown)
    ]
    return Card(_("Was it held?"), lines, visit.url("/engagements", state="agreed", to=yesterday))


def _last_day(row: ActivityRow) -> date:
    return Day.parse(row.ends or row.starts or "9999").last


def _coming(visit: Visit, own: Own) -> Card:
    soon = Clocks(from_on=visit.today, until_on=visit.today + SOON)
    around = (*own.around, *(one.id for one in own.partners))
    found = participation.activities(visit.crm.database, _agreed(soon, around, "day"), limit=SHOWN)
    lines = [_line(visit, row) for row in veiled(visit, found)]
    url = visit.url("/engagements", state="agreed", sort="day", **{"from": visit.today})
    return Card(_("Coming up"), lines, url)


def _agreed(clocks: Clocks, around: tuple[UUID, ...], sort: str) -> participation.Wanted:
    return participation.Wanted(
        clocks, type="engagement", states=("agreed",), around=around, sort=sort
    )


def _line(visit: Visit, row: ActivityRow, act: tuple[str, str] | None = None) -> Line:
    at = f"{words.PATHS[row.type]}/{row.id}"
    told = [visit.written(row.starts)]
    if row.title:
        told += filter(None, [words.forms().get(row.form, ""), row.place])
    done = act and row.title and (act[0], visit.url(f"{at}/{act[1]}"))
    return Line(row.title, visit.url(at), ", ".join(told), done or None)


def _of_projects(visit: Visit, own: Own) -> Card:
    lines = [
        Line(
            row.title,
            visit.url(f"{words.PATHS[row.type]}/{row.id}"),
            _("ends %(day)s") % {"day": visit.written(row.ends)} if row.ends else "",
        )
        for row in own.projects[:SHOWN]
    ]
    states = ["planned", "under_way"]
    url = visit.url("/projects", party=own.colleague_id, state=states, sort="day")
    return Card(_("My projects"), lines, url)


def _quiet(visit: Visit, own: Own) -> Card:
    """Partners that the viewer looks after and that weren't heard of for long."""
    since, today = visit.today - HALF_YEAR, visit.today
    names = {one.id: one.named(visit.language) for one in own.partners}
    heard = recent(visit.crm.database, [*names], since, today, visit.clocks)
    last = {one: heard[one].last_on if one in heard else None for one in names}
    silent = [one for one, on in last.items() if not on or on < since]
    silent.sort(key=lambda one: last[one] or date.min, reverse=True)
    lines = [
        Line(
            names[one],
            visit.url(f"{words.PATHS['partner']}/{one}"),
            ago(last[one], today) or _("nothing yet"),
        )
        for one in silent[:SHOWN]
    ]
    url = visit.url("/partners", steward=own.colleague_id, stage="active", sort="last")
    return Card(_("My partners gone quiet"), lines, url)


def _partners_of_projects(visit: Visit, own: Own) -> set[UUID]:
    """Return the partners in the viewer's projects."""
    if not own.projects:
        return set()
    wanted = participation.Wanted(type="project", ids=tuple(one.id for one in own.projects))
    roles = words.counting_roles(visit)
    found = participation.by_party_and_year(visit.crm.database, wanted, roles)
    names = questions.names(visit.crm.database, {party for party, _year, _n in found})
    return {one.id for one in names.values() if one.type == "partner"}


def _lately(visit: Visit, partners: set[UUID]) -> Card:
    database, today = visit.crm.database, visit.today
    found = last_done(database, sorted(partners), today, visit.clocks, limit=SHOWN)
    names = questions.names(database, {row.party for row in found})
    lines = [
        Line(
            names[row.party].named(visit.language),
            visit.url(f"{words.PATHS['partner']}/{row.party}"),
            ", ".join([ago(row.last_on, today), *([] if row.title else [_("restricted")])]),
            (row.title, visit.url(f"{words.PATHS[row.type]}/{row.id}")) if row.title else None,
        )
        for row in veiled(visit, found)
    ]
    return Card(_("What my partners did last"), lines)
