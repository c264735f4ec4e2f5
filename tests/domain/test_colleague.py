from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from domain.colleague import Colleague, HasLeft, HasNotLeft, Position
from domain.day import Day, EndsBeforeStart
from domain.refusal import IsWithdrawn, Missing, PersonIsErased, TooLong

MARCH, MAY, JUNE = map(Day, ("2026-03", "2026-05-04", "2026-06-01"))
TODAY = date(2026, 6, 12)
HELSINKI, TURKU = UUID(int=1), UUID(int=2)


def aino() -> Colleague:
    return Colleague.join("Aino Aalto", Position.COORDINATOR, HELSINKI, MAY)


def said(colleague: Colleague) -> str:
    return str([vars(event) for event in colleague.pending_events])


def test_a_colleague_joins_in_a_position_and_a_unit_on_a_day() -> None:
    colleague = aino()

    [event] = colleague.pending_events
    assert isinstance(event, Colleague.Created)
    assert Position.COORDINATOR is event.position is colleague.position
    assert (HELSINKI, MAY) == (event.unit_id, event.joined_on)
    assert (colleague.unit_id, colleague.since_on) == (event.unit_id, event.joined_on)
    assert (None, False) == (colleague.left_on, colleague.withdrawn)
    assert not colleague.erased


def test_a_colleague_of_whom_only_the_name_is_known_is_an_expert() -> None:
    colleague = Colleague.join("  Väinö   Virta ")

    assert Position.EXPERT is colleague.position
    assert (None, None) == (colleague.unit_id, colleague.since_on)


@pytest.mark.parametrize(("name", "refusal"), [(" ", Missing), ("A" * 501, TooLong)])
def test_a_colleague_needs_a_name(name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal) as refused:
        Colleague.join(name)

    assert "name" == refused.value.about  # type: ignore[attr-defined]


def test_no_event_says_what_a_colleague_is_called_or_why_that_was_wrong() -> None:
    colleague = aino()

    colleague.correct_name("Aino Aalto", "Aino Aaltonen", "Misread.")
    colleague.withdraw("Entered twice.")

    assert not [text for text in ("Aino", "Misread", "Entered") if text in said(colleague)]


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

    colleague.correct_name("Aino Aalto", " Aino  Aaltonen", " Misread. ")

    assert isinstance(colleague.pending_events[-1], Colleague.NameCorrected)


def test_a_name_is_not_corrected_to_nothing() -> None:
    with pytest.raises(Missing) as refused:
        aino().correct_name("Aino Aalto", " ", "Misread.")

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
    colleague.correct_name("Aino Aalto", " Aino Aalto ", "Misread.")

    assert aino().version == colleague.version


def test_who_was_recorded_in_error_is_withdrawn_for_a_reason() -> None:
    colleague, other = aino(), aino()

    colleague.withdraw(" Entered  twice. ")

    assert isinstance(colleague.pending_events[-1], Colleague.Withdrawn)
    assert [True, False] == [colleague.withdrawn, other.withdrawn]


WITH_REASON: list[Callable[[Colleague, str], None]] = [
    lambda colleague, reason: colleague.correct_name("Aino", "Aino Aalto", reason),
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
    "correct name": lambda colleague: colleague.correct_name("Aino", "Aino Aalto", "Misread."),
    "leave": lambda colleague: colleague.leave(JUNE),
    "withdraw": lambda colleague: colleague.withdraw("Entered twice."),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_who_was_withdrawn_takes_no_more_commands(command: Callable[[Colleague], None]) -> None:
    colleague = aino()
    colleague.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(colleague)


@pytest.mark.parametrize("left_on", [Day("2026-06-11"), Day("2026-06"), Day("2025")])
def test_who_has_left_may_be_erased(left_on: Day) -> None:
    colleague = Colleague.join("Aino Aalto")
    colleague.leave(left_on)

    colleague.check_may_be_erased(TODAY)
    colleague.erase()

    assert isinstance(colleague.pending_events[-1], Colleague.Erased)
    assert colleague.erased


@pytest.mark.parametrize("left_on", [None, Day("2026-06-12"), Day("2026-07")])
def test_who_still_works_with_us_may_not_be_erased(left_on: Day | None) -> None:
    colleague = Colleague.join("Aino Aalto")
    if left_on:
        colleague.leave(left_on)

    with pytest.raises(HasNotLeft):
        colleague.check_may_be_erased(TODAY)


def test_who_never_was_a_colleague_may_be_erased() -> None:
    colleague = aino()
    colleague.withdraw("Entered twice.")

    colleague.check_may_be_erased(TODAY)


@pytest.mark.parametrize("left_on", [None, JUNE, Day("2026-06-02"), Day("2026")])
def test_a_colleague_takes_over_until_their_last_day(left_on: Day | None) -> None:
    colleague = aino()
    if left_on:
        colleague.leave(left_on)

    colleague.check_takes_over(JUNE)


@pytest.mark.parametrize("left_on", [Day("2026-05-31"), Day("2026-05")])
def test_who_left_before_a_day_takes_nothing_over_on_it(left_on: Day) -> None:
    colleague = aino()
    colleague.leave(left_on)

    with pytest.raises(HasLeft) as refused:
        colleague.check_takes_over(JUNE)

    assert left_on == refused.value.left_on


def test_who_was_erased_or_never_was_a_colleague_takes_nothing_over() -> None:
    erased, withdrawn = aino(), aino()
    erased.erase()
    withdrawn.withdraw("Twice.")

    with pytest.raises(PersonIsErased):
        erased.check_takes_over(JUNE)
    with pytest.raises(IsWithdrawn):
        withdrawn.check_takes_over(JUNE)


def test_nobody_is_erased_twice() -> None:
    colleague = aino()
    colleague.leave(MAY)
    colleague.erase()

    colleague.erase()

    assert 3 == colleague.version
    with pytest.raises(PersonIsErased):
        colleague.check_may_be_erased(TODAY)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_of_who_was_erased_nothing_is_said_but_that_they_left(
    command: Callable[[Colleague], None],
) -> None:
    colleague, leave = aino(), COMMANDS["leave"]
    colleague.erase()

    if command is leave:
        command(colleague)
        assert JUNE == colleague.left_on
    else:
        with pytest.raises(PersonIsErased):
            command(colleague)
