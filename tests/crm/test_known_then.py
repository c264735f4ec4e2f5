"""What is answered as of an instant is what an installation answered that knew no more.

One that took in a log only so far is asked everything beside the whole one as it was known then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.log.transfer import export, replay
from crm.network.between import between
from crm.network.changes import KINDS, changes
from crm.network.filters import Filters
from crm.network.map import map_of
from crm.network.matrix import matrix
from crm.network.measures import measures
from crm.network.party import party
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.opening import opened_at
from crm.projections.directory import listing as parties
from crm.projections.directory import questions as directory
from crm.projections.history import concerning
from crm.projections.membership import members, memberships
from crm.projections.participation import listing
from crm.projections.participation.profile import activity, taking_part
from crm.projections.timeline.questions import happenings
from tests.conftest import NewUrl
from tests.crm.story import TODAY

Answers = Iterator[tuple[str, Any]]
DAYS = [None, date(2019, 6, 1), date(2024, 2, 29)]
ALL = 10_000
EVENTS = "SELECT notification_id, recorded_at FROM crm_events ORDER BY 1"
IDS = "SELECT id FROM (SELECT DISTINCT id, type FROM {}) AS found ORDER BY type, id LIMIT 12"


@pytest.fixture(scope="module")
def lines(told: CRM) -> list[bytes]:
    """Give the whole log as it is exported."""
    out = BytesIO()
    export(told.database, out)
    return out.getvalue().splitlines(keepends=True)


@pytest.mark.parametrize("part", [3, 6, 8])
def test_what_was_known_then_is_answered_still(
    told: CRM, lines: list[bytes], new_url: NewUrl, part: int
) -> None:
    cut, known_at = _cut(told, part)
    with opened_at(new_url(f"then_{part}")) as then:
        assert then.recorder.followers
        replay(then.database, then.recorder.followers, lines[:cut], without_end=True)
        ids = [then.database.values(IDS.replace("{}", table)) for table in ("party", "activity")]

        for on in DAYS:
            so_far = dict(_answers(then, Clocks(on=on), *ids))
            looked_back = dict(_answers(told, Clocks(on=on, known_at=known_at), *ids))

            assert {one for one in so_far if so_far[one] != looked_back[one]} == set()


def _cut(crm: CRM, part: int) -> tuple[int, datetime]:
    """Return how many events a tenth of a log holds, so many times, and until when they came."""
    events = crm.database.rows(lambda *row: row, EVENTS)
    cut = len(events) * part // 10
    while events[cut][1] == events[cut - 1][1]:
        cut += 1
    return cut, events[cut - 1][1]


def _answers(crm: CRM, clocks: Clocks, known: Sequence[UUID], done: Sequence[UUID]) -> Answers:
    yield from _of_network(crm, Filters(clocks))
    for one in known:
        yield from _of_party(crm, clocks, one)
    for one in done:
        found = activity(crm.database, one, clocks)
        # Who may read it is asked as of now.
        yield f"activity {one}", found and replace(found, sensitive=False)
        yield f"taking part {one}", taking_part(crm.database, one, clocks)
        yield f"timeline {one}", _happened(crm, clocks, one)
    for kind in ("project", "engagement"):
        wanted = listing.Wanted(clocks=clocks, type=kind)
        yield f"list of {kind}", listing.activities(crm.database, wanted, limit=ALL)
    for kind in ("partner", "unit", "network"):
        rows = parties.parties(crm.database, parties.Wanted(kind, clocks=clocks), limit=ALL)
        yield f"list of {kind}", rows


def _of_network(crm: CRM, filters: Filters) -> Answers:
    asked = crm.database, filters, crm.position()
    yield "summary", astuple(summary(*asked))[:5]
    ties = strongest(*asked, top=ALL)
    # Which of two comes first goes by what they are called now.
    yield "pairs", {frozenset({tie.a.id, tie.b.id}): tie.activities for tie in ties}
    found = measures(*asked, ALL)
    yield "measures", {(one.party.id, one.partners, one.strength) for one in found.parties}
    yield "map", {(one.party.id, one.partners, one.strength) for one in map_of(*asked).points}
    for rows, columns in (("kind", "sector"), ("partner", "year"), ("unit", "form")):
        crossed = matrix(*asked, rows, columns, "en")
        keys = [[key for key, _ in side] for side in (crossed.rows, crossed.columns)]
        yield f"matrix {rows} {columns}", (*map(sorted, keys), sum(map(sum, crossed.cells)))
    if not filters.clocks.on:
        now = changes(*asked, date(2021, 1, 1), date(2022, 12, 31), top=ALL)
        yield "changes", {kind: now.counts[kind] for kind in KINDS}


def _happened(crm: CRM, clocks: Clocks, one: UUID) -> list[Any]:
    # That something was corrected since is told of by now.
    found = happenings(crm.database, one, clocks, limit=ALL)
    return [replace(happening, corrected=False) for happening in found]


def _of_party(crm: CRM, clocks: Clocks, one: UUID) -> Answers:
    found = directory.party(crm.database, one, clocks, TODAY)
    if found and found.type == "colleague":
        # What they are called lies in the vault, which isn't in the log.
        found = replace(found, name="", name_sv=None, name_en=None)
    yield f"profile {one}", found and replace(found, former=[])
    worked = party(crm.database, one, Filters(clocks))
    ties = {tie.party.id: tie.activities for tie in worked.ties}
    yield f"worked with {one}", (worked.activities, worked.led, ties)
    for other in sorted(ties, key=str)[:2]:
        pair = between(crm.database, one, other, Filters(clocks))
        yield f"pair {one} {other}", [shared.id for shared in pair.activities]
    yield f"timeline {one}", _happened(crm, clocks, one)
    yield f"memberships {one}", memberships(crm.database, one, clocks, TODAY)
    yield f"members {one}", members(crm.database, one, clocks, TODAY)
    yield f"history {one}", concerning(crm.database, one, clocks.known_at, limit=ALL)
