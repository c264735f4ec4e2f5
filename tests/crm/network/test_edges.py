"""Where the definition of working together is hardest to keep, one case at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from threading import Barrier
from time import sleep
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.network.arrays import Kept
from crm.network.between import between
from crm.network.cell import activities_of_cell
from crm.network.changes import changes
from crm.network.filters import Filters
from crm.network.map import map_of
from crm.network.matrix import UnknownDimension, matrix
from crm.network.measures import measures
from crm.network.party import party
from crm.network.path import path
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.network.years import shared_by_year
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description
from domain.refusal import NotFound

Aino = Callable[[], Origin]
Parties = list[UUID]
ALL = Filters()
D2024, D2026 = Clocks(on=date(2024, 6, 1)), Clocks(on=date(2026, 6, 1))


@pytest.fixture
def three(crm: CRM, aino: Aino) -> Parties:
    """Give three partners: Espoo, Kuopio and Vantaa."""
    return [
        crm.register_partner(name, Description("municipality"), origin=aino()).subject_id
        for name in ("Espoo", "Kuopio", "Vantaa")
    ]


def test_years_that_never_overlap_are_no_collaboration(
    crm: CRM, three: Parties, aino: Aino
) -> None:
    crm.plan_project(
        "Perhetalo",
        Day("2019"),
        Day("2023"),
        parties=[
            TakesPart(three[0], "partner", Day("2019"), Day("2020")),
            TakesPart(three[1], "partner", Day("2021"), Day("2023")),
            TakesPart(three[2], "lead"),
        ],
        origin=aino(),
    )

    assert {three[2]: 1} == _partners(crm, three[0])
    assert {three[0]: 1, three[1]: 1} == _partners(crm, three[2])
    _assert_consistent(crm, three)


def test_a_role_changed_on_the_day_it_began_was_never_held(
    crm: CRM, three: Parties, aino: Aino
) -> None:
    taking = [
        TakesPart(three[0], "lead", Day("2024-03-01")),
        TakesPart(three[1], "partner", Day("2020"), Day("2021")),
        TakesPart(three[2], "partner"),
    ]
    project = crm.plan_project("Perhetalo", parties=taking, origin=aino()).subject_id

    crm.change_role(project, 1, "expert", Day("2024-03-01"), origin=aino())

    assert {three[2]: 1} == _partners(crm, three[0])
    assert 0 == party(crm.database, three[0], Filters()).led
    assert 2 == summary(crm.database, Filters(), crm.position()).pairs
    _assert_consistent(crm, three)


def test_a_role_changed_some_time_in_the_year_it_began_was_held_for_a_while(
    crm: CRM, three: Parties, aino: Aino
) -> None:
    taking = [TakesPart(three[0], "lead", Day("2024-03-01")), TakesPart(three[1], "partner")]
    project = crm.plan_project("Perhetalo", parties=taking, origin=aino()).subject_id

    crm.change_role(project, 1, "expert", Day("2024"), origin=aino())

    assert 1 == party(crm.database, three[0], Filters(D2024)).led
    assert 0 == party(crm.database, three[0], Filters(D2026)).led
    assert {three[1]: 1} == _partners(crm, three[0])


def test_who_went_on_in_another_role_stayed(crm: CRM, three: Parties, aino: Aino) -> None:
    taking = [
        TakesPart(three[0], "lead"),
        TakesPart(three[1], "partner"),
        TakesPart(three[2], "expert", None, Day("2024-12-31")),
    ]
    project = crm.plan_project("Perhetalo", parties=taking, origin=aino()).subject_id
    crm.change_role(project, 2, "expert", Day("2025-01-01"), origin=aino())
    stayed, partners = Filters(stayed=True), Filters(roles=("lead", "partner"), stayed=True)
    then = _partners(crm, three[2], stayed)

    crm.leave_activity(project, 4, Day("2025-06-30"), "väsyi", origin=aino())

    assert {three[0]: 1, three[1]: 1} == then
    assert {three[0]: 1} == _partners(crm, three[2], stayed)
    assert {} == _partners(crm, three[0], partners)
    _assert_consistent(crm, three, stayed)


def test_days_outside_a_corrected_period_are_counted_alike_everywhere(
    crm: CRM, three: Parties, aino: Aino
) -> None:
    taking = [
        TakesPart(three[0], "partner", Day("2019"), Day("2019")),
        TakesPart(three[1], "partner", Day("2020"), Day("2020")),
        TakesPart(three[2], "partner", Day("2019"), Day("2020")),
    ]
    dates = Day("2019"), Day("2020")
    project = crm.plan_project("Perhetalo", *dates, parties=taking, origin=aino()).subject_id

    crm.correct_project_period(project, Day("2023"), Day("2024"), "väärin", origin=aino())

    for days in (Clocks(), Clocks(from_on=date(2018, 1, 1), until_on=date(2025, 1, 1))):
        _assert_consistent(crm, three, Filters(days))


def test_a_funder_counts_only_when_it_is_said_to(crm: CRM, three: Parties, aino: Aino) -> None:
    taking = [TakesPart(three[0], "lead"), TakesPart(three[1], "funder")]
    crm.plan_project("Perhetalo", parties=taking, origin=aino())
    assert {} == _partners(crm, three[0])
    assert {} == _partners(crm, three[0], Filters(roles=("funder",)))
    assert {three[1]: 1} == _partners(crm, three[0], Filters(roles=("funder", "lead")))

    crm.count_role("funder", counts=True, origin=aino())

    assert {three[1]: 1} == _partners(crm, three[0])
    _assert_consistent(crm, three)


def test_a_party_in_two_roles_at_once_is_one_party(crm: CRM, three: Parties, aino: Aino) -> None:
    taking = [TakesPart(three[0], role) for role in ("lead", "expert", "host")]
    crm.plan_project("Perhetalo", parties=[*taking, TakesPart(three[1], "partner")], origin=aino())

    found = summary(crm.database, Filters(), crm.position())

    assert (1, 2, 2, 1, 1) == (
        found.activities,
        found.parties,
        found.participations,
        found.pairs,
        found.shared_total,
    )
    (shared,) = between(crm.database, three[0], three[1], Filters()).activities
    assert (["expert", "host", "lead"], ["partner"]) == (shared.roles_a, shared.roles_b)


def test_of_a_cancelled_activity_it_is_remembered_what_was_known_before(
    early: CRM, aino: Aino
) -> None:
    at = date(2024, 1, 1)
    origin = Origin("Aino", recorded_at=_noon(at))
    one, other = (
        early.register_partner(
            name, Description("school"), origin=Origin("A", recorded_at=_noon(at))
        )
        for name in ("Lukio", "Opisto")
    )
    taking = [TakesPart(one.subject_id, "lead"), TakesPart(other.subject_id, "partner")]
    project = early.plan_project("Perhetalo", parties=taking, origin=origin).subject_id

    early.cancel_project(project, Day("2024-05"), "rahat", origin=aino())

    then = Filters(Clocks(known_at=_noon(date(2024, 2, 1))))
    assert {} == _partners(early, one.subject_id)
    assert {other.subject_id: 1} == _partners(early, one.subject_id, then)


def test_an_empty_network_has_an_answer_to_everything(crm: CRM, three: Parties) -> None:
    asked = crm.database, Filters(), crm.position()

    assert 0 == summary(*asked).pairs
    assert [] == strongest(*asked, top=10)
    assert [] == path(crm.database, three[0], three[1], Filters(), crm.position())
    assert [] == matrix(*asked, "partner", "partner", "fi").rows
    assert ([], 0, 0) == (measures(*asked).parties, measures(*asked).components, 0)
    assert [] == map_of(*asked).points
    assert [] == map_of(*asked, three[0]).points
    found = changes(*asked, date(2024, 1, 1), date(2024, 2, 1))
    assert {"new": 0, "ended": 0, "revived": 0, "stronger": 0} == found.counts


def test_a_period_that_ends_before_it_starts_holds_nothing(
    crm: CRM, three: Parties, aino: Aino
) -> None:
    taking = [TakesPart(three[0], "lead"), TakesPart(three[1], "partner")]
    crm.plan_project("Perhetalo", parties=taking, origin=aino())

    backwards = Filters(Clocks(from_on=date(2024, 2, 1), until_on=date(2024, 1, 1)))

    assert 0 == summary(crm.database, backwards, crm.position()).activities
    assert 1 == summary(crm.database, Filters(D2024), crm.position()).activities


def test_only_ways_to_sort_and_groups_that_there_are_can_be_asked(crm: CRM) -> None:
    asked = crm.database, Filters(), crm.position()

    with pytest.raises(UnknownDimension):
        matrix(*asked, "unit", "colour", "fi")
    with pytest.raises(UnknownDimension):
        activities_of_cell(*asked, ("colour", "red"), ("unit", "x"), "fi")
    with pytest.raises(NotFound):
        activities_of_cell(*asked, ("unit", "x"), ("theme", "fatherhood"), "fi")

    assert ((), ("Seminar", "Fatherhood"))[0] == activities_of_cell(
        *asked, ("theme", "violence"), ("theme", "fatherhood"), "en"
    )[0]


def test_the_years_of_a_pair_are_those_its_activities_began_in(
    crm: CRM, three: Parties, aino: Aino
) -> None:
    taking = [TakesPart(one, "partner") for one in three[:2]]
    for title, day in [("Ilta", "2024-02"), ("Toinen", "2024-12-01"), ("Kolmas", "2025")]:
        crm.agree_engagement(Form.SESSION, title, Day(day), parties=taking, origin=aino())
    crm.plan_project("Milloin lie", parties=taking, origin=aino())

    years = shared_by_year(crm.database, three[0], three[1:], Filters())

    assert {(three[1], 2024): 2, (three[1], 2025): 1} == years
    found = between(crm.database, three[0], three[1], Filters())
    assert ({2024: 2, 2025: 1}, {}) == (found.by_year(), found.by_theme())
    assert ["Kolmas", "Toinen", "Ilta", "Milloin lie"] == [a.title for a in found.activities]


def test_a_unit_keeps_the_activities_it_took_part_in(crm: CRM, three: Parties, aino: Aino) -> None:
    unit = crm.open_unit(Names("Kuopion yksikkö"), origin=aino()).subject_id
    with_unit = [TakesPart(one, "partner") for one in (three[0], three[1], unit)]
    crm.plan_project("Yksikön kanssa", parties=with_unit, origin=aino())
    crm.plan_project("Ilman", parties=[TakesPart(one, "partner") for one in three], origin=aino())

    found = summary(crm.database, Filters(units=(unit,)), crm.position())

    assert (1, 3, 3) == (found.activities, found.parties, found.pairs)
    assert {three[1]: 1, unit: 1} == _partners(crm, three[0], Filters(units=(unit,)))


def test_kept_answers_make_room_for_newer_ones() -> None:
    kept = Kept(2)
    for number in range(3):
        kept.put(number, str(number))

    kept.get(1)
    kept.put(4, "4")

    assert [None, "1", None, "4"] == [kept.get(key) for key in (0, 1, 2, 4)]


def test_many_who_ask_at_once_wait_for_one_answer() -> None:
    kept, made, asking = Kept(), list[str](), Barrier(8)

    def make() -> str:
        made.append("made")
        sleep(0.05)
        return "answer"

    def ask(_: int) -> str:
        asking.wait()
        return kept.once("question", make)

    with ThreadPoolExecutor(8) as threads:
        assert {"answer"} == set(threads.map(ask, range(8)))

    assert ["made"] == made


def test_an_answer_that_failed_is_asked_for_again() -> None:
    kept = Kept()

    with pytest.raises(ZeroDivisionError):
        kept.once("question", lambda: 1 // 0)

    assert 1 == kept.once("question", lambda: 1)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _partners(crm: CRM, one: UUID, filters: Filters = ALL) -> dict[UUID, int]:
    found = party(crm.database, one, filters)
    return {tie.party.id: tie.activities for tie in found.ties}


def _assert_consistent(crm: CRM, parties: Parties, filters: Filters = ALL) -> None:
    """Assert that totals, pairs, parties and lists of two say the same."""
    ties = strongest(crm.database, filters, crm.position(), top=100)
    found = {frozenset({tie.a.id, tie.b.id}): tie.activities for tie in ties}
    by_party = {
        frozenset({one, other}): count
        for one in parties
        for other, count in _partners(crm, one, filters).items()
    }
    assert found == by_party
    for one, other in found:
        assert found[frozenset({one, other})] == len(
            between(crm.database, one, other, filters).activities
        )


def test_of_equally_connected_parties_the_first_by_name_come_first(crm: CRM, aino: Aino) -> None:
    names = [f"Koulu {number:02}" for number in range(12)]
    schools = {
        name: crm.register_partner(name, Description("school"), origin=aino()).subject_id
        for name in names
    }
    parties = [TakesPart(one, "partner") for one in schools.values()]
    crm.plan_project("Perhetalo", parties=parties, origin=aino())

    asked = crm.database, Filters(), crm.position()
    pages = [measures(*asked, top=5, offset=offset).parties for offset in (0, 5, 10, 15)]

    assert [names[:5], names[5:10], names[10:], []] == [
        [one.party.name for one in shown] for shown in pages
    ]
