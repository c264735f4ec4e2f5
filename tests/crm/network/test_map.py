"""The map: who is on it, and that everybody stays where they were."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.network.arrays import arrays
from crm.network.filters import Filters
from crm.network.map import HEIGHT, WIDTH, Map, map_of
from crm.network.matrix import matrix
from crm.network.measures import BETWEENNESS_LIMIT, measures
from crm.network.summary import summary
from domain.day import Day
from domain.partner import Description, Partner

Aino = Callable[[], Origin]
ALL = Filters()


@pytest.fixture
def row(crm: CRM, aino: Aino) -> list[UUID]:
    """Give six partners, each of which worked with the next; the first two on two projects."""
    ids = [
        crm.register_partner(f"P{number}", Description("school"), origin=aino()).subject_id
        for number in range(6)
    ]
    for one, other in [(0, 1), (0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]:
        taking = [TakesPart(ids[one], "partner"), TakesPart(ids[other], "partner")]
        crm.plan_project("Hanke", Day("2025"), parties=taking, origin=aino())
    return ids


def test_the_whole_map_holds_everybody_within_its_frame(crm: CRM, row: list[UUID]) -> None:
    found = map_of(crm.database, ALL, crm.position())

    assert {*row} == {point.party.id for point in found.points}
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in found.points)
    assert sorted([1, 1, 1, 1, 2]) == sorted(line.activities for line in found.lines)
    assert 0 == found.left_out


def test_a_map_around_a_party_goes_one_or_two_steps(crm: CRM, row: list[UUID]) -> None:
    asked = crm.database, ALL, crm.position(), row[2]

    near, far = map_of(*asked), map_of(*asked, steps=2)

    assert [{1, 2, 3}, {0, 1, 2, 3, 4}] == [_numbers(row, near), _numbers(row, far)]
    assert row[2] == near.points[0].party.id == far.points[0].party.id


def test_who_has_no_room_is_counted(crm: CRM, row: list[UUID]) -> None:
    asked = crm.database, ALL, crm.position()

    whole, around = map_of(*asked, limit=2), map_of(*asked, row[1], limit=2)

    # The best connected of all; and around a party, whom it worked with the most.
    assert (row[1], 2, 4) == (whole.points[0].party.id, len(whole.points), whole.left_out)
    assert ({1, 0}, 1) == (_numbers(row, around), around.left_out)


def test_a_point_says_how_connected_its_party_is(crm: CRM, row: list[UUID]) -> None:
    points = map_of(crm.database, ALL, crm.position()).points

    found = {point.party.id: (point.partners, point.strength) for point in points}
    assert ((1, 2), (2, 3), (1, 1)) == (found[row[0]], found[row[1]], found[row[5]])


def test_everybody_stays_where_they_were_when_others_come(
    crm: CRM, row: list[UUID], aino: Aino
) -> None:
    before = _places(map_of(crm.database, ALL, crm.position()))
    assert before == _places(map_of(crm.database, ALL, crm.position()))
    newcomer = crm.register_partner("Uusi", Description("school"), origin=aino()).subject_id
    taking = [TakesPart(newcomer, "partner"), TakesPart(row[0], "partner")]

    crm.plan_project("Uusi hanke", parties=taking, origin=aino())

    after = _places(map_of(crm.database, ALL, crm.position()))
    assert newcomer in after
    for one, (x, y) in before.items():
        assert (x, y) == pytest.approx(after[one], abs=0.2)
    # What nothing was written to is drawn from where everybody is known to be.
    other = Filters(Clocks(until_on=date(2099, 1, 1)))
    again = _places(map_of(crm.database, other, crm.position()))
    assert {one: pytest.approx(place, abs=0.01) for one, place in after.items()} == again


def test_bridges_are_not_sought_in_a_network_too_large(
    crm: CRM, row: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = crm.database, ALL, crm.position()
    found = {one.party.id: one.betweenness for one in measures(*asked).parties}
    assert (0.0, 0.6) == (found[row[0]], found[row[2]])

    monkeypatch.setattr("crm.network.measures.BETWEENNESS_LIMIT", 5)

    # The places of all are kept for as long as the same is asked.
    again = crm.database, Filters(roles=("partner", "lead")), crm.position()
    assert {None} == {one.betweenness for one in measures(*again).parties}
    assert BETWEENNESS_LIMIT == 2_000


def test_ids_that_differ_in_their_first_half_only_are_told_apart(crm: CRM, row: list[UUID]) -> None:
    alike = [UUID(int=(number << 64) | 5) for number in (1, 2)]
    with crm.database.connection() as connection:
        for one, other in zip(row, alike, strict=False):
            connection.execute("UPDATE participation SET party = %s WHERE party = %s", [other, one])

    found = arrays(crm.database, ALL, crm.position())

    assert 6 == summary(crm.database, ALL, crm.position()).parties
    assert all(found.party_uuid(found.number_of(one) or 0) == one for one in alike)


def test_who_was_withdrawn_is_in_no_group(crm: CRM, row: list[UUID], aino: Aino) -> None:
    # No command withdraws whoever takes part; an older log may hold it.
    partner = crm.get(Partner, row[0])
    partner.withdraw("tupla")
    crm.record(partner, origin=aino())

    found = matrix(crm.database, ALL, crm.position(), "partner", "kind", "fi")

    assert {str(one) for one in row[1:]} == {key for key, _ in found.rows}


def _numbers(row: list[UUID], found: Map) -> set[int]:
    return {row.index(point.party.id) for point in found.points}


def _places(found: Map) -> dict[UUID, tuple[float, float]]:
    return {point.party.id: (point.x, point.y) for point in found.points}
