from collections.abc import Callable
from uuid import UUID

import pytest

from domain.day import Day, EndsBeforeStart
from domain.names import Names
from domain.refusal import IsWithdrawn, Missing
from domain.unit import Unit, UnitUnderItself

APRIL, MAY, JUNE = map(Day, ("2026-04", "2026-05-04", "2026-06-01"))
FATHERHOOD, PEER_WORK = Names("Isyystyö", "Faderskap", "Fatherhood"), Names("Vertaistyö")
WHOLE, OTHER, PART = UUID(int=1), UUID(int=2), UUID(int=3)


def opened() -> Unit:
    return Unit.open(FATHERHOOD, MAY, WHOLE)


def test_a_unit_opens_within_another_on_a_day() -> None:
    unit = opened()

    [event] = unit.pending_events
    assert isinstance(event, Unit.Created)
    assert (FATHERHOOD, MAY, WHOLE) == (event.names, event.opened_on, event.parent_id)
    assert (FATHERHOOD, MAY, WHOLE) == (unit.names, unit.since_on, unit.parent_id)
    assert (None, False) == (unit.closed_on, unit.withdrawn)


def test_a_unit_may_open_within_none_on_an_unknown_day() -> None:
    unit = Unit.open(PEER_WORK)

    assert (None, None) == (unit.since_on, unit.parent_id)


def test_a_unit_takes_another_name() -> None:
    unit = opened()

    unit.rename(PEER_WORK, JUNE)

    event = unit.pending_events[-1]
    assert isinstance(event, Unit.Renamed)
    assert (PEER_WORK, JUNE) == (event.names, event.renamed_on)
    assert PEER_WORK == unit.names


@pytest.mark.parametrize("parent_id", [OTHER, None])
def test_a_unit_becomes_part_of_another_or_of_none(parent_id: UUID | None) -> None:
    unit = opened()

    unit.place_under(parent_id, JUNE, below={PART})

    event = unit.pending_events[-1]
    assert isinstance(event, Unit.PlacedUnder)
    assert (parent_id, JUNE) == (event.parent_id, event.placed_on)
    assert parent_id == unit.parent_id


def test_a_unit_cannot_become_part_of_itself() -> None:
    unit = opened()

    with pytest.raises(UnitUnderItself):
        unit.place_under(unit.id, JUNE, below={PART})


def test_a_unit_cannot_become_part_of_its_own_part() -> None:
    with pytest.raises(UnitUnderItself):
        opened().place_under(PART, JUNE, below={PART})


@pytest.mark.parametrize("closed_on", [MAY, JUNE])
def test_a_unit_closes_on_the_day_it_opened_or_later(closed_on: Day) -> None:
    unit = opened()

    unit.close(closed_on)

    event = unit.pending_events[-1]
    assert isinstance(event, Unit.Closed)
    assert closed_on == event.closed_on == unit.closed_on


def test_a_unit_cannot_close_before_it_opens() -> None:
    with pytest.raises(EndsBeforeStart) as refused:
        opened().close(APRIL)

    assert (MAY, APRIL) == (refused.value.from_on, refused.value.until_on)


def test_a_unit_closes_once() -> None:
    unit = opened()
    unit.close(MAY)

    unit.close(JUNE)

    assert (2, MAY) == (unit.version, unit.closed_on)


def test_saying_again_what_is_so_records_nothing() -> None:
    unit = opened()

    unit.rename(FATHERHOOD, JUNE)
    unit.place_under(WHOLE, JUNE, below={PART})

    assert opened().version == unit.version


def test_what_was_recorded_in_error_is_withdrawn_for_a_reason() -> None:
    unit, other = opened(), opened()

    unit.withdraw(" Entered  twice. ")

    event = unit.pending_events[-1]
    assert isinstance(event, Unit.Withdrawn)
    assert "Entered twice." == event.reason
    assert [True, False] == [unit.withdrawn, other.withdrawn]


def test_withdrawing_needs_a_reason() -> None:
    with pytest.raises(Missing) as refused:
        opened().withdraw(" ")

    assert "reason" == refused.value.about


COMMANDS: dict[str, Callable[[Unit], None]] = {
    "rename": lambda unit: unit.rename(PEER_WORK, JUNE),
    "place": lambda unit: unit.place_under(OTHER, JUNE, below=set()),
    "close": lambda unit: unit.close(JUNE),
    "withdraw": lambda unit: unit.withdraw("Entered twice."),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_was_withdrawn_takes_no_more_commands(command: Callable[[Unit], None]) -> None:
    unit = opened()
    unit.withdraw("Entered twice.")

    with pytest.raises(IsWithdrawn):
        command(unit)
