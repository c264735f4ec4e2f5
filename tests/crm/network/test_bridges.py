"""What a party holds together adds up to its share of chains; it is told of any network."""

from collections import defaultdict, deque
from collections.abc import Callable
from itertools import combinations
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from crm.network.bridges import Bridge, bridge
from crm.network.filters import Filters
from crm.network.measures import measures
from crm.network.strongest import strongest
from domain.day import Day
from domain.engagement import Form
from domain.partner import Description
from tests.crm.network.made import Made

Aino = Callable[[], Origin]
Ties = dict[UUID, set[UUID]]
EVERYTHING = Filters()


@pytest.fixture
def ids(crm: CRM, aino: Aino) -> dict[str, UUID]:
    """Give a party between two circles, with one that it alone knows, and two by themselves."""
    known = {
        name: crm.register_partner(name, Description("school"), origin=aino()).subject_id
        for name in "abcdefghxy"
    }
    for circle in ("abc", "abc", "def", "ax", "dx", "gx", "hy"):
        parties = [TakesPart(known[name], "partner") for name in circle]
        day = Day("2026-03-01")
        crm.agree_engagement(Form.MEETING, circle, day, parties=parties, origin=aino())
    return known


def asked(crm: CRM, party: UUID, filters: Filters = EVERYTHING) -> Bridge:
    found = bridge(crm.database, filters, crm.position(), party)
    assert found
    return found


def test_a_party_between_two_circles_is_told_with_both_and_who_needs_it(
    crm: CRM, ids: dict[str, UUID]
) -> None:
    found = asked(crm, ids["x"])

    # Of 36 pairs of others 15 are between two circles, or one and the one that x alone knows.
    assert found.betweenness == round(15 / 36, 6)
    assert sum(one.share for one in found.across) == pytest.approx(15 / 36)
    ties = {tie.party.plain: tie.activities for side in found.sides for tie in side.ties}
    assert {"a": 1, "d": 1, "g": 1} == ties
    assert (2, 4) == (len(found.apart), found.cut_off)
    pieces = [{one.plain for one in piece.first} for piece in found.apart]
    assert {"g"} in pieces
    assert pieces[0] in [set("abc"), set("def")]
    assert [1, 1] == [piece.partners for piece in found.apart]


def test_who_is_no_bridge_holds_nothing_together(crm: CRM, ids: dict[str, UUID]) -> None:
    found = asked(crm, ids["b"])

    assert (0, [], [], 0) == (found.betweenness, found.across, found.apart, found.cut_off)
    assert {"a": 2, "c": 2} == {
        tie.party.plain: tie.activities for side in found.sides for tie in side.ties
    }
    assert asked(crm, ids["a"]).cut_off == 2


def test_who_took_part_in_nothing_is_no_bridge(crm: CRM, aino: Aino, ids: dict[str, UUID]) -> None:
    alone = crm.register_partner("alone", Description("school"), origin=aino()).subject_id
    assert bridge(crm.database, Filters(), crm.position(), alone) is None

    by_itself = [TakesPart(alone, "partner")]
    day = Day("2026-03-01")
    crm.agree_engagement(Form.MEETING, "Self", day, parties=by_itself, origin=aino())

    assert Bridge(0, [], [], [], 0) == asked(crm, alone)
    assert ids


def test_in_a_large_network_all_is_told_but_shares(
    crm: CRM, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.network.measures.BETWEENNESS_LIMIT", 3)

    found = asked(crm, ids["x"], Filters(forms=("meeting",)))

    assert (None, []) == (found.betweenness, found.across)
    assert ({"a", "d", "g"}, 4) == (
        {tie.party.plain for side in found.sides for tie in side.ties},
        found.cut_off,
    )


def test_the_ties_into_a_group_are_the_strongest_of_all_that_are_counted(
    crm: CRM, aino: Aino, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.network.bridges.TIES", 1)
    parties = [TakesPart(ids[name], "partner") for name in "bc"]
    crm.agree_engagement(Form.MEETING, "bc", Day("2026-03-01"), parties=parties, origin=aino())

    [side] = asked(crm, ids["b"]).sides

    assert (2, [("c", 3)]) == (
        side.partners,
        [(one.party.plain, one.activities) for one in side.ties],
    )


@pytest.mark.parametrize("seed", [3, 11])
def test_shares_are_those_of_every_chain_counted_one_by_one(crm: CRM, seed: int) -> None:
    made = Made(crm, seed)
    compared = 0
    for filters, _oracle in made.asked():
        asked_of = crm.database, filters, made.position
        ties: Ties = defaultdict(set)
        for one in strongest(*asked_of, 10_000):
            ties[one.a.id].add(one.b.id)
            ties[one.b.id].add(one.a.id)
        measured = measures(*asked_of, top=1_000)
        group = {one.party.id: one.group for one in measured.parties}
        for party in measured.parties:
            found = asked(crm, party.party.id, filters)
            told = {(one.a, one.b): one.share for one in found.across}

            assert told == pytest.approx(_by_hand(ties, group, party.party.id))
            assert sum(told.values()) == pytest.approx(party.betweenness, abs=1e-6)
            compared += len(told)
    assert compared > 20


def _by_hand(ties: Ties, group: dict[UUID, int], through: UUID) -> dict[tuple[int, int], float]:
    """Sum the shares by following every shortest chain."""
    others = [one for one in group if one != through]
    chains = max(len(others) * (len(others) - 1) / 2, 1)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for a, b in combinations(others, 2):
        shortest = _shortest(ties, a, b)
        led = sum(through in chain for chain in shortest)
        if led:
            first, last = sorted((group[a], group[b]))
            found[first, last] += led / len(shortest) / chains
    return found


def _shortest(ties: Ties, a: UUID, b: UUID) -> list[tuple[UUID, ...]]:
    found: list[tuple[UUID, ...]] = []
    queue: deque[tuple[UUID, ...]] = deque([(a,)])
    while queue:
        chain = queue.popleft()
        if found and len(chain) >= len(found[0]):
            break
        for other in ties[chain[-1]] - set(chain):
            longer = (*chain, other)
            (found if other == b else queue).append(longer)
    return found
