"""What changed between two days: four lists with causes, and a map of what is new and ended."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from litestar import Response

from crm.access.restricted import veiled_by_key
from crm.clocks import Clocks
from crm.language import gettext as _
from crm.language import pgettext
from crm.network.causes import Cause, causes
from crm.network.changes import KINDS, ChangedTie, Changes, changes, quarter_before, ties_that
from crm.network.filters import Filters
from crm.network.map import map_of_ties
from web import words
from web.listing import PAGE, ListPage, offset
from web.network.asking import filter_bar, filters_in
from web.profiles.ego import Graph, drawn, legend
from web.restricting import veiled
from web.understanding import leave_out_start_after
from web.visit import Visit

MAPPED = 60
CAUSES = 3


@dataclass(frozen=True, slots=True)
class TieLine:
    """A changed tie: how often before and now, each a door, and the latest of its causes."""

    tie: ChangedTie
    before_url: str
    now_url: str
    causes: list[Cause]
    more: int
    more_url: str


@dataclass(frozen=True, slots=True)
class KindCard:
    """The ties that changed in one way; `all_url` opens the rest of them."""

    kind: str
    title: str
    meaning: str
    count: int
    lines: list[TieLine]
    all_url: str | None


def changes_page(visit: Visit) -> Response[str]:
    """Show what changed: all four lists, or a page of the one that the URL asks for."""
    filters = filters_in(visit)
    until_on = visit.day("to") or visit.clocks.on or visit.today
    leave_out_start_after(visit, until_on)
    from_on = visit.day("from") or quarter_before(until_on)
    found = changes(visit.crm.database, filters, visit.position, from_on, until_on)
    shown = visit.one("changed") if visit.one("changed") in KINDS else None
    kinds = (shown,) if shown else KINDS
    bar = filter_bar(visit)
    bar.span = None  # It has a form of its own for its two days.
    return visit.page(
        "network/changes.html",
        "network",
        sub="changes",
        cards=[_card(visit, filters, found, kind, shown) for kind in kinds],
        pages=ListPage(visit, "", "", found.counts[shown]) if shown else None,
        whole_url=visit.here(changed=None, page=None),
        graph=None if shown else _map(visit, filters, found),
        legend=legend(),
        from_on=visit.written(from_on.isoformat()),
        until_on=visit.written(until_on.isoformat()),
        bar=bar,
        paths=words.PATHS,
    )


def _card(visit: Visit, filters: Filters, found: Changes, kind: str, shown: str | None) -> KindCard:
    ties = _page_of(visit, filters, found, kind) if shown else found.ties[kind]
    because = veiled_by_key(
        causes(visit.crm.database, filters, found, ties), partial(veiled, visit)
    )
    title, meaning = told()[kind]
    more = found.counts[kind] > len(ties) and not shown
    return KindCard(
        kind,
        title,
        meaning,
        found.counts[kind],
        [_line(visit, found, tie, because[tie.tie.a.id, tie.tie.b.id]) for tie in ties],
        visit.here(changed=kind, page=None) if more else None,
    )


def _page_of(visit: Visit, filters: Filters, found: Changes, kind: str) -> list[ChangedTie]:
    asked = visit.crm.database, filters, visit.position, found, kind
    return ties_that(*asked, limit=PAGE, offset=offset(visit))


def _line(visit: Visit, found: Changes, tie: ChangedTie, because: list[Cause]) -> TieLine:
    before_url = _between(visit, tie, found.before)
    now_url = _between(visit, tie, found.now)
    more_url = now_url if tie.now else before_url
    return TieLine(
        tie, before_url, now_url, because[:CAUSES], max(len(because) - CAUSES, 0), more_url
    )


def _between(visit: Visit, tie: ChangedTie, clocks: Clocks) -> str:
    span: dict[str, Any] = {"from": clocks.from_on, "to": clocks.until_on}
    return visit.narrowed(f"/network/between/{tie.tie.a.id}/{tie.tie.b.id}", **span)


def _map(visit: Visit, filters: Filters, found: Changes) -> Graph | None:
    """Draw new ties in one style and ended ones in another; None where there are neither."""
    asked = visit.crm.database, filters, visit.position, found
    styled = [
        (tie.tie, kind)
        for kind in ("new", "ended")
        for tie in ties_that(*asked, kind, limit=MAPPED)
    ]
    styled.sort(key=lambda one: -one[0].activities)
    placed = map_of_ties(visit.crm.database, "changes", [tie for tie, _kind in styled])
    ends = {
        (placed.points[line.a].party.id, placed.points[line.b].party.id) for line in placed.lines
    }
    styles = [kind for tie, kind in styled if (tie.a.id, tie.b.id) in ends]
    return drawn(visit, placed, None, size="strength", styles=styles) if placed.points else None


def told() -> dict[str, tuple[str, str]]:
    """Return of each kind of tie what it is called, and what it means."""
    return {
        "new": (pgettext("ties", "New"), _("Had never worked together before")),
        "ended": (pgettext("ties", "Ended"), _("Worked together just before, and no longer")),
        "revived": (pgettext("ties", "Revived"), _("Worked together once, and again now")),
        "stronger": (pgettext("ties", "Stronger"), _("Work together more than just before")),
    }
