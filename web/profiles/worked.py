"""Whom a party worked with: the side of its profile that tells of its network."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from markupsafe import Markup

from crm.network.filters import Filters
from crm.network.party import Strength, figures, partners
from crm.network.together import Together, together
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party, PartyName
from crm.projections.participation.listing import Wanted
from web import words
from web.activities.listing import WORKED
from web.profiles.ego import ego_map
from web.profiles.tabs import WORK_TOGETHER, Tab, tabs_of
from web.profiles.themes import themes_of
from web.rendering import macro
from web.visit import Visit

STRONGEST = 12
YEARS = 5


@dataclass(frozen=True, slots=True)
class TieRow:
    """One line of 'worked with'."""

    name: str
    url: str
    count: int
    count_url: str
    years: list[int]
    type: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How much a party did, each figure with its rows; `that_day` only by the time machine."""

    party: Party
    activities: int
    activities_url: str
    that_day: int | None
    that_day_url: str
    led: int
    led_url: str
    partners_url: str
    themes: list[tuple[str, int, str]]
    ties: list[TieRow]


@dataclass(frozen=True, slots=True)
class WorkedWith:
    """The tabs of a profile, which count with how many it worked, and its side, drawn."""

    tabs: list[Tab]
    drawn: Markup


def worked_with(visit: Visit, party: Party) -> WorkedWith:
    """Return whom a party worked with."""
    found = together(visit.crm.database, party.id, _worked(visit), 2 * STRONGEST)
    names = directory.names(visit.crm.database, [party.id, *found.strongest])
    told = _figures(visit, party, found, names)
    graph = ego_map(visit, party.id, found, names)
    drawn = macro("profiles/profile.html", "worked_with", told, graph, visit)
    tabs = tabs_of(visit, party.type, party.id, "profile", found.partners)
    return WorkedWith(tabs, Markup(drawn))  # noqa: S704 - a rendered template


def tabs_beside(visit: Visit, kind: str, subject_id: UUID, current: str) -> list[Tab]:
    """Return the tabs of another page about somebody or something, which count the same."""
    others = None
    if kind in WORK_TOGETHER:
        others = len(partners(visit.crm.database, subject_id, _worked(visit)))
    return tabs_of(visit, kind, subject_id, current, others)


def _figures(visit: Visit, party: Party, found: Together, names: dict[UUID, PartyName]) -> Figures:
    worked = {"party": party.id, "counted": WORKED}
    return Figures(
        party=party,
        activities=found.activities,
        activities_url=visit.so_far_url("/engagements/all", **worked),
        that_day=_that_day(visit, party.id),
        that_day_url=visit.that_day_url("/engagements/all", **worked),
        led=found.led,
        led_url=visit.so_far_url("/engagements/all", role="lead", **worked),
        partners_url=visit.so_far_url(f"{words.PATHS[party.type]}/{party.id}/partners"),
        themes=_themes(visit, party.id, worked),
        ties=_strongest(visit, party, found, names),
    )


def _themes(visit: Visit, party_id: UUID, worked: dict[str, Any]) -> list[tuple[str, int, str]]:
    roles = words.counting_roles(visit)
    wanted = Wanted(visit.so_far, parties=(party_id,), roles=roles, counted=True)
    return themes_of(visit, wanted, "/engagements/all", **worked)


def _that_day(visit: Visit, party_id: UUID) -> int | None:
    """Return on how many activities a party was at work on the time machine's day, if it is on."""
    if not visit.clocks.on:
        return None
    filters = replace(_worked(visit), clocks=visit.clocks)
    return figures(visit.crm.database, party_id, filters)[0]


def _worked(visit: Visit) -> Filters:
    # The roles are known already; leaving them out would ask for them again each time.
    roles, leading = words.counting_roles(visit), words.leading_roles(visit)
    return Filters(visit.so_far, roles=roles, leading=leading)


def _strongest(
    visit: Visit, party: Party, found: Together, names: dict[UUID, PartyName]
) -> list[TieRow]:
    """Return the lines of the strongest ties; among equals, by name of some more than are shown."""
    ties = _in_order(found.strongest, names)[:STRONGEST]
    return tie_rows(visit, party, ties, found.years, _worked(visit))


def ranked(visit: Visit, shared: dict[UUID, int]) -> list[Strength]:
    """Return ties strongest first, then by name."""
    return _in_order(shared, directory.names(visit.crm.database, shared))


def _in_order(shared: dict[UUID, int], names: dict[UUID, PartyName]) -> list[Strength]:
    ties = [Strength(names[other], n) for other, n in shared.items() if other in names]
    ties.sort(key=lambda tie: (-tie.activities, tie.party.sort_key, tie.party.id.int))
    return ties


def tie_rows(
    visit: Visit,
    party: Party,
    ties: Iterable[Strength],
    years: dict[tuple[UUID, int], int],
    filters: Filters,
) -> list[TieRow]:
    """Return the lines of some ties of a party under the filters, each with its `years`."""
    last = (visit.clocks.last or visit.today).year
    span = range(last - YEARS + 1, last + 1)
    return [
        _tie_row(visit, party.id, tie, filters, [years.get((tie.party.id, y), 0) for y in span])
        for tie in ties
    ]


def _tie_row(
    visit: Visit, party_id: UUID, tie: Strength, filters: Filters, years: list[int]
) -> TieRow:
    other = tie.party
    so_far = visit.clocks.on and not filters.clocks.on
    until = {"to": visit.one("on")} if so_far else {}
    return TieRow(
        name=other.named(visit.language),
        url=visit.url(f"{words.PATHS[other.type]}/{other.id}"),
        count=tie.activities,
        count_url=visit.narrowed(f"/network/between/{party_id}/{other.id}", **until),
        years=years,
        type=other.type,
    )
