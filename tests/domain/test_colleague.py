from collections.abc import Callable
from uuid import UUID

import pytest

from domain.colleague import Colleague, Position
from domain.day import Day, EndsBeforeStart
from domain.refusal import IsWithdrawn, Missing

MARCH, MAY, JUNE = map(Day, ("2026-03", "2026-05-04", "2026-06-01"))
HELSINKI, TURKU = UUID(int=1), UUID(int=2)


def aino() -> Colleague:
    return Colleague.join("Aino Aalto", Position.COORDINATOR, HELSINKI, MAY)


def test_a_colleague_joins_in_a_position_and_a_unit_on_a_day() -> None:
    colleague = aino()

    [event] = colleague.pending_events
    assert isinstance(event, Colleague.Created)
    assert ("Aino Aalto", Position.COORDINATOR) == (event.name, event.position)
    assert (HELSINKI, MAY) == (event.unit_id, event.joined_on)
    assert (colleague.name, colleague.position) == (event.name, event.position)
    assert (colleague.unit_id, colleague.joined_on) == (event.unit_id, event.joined_on)
    assert (None, False) == (colleague.left_on, colleague.withdrawn)


def test_a_colleague_of_whom_only_the_name_is_known_is_an_expert() -> None:
    colleague = Colleague.join("  Väinö   Virta ")

    assert ("Väinö Virta", Position.EXPERT) == (colleague.name, colleague.position)
    assert (None, None) == (colleague.unit_id, colleague.joined_on)


def test_a_colleague_needs_a_name() -> None:
    with pytest.raises(Missing) as refused:
        Colleague.join(" ")

    assert "name" == refused.value.about


@pytest.mark.parametrize("unit_id", [TURKU, None])
def test_a_colleague_is_assigned_to_another_unit_or_to_none(unit_id: UUID | None) -> None:
    colleague = aino()

    colleague.assign_to_unit(unit_id, JUNE)

    event = colleague.pending_events[-1]
    assert isinstance(event, Colleague.AssignedToUnit)
    assert (unit_id, JUNE) == (event.unit_id, event.assigned_on)
    assert unit_id == colleague.unit_id


def test_a_colleague_is_given_another_position() -> None:
    colleague = aino()

    colleague.give_position(Position.LEADERSHIP, JUNE)

    event = colleague.pending_events[-1]
    assert isinstance(event, Colleague.PositionGiven)
    assert (Position.LEADERSHIP, JUNE) == (event.position, event.given_on)
    assert Position.LEADERSHIP is colleague.position


def test_a_name_that_was_written_wrong_is_corrected_for_a_reason() -> None:
    colleague = aino()

    colleague.correct_name(" Aino  Aaltonen", " Misread. ")

    event = colleague.pending_events[-1]
    assert isinstance(event, Colleague.NameCorrected)
    assert ("Aino Aaltonen", "Misread.") == (event.name, event.reason)
    assert "Aino Aaltonen" == colleague.name


def test_a_name_is_not_corrected_to_nothing() -> None:
    with pytest.raises(Missing) as refused:
        aino().correct_name(" ", "Misread.")

    assert "name" == refused.value.about


@pytest.mark.parametrize("left_on", [MAY, JUNE])
def test_a_colleague_leaves_on_the_day_of_joining_or_later(left_on: Day) -> None:
    colleague = aino()

    colleague.leave(left_on)

    event = colleague.pending_events[-1]
    assert isinstance(event, Colleague.Left)
    assert left_on == event.left_on == colleague.left_on


def test_nobody_leaves_before_joining() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        aino().leave(MARCH)

    assert (MAY, MARCH) == (refused.value.from_on, refused.value.until_on)


def test_a_colleague_leaves_once() -> None:
    colleague = aino()
    colleague.leave(MAY)

    colleague.leave(JUNE)

    assert (2, MAY) == (colleague.version, colleague.left_on)


def test_saying_again_what_is_so_records_nothing() -> None:
    colleague = aino()

    colleague.assign_to_unit(HELSINKI, JUNE)
    colleague.give_position(Position.COORDINATOR, JUNE)
    colleague.correct_name(" Aino Aalto ", "Misread.")

    assert aino().version == colleague.version


def test_who_was_recorded_in_error_is_withdrawn_for_a_reason() -> None:
    colleague, other = aino(), aino()

    colleague.withdraw(" Entered  twice. ")

    event = colleague.pending_events[-1]
    assert isinstance(event, Colleague.Withdrawn)
    assert "Entered twice." == event.reason
    assert [True, False] == [colleague.withdrawn, other.withdrawn]


WITH_REASON: list[Callable[[Colleague, str], None]] = [
    lambda colleague, reason: colleague.correct_name("Aino Aaltonen", reason),
    lambda colleague, reason: colleague.withdraw(reason),
]


@pytest.mark.parametrize("command", WITH_REASON, ids=["correct name", "withdraw"])
def test_what_was_wrong_needs_a_reason(command: Callable[[Colleague, str], None]) -> None:
    with pytest.raises(Missing) as refused:
        command(aino(), " ")

    assert "reason" == refused.value.about


COMMANDS: dict[str, Callable[[Colleague], None]] = {
    "assign": lambda colleague: colleague.assign_to_unit(TURKU, JUNE),
    "give position": lambda colleague: colleague.give_position(Position.LEADERSHIP, JUNE),
    "correct name": lambda colleague: colleague.correct_name("Aino Aaltonen", "Misread."),
    "leave": lambda colleague: colleague.leave(JUNE),
    "withdraw": lambda colleague: colleague.withdraw("Entered twice."),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_who_was_withdrawn_takes_no_more_commands(command: Callable[[Colleague], None]) -> None:
    colleague = aino()
    colleague.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(colleague)
