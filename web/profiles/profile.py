"""The parts of a profile that all parties share."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nsmallest
from typing import Any
from uuid import UUID

from crm.language import gettext as _
from crm.network.filters import Filters
from crm.network.party import Strength, figures, partners
from crm.network.years import shared_by_year
from crm.projections.directory import questions as directory
from crm.projections.participation.listing import Wanted
from crm.projections.timeline.questions import happenings
from domain.refusal import NotFound
from web import words
from web.activities.listing import WORKED
from web.profiles.telling import Teller, Told
from web.profiles.themes import themes_of
from web.visit import Visit

STRONGEST = 12
SHOWN = 40
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
class Profile:
    """A party with its figures, strongest ties and timeline."""

    party: directory.Party
    name: str
    former: list[str]
    activities: int
    activities_url: str
    that_day: int | None
    that_day_url: str
    led: int
    led_url: str
    partners: int
    partners_url: str
    themes: list[tuple[str, int, str]]
    ties: list[TieRow]
    months: list[tuple[str, list[Told]]]
    more_url: str | None


def read(visit: Visit, party_id: UUID, kind: str) -> directory.Party:
    """Return a party of a kind as it was on the day asked of. Raises NotFound."""
    found = directory.party(visit.crm.database, party_id, visit.clocks, visit.today)
    if not found or found.type != kind:
        raise NotFound(kind, str(party_id))
    return replace(found, version=visit.crm.version_of(party_id))


def profile(visit: Visit, party: directory.Party) -> Profile:
    """Gather a party's profile."""
    database, filters = visit.crm.database, _worked(visit)
    path = f"{words.PATHS[party.type]}/{party.id}"
    activities, led = figures(database, party.id, filters)
    shared = partners(database, party.id, filters)
    worked = {"party": party.id, "counted": WORKED}
    found, more = _timeline(visit, party.id)
    return Profile(
        party=party,
        name=party.named(visit.language),
        former=directory.former_names(database, party.id),
        activities=activities,
        activities_url=visit.so_far_url("/engagements/all", **worked),
        that_day=_that_day(visit, party.id),
        that_day_url=visit.that_day_url("/engagements/all", **worked),
        led=led,
        led_url=visit.so_far_url("/engagements/all", role="lead", **worked),
        partners=len(shared),
        partners_url=visit.so_far_url(f"{path}/partners"),
        themes=_themes(visit, party.id, worked),
        ties=tie_rows(visit, party, strongest(visit, shared, STRONGEST), filters),
        months=found,
        more_url=visit.here(page=visit.page_number + 1) if more else None,
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
    return Filters(visit.so_far, roles=words.counting_roles(visit))


def strongest(visit: Visit, shared: dict[UUID, int], limit: int) -> list[Strength]:
    """Return the strongest of some ties; among equals, of some more than there is room for."""
    found = nsmallest(limit * 2, shared.items(), key=lambda tie: (-tie[1], tie[0].int))
    return ranked(visit, dict(found))[:limit]


def ranked(visit: Visit, shared: dict[UUID, int]) -> list[Strength]:
    """Return ties strongest first, then by name."""
    names = directory.names(visit.crm.database, shared)
    ties = [Strength(names[other], n) for other, n in shared.items() if other in names]
    ties.sort(key=lambda tie: (-tie.activities, tie.party.sort_key, tie.party.id.int))
    return ties


def tie_rows(
    visit: Visit, party: directory.Party, ties: list[Strength], filters: Filters
) -> list[TieRow]:
    """Return the lines of some ties of a party under the filters, each with its years."""
    last = (visit.clocks.last or visit.today).year
    span = list(range(last - YEARS + 1, last + 1))
    others = [tie.party.id for tie in ties]
    years = shared_by_year(visit.crm.database, party.id, others, filters)
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


def _timeline(visit: Visit, party_id: UUID) -> tuple[list[tuple[str, list[Told]]], bool]:
    offset = (visit.page_number - 1) * SHOWN
    found = happenings(
        visit.crm.database,
        party_id,
        visit.clocks,
        kinds=visit.many("happening"),
        limit=SHOWN + 1,
        offset=offset,
    )
    shown = found[:SHOWN]
    return Teller(visit, shown).months(shown), len(found) > SHOWN


def year_ago(day: date) -> date:
    """Return the same day a year before."""
    return day - timedelta(days=365)


def happening_filter() -> list[tuple[str, str]]:
    """Return the kinds of happenings that a timeline can be narrowed to."""
    return [
        ("joined", _("Taking part")),
        ("stage_moved", _("Relationship")),
        ("renamed", _("Name")),
        ("member_joined", _("Networks")),
    ]
