"""Units, networks and colleagues: what changed on a day, and what never did."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from domain.aspects import AfterItsEnd, Changing
from domain.colleague import Colleague, Position
from domain.day import BeforeLatestChange, Day
from domain.names import Names
from domain.network import Membership, Network
from domain.refusal import IsWithdrawn, Missing, PersonIsErased, Unprintable
from domain.undoing import ALL, NotUndoable, SaidAnew, Undoing, UndoneAlready
from domain.unit import Unit, UnitUnderItself

APRIL, MAY, JUNE, JULY = map(Day, ("2026-04-01", "2026-05-04", "2026-06-01", "2026-07-01"))
WHOLE, OTHER, VANTAA = (UUID(int=number) for number in range(1, 4))
FATHERHOOD, PEER_WORK = Names("Isyystyö", "Faderskap"), Names("Vertaistyö")
WITHDRAWAL = {1: Undoing(ALL)}
NO_REASON = {Colleague.AssignmentWithdrawn, Colleague.PositionWithdrawn, Colleague.LeavingWithdrawn}


def unit() -> Unit:
    return Unit.open(FATHERHOOD, MAY, WHOLE)


def network() -> Network:
    return Network.found("Verkosto", "To share.", MAY)


def colleague() -> Colleague:
    return Colleague.join("Aino", Position.EXPERT, WHOLE, MAY)


class Case(NamedTuple):
    """A change, what undoing it comes to, and how that is said."""

    begin: Callable[[], Any]
    change: Callable[[Any], None]
    undoing: Undoing
    undo: Callable[[Any, str], None]
    fact: type[object]


class Ending(NamedTuple):
    """A change on a day, and how the same comes to its end."""

    begin: Callable[[], Any]
    change: Callable[[Any, Day], None]
    end: Callable[[Any], None]


CASES: dict[str, Case] = {
    "a unit renamed": Case(
        unit,
        lambda one: one.rename(PEER_WORK, JUNE),
        Undoing("names", FATHERHOOD),
        lambda one, reason: one.correct_names(FATHERHOOD, reason),
        Unit.NamesCorrected,
    ),
    "a unit that was misspelt": Case(
        unit,
        lambda one: one.correct_names(PEER_WORK, "Misread."),
        Undoing("names", FATHERHOOD),
        lambda one, reason: one.correct_names(FATHERHOOD, reason),
        Unit.NamesCorrected,
    ),
    "a unit placed": Case(
        unit,
        lambda one: one.place_under(OTHER, JUNE, below=set()),
        Undoing("parent", WHOLE),
        lambda one, reason: one.withdraw_placement(reason, below=set()),
        Unit.PlacementWithdrawn,
    ),
    "a unit closed": Case(
        unit,
        lambda one: one.close(JUNE),
        Undoing("end"),
        lambda one, reason: one.withdraw_end(reason),
        Unit.ClosingWithdrawn,
    ),
    "a network renamed": Case(
        network,
        lambda one: one.rename("Isät", JUNE),
        Undoing("name", "Verkosto"),
        lambda one, reason: one.correct_name(" Verkosto ", reason),
        Network.NameCorrected,
    ),
    "the purpose of a network": Case(
        network,
        lambda one: one.set_purpose("To learn."),
        Undoing("purpose", "To share."),
        lambda one, reason: one.correct_purpose(" To share. ", reason),
        Network.PurposeCorrected,
    ),
    "a member": Case(
        network,
        lambda one: one.join(VANTAA, "host", MAY),
        Undoing("member", None, VANTAA),
        lambda one, reason: one.correct_membership(VANTAA, reason),
        Network.MembershipWithdrawn,
    ),
    "a network dissolved": Case(
        network,
        lambda one: one.dissolve(JUNE),
        Undoing("end"),
        lambda one, reason: one.withdraw_end(reason),
        Network.DissolutionWithdrawn,
    ),
    "a colleague in another unit": Case(
        colleague,
        lambda one: one.assign_to_unit(OTHER, JUNE),
        Undoing("unit", WHOLE),
        lambda one, reason: one.withdraw_assignment(reason),
        Colleague.AssignmentWithdrawn,
    ),
    "a colleague in another position": Case(
        colleague,
        lambda one: one.give_position(Position.LEADERSHIP, JUNE),
        Undoing("position", Position.EXPERT),
        lambda one, reason: one.withdraw_position(reason),
        Colleague.PositionWithdrawn,
    ),
    "a colleague who left": Case(
        colleague,
        lambda one: one.leave(JUNE),
        Undoing("end"),
        lambda one, reason: one.withdraw_end(reason),
        Colleague.LeavingWithdrawn,
    ),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def said(one: Changing) -> dict[str, Any]:
    """Return all that is so, without how it came to be."""
    of_late = {"_pending_events", "_version", "_modified_on", "_id", "_created_on", "undone"}
    return {name: value for name, value in vars(one).items() if name not in of_late}


@every_case
def test_once_undone_it_is_as_if_it_had_never_been_said(case: Case) -> None:
    one, before = case.begin(), case.begin()
    case.change(one)
    assert {**WITHDRAWAL, 2: case.undoing} == one.undoings()

    case.undo(one, " Never  so. ")

    event = vars(one.pending_events[-1])
    assert case.fact is type(one.pending_events[-1])
    assert (2, None if case.fact in NO_REASON else "Never so.") == (
        event["corrects"],
        event.get("reason"),
    )
    again = {"parent": "parent_id", "unit": "unit_id", "position": "position"}
    if name := again.get(case.undoing.about):
        assert case.undoing.again == event[name]
    stands = {about: number for about, number in one.stands.items() if number != 1}
    assert {**said(before), "former": {}, "stands": {}} == {
        **said(one),
        "former": {about: found for about, found in one.former.items() if found},
        "stands": stands,
    }
    assert ({2}, WITHDRAWAL) == (one.undone, one.undoings())
    with pytest.raises(UndoneAlready):
        one.undoing(2)


@every_case
def test_an_undoing_needs_a_reason(case: Case) -> None:
    one = case.begin()
    case.change(one)

    with pytest.raises(Missing) as refused:
        case.undo(one, " ")

    assert "reason" == refused.value.about
    assert 2 == one.version


@every_case
def test_of_what_was_withdrawn_nothing_is_undone(case: Case) -> None:
    one = case.begin()
    case.change(one)
    one.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        case.undo(one, "Never so.")


@pytest.mark.parametrize(
    "undo",
    [
        lambda: unit().withdraw_placement("So.", below=set()),
        lambda: unit().withdraw_end("So."),
        lambda: network().withdraw_end("So."),
        lambda: network().correct_membership(VANTAA, "So."),
        lambda: colleague().withdraw_assignment("So."),
        lambda: colleague().withdraw_position("So."),
        lambda: colleague().withdraw_end("So."),
    ],
    ids=["parent", "closing", "dissolution", "member", "unit", "position", "leaving"],
)
def test_what_never_changed_cannot_be_undone(undo: Callable[[], None]) -> None:
    with pytest.raises(NotUndoable):
        undo()


@pytest.mark.parametrize(
    ("begin", "correct"),
    [
        (unit, lambda one: one.correct_names(FATHERHOOD, "So.")),
        (network, lambda one: one.correct_name(" Verkosto ", "So.")),
        (network, lambda one: one.correct_purpose(" To share. ", "So.")),
    ],
    ids=["names", "name", "purpose"],
)
def test_what_was_right_is_not_corrected(
    begin: Callable[[], Any], correct: Callable[[Any], None]
) -> None:
    one = begin()

    correct(one)

    assert 1 == one.version


def test_a_network_is_not_corrected_to_what_cannot_be_shown() -> None:
    with pytest.raises(Missing) as refused:
        network().correct_name(" ", "So.")
    assert "name" == refused.value.about
    with pytest.raises(Unprintable) as unprintable:
        network().correct_purpose("\0", "So.")
    assert "purpose" == unprintable.value.about


def test_a_correction_holds_since_what_it_corrects() -> None:
    one, of_many = unit(), network()
    one.rename(PEER_WORK, JUNE)
    of_many.rename("Isät", JUNE)

    one.correct_names(Names("Vertaiset"), "Misread.")
    of_many.correct_name("Isien verkosto", "Misread.")

    for event in (one.pending_events[-1], of_many.pending_events[-1]):
        assert (JUNE, 2) == (vars(event)["from_on"], vars(event)["corrects"])
    assert (Names("Vertaiset"), "Isien verkosto") == (one.names, of_many.name)


@pytest.mark.parametrize("aspect", ["parent", "unit", "position"])
def test_what_never_changed_is_so_since_the_day_it_was_said_to(aspect: str) -> None:
    one, of_us = unit(), colleague()
    one.place_under(OTHER, JUNE, below=set())
    of_us.assign_to_unit(OTHER, JUNE)
    of_us.give_position(Position.LEADERSHIP, JUNE)
    event: Any = {
        "parent": lambda: one.withdraw_placement("So.", below=set()),
        "unit": lambda: of_us.withdraw_assignment("So."),
        "position": lambda: of_us.withdraw_position("So."),
    }[aspect]() or (one if aspect == "parent" else of_us).pending_events[-1]

    assert JUNE == event.from_on


def test_a_unit_does_not_come_back_under_what_is_part_of_it_by_now() -> None:
    one = unit()
    one.place_under(None, JUNE, below=set())

    with pytest.raises(UnitUnderItself):
        one.withdraw_placement("Never so.", below={WHOLE})

    assert one.parent_id is None


def test_a_member_never_left_and_is_one_in_the_role_of_before() -> None:
    one = network()
    one.join(VANTAA, "host", MAY)
    one.leave(VANTAA, JUNE)
    was = Membership("host", MAY)
    assert Undoing("member", was, VANTAA) == one.undoing(3)
    with pytest.raises(SaidAnew):
        one.undoing(2)

    one.correct_membership(VANTAA, "Never so.")

    event = one.pending_events[-1]
    assert isinstance(event, Network.LeavingWithdrawn)
    assert (VANTAA, 3, "Never so.") == (event.party_id, event.corrects, event.reason)
    assert {VANTAA: was} == one.members
    assert Undoing("member", None, VANTAA) == one.undoing(2)


def test_who_came_back_in_error_has_left_still() -> None:
    one = network()
    one.join(VANTAA, "host", MAY)
    one.leave(VANTAA, JUNE)
    one.join(VANTAA, "member", JULY)

    one.correct_membership(VANTAA, "Never so.")

    event = one.pending_events[-1]
    assert isinstance(event, Network.MembershipWithdrawn)
    assert (VANTAA, 4) == (event.party_id, event.corrects)
    assert {} == one.members
    assert Undoing("member", Membership("host", MAY), VANTAA) == one.undoing(3)


def test_a_dissolved_network_that_goes_on_takes_members_again() -> None:
    one = network()
    one.dissolve(JUNE)
    one.withdraw_end("Never so.")

    one.join(VANTAA, "member", JULY)

    assert VANTAA in one.members
    assert one.dissolved_on is None


CHANGES: dict[str, Ending] = {
    "names": Ending(unit, lambda one, day: one.rename(PEER_WORK, day), lambda one: one.close(JUNE)),
    "parent": Ending(
        unit,
        lambda one, day: one.place_under(OTHER, day, below=set()),
        lambda one: one.close(JUNE),
    ),
    "name": Ending(
        network, lambda one, day: one.rename("Isät", day), lambda one: one.dissolve(JUNE)
    ),
    "unit": Ending(
        colleague,
        lambda one, day: one.assign_to_unit(OTHER, day),
        lambda one: one.leave(JUNE),
    ),
    "position": Ending(
        colleague,
        lambda one, day: one.give_position(Position.LEADERSHIP, day),
        lambda one: one.leave(JUNE),
    ),
}
every_change = pytest.mark.parametrize("of", CHANGES.values(), ids=CHANGES)


@every_change
def test_a_change_is_not_dated_before_the_latest_of_its_kind(of: Ending) -> None:
    one = of.begin()

    with pytest.raises(BeforeLatestChange) as refused:
        of.change(one, APRIL)
    of.change(one, MAY)

    assert MAY == refused.value.latest_on


def test_a_year_that_began_before_the_latest_change_is_not_the_day_of_the_next() -> None:
    one, other = unit(), unit()
    one.rename(PEER_WORK, JUNE)
    other.correct_names(PEER_WORK, "Misread.")

    with pytest.raises(BeforeLatestChange) as refused:
        one.rename(Names("Isät"), Day("2026"))
    one.rename(Names("Isät"), Day("2026-06"))
    other.rename(Names("Isät"), Day("2026"))

    assert JUNE == refused.value.latest_on
    assert (Day("2026-06"), Day("2026")) == (one.latest["names"][0], other.latest["names"][0])


@every_change
def test_nothing_changes_after_the_end(of: Ending) -> None:
    one = of.begin()
    of.end(one)

    with pytest.raises(AfterItsEnd) as refused:
        of.change(one, JULY)
    assert JUNE == refused.value.ended_on
    of.change(one, JUNE)
    one.withdraw_end("Never so.")

    assert 4 == one.version


@every_change
def test_nothing_ends_before_what_was_said_to_change(of: Ending) -> None:
    one = of.begin()
    of.change(one, JULY)

    with pytest.raises(BeforeLatestChange) as refused:
        of.end(one)

    assert JULY == refused.value.latest_on


@pytest.mark.parametrize(
    "undo",
    [Colleague.withdraw_assignment, Colleague.withdraw_position, Colleague.withdraw_end],
    ids=["unit", "position", "end"],
)
def test_of_who_was_erased_nothing_is_undone(undo: Callable[[Colleague, str], None]) -> None:
    one = colleague()
    one.assign_to_unit(OTHER, JUNE)
    one.give_position(Position.LEADERSHIP, JUNE)
    one.leave(JULY)
    one.erase()

    with pytest.raises(PersonIsErased):
        undo(one, "Never so.")
