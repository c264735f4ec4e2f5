"""A person of ours: an expert who trains, a project lead, a coordinator."""

from enum import Enum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.aggregate import Aggregate
from domain.day import Day, check_order
from domain.fact import Created, Fact
from domain.refusal import IsWithdrawn
from domain.text import line


class Position(Enum):
    """What a colleague is to the network."""

    COORDINATOR = "coordinator"
    PROJECT_LEAD = "project_lead"
    LEADERSHIP = "leadership"
    EXPERT = "expert"


class Colleague(Aggregate):
    """A colleague: joined, assigned to a unit, given a position, left."""

    TOPIC = "crm.colleague.v1"

    class Created(Created):
        """The colleague joined us."""

        TOPIC = "crm.colleague.joined.v1"
        name: str
        position: Position
        unit_id: UUID | None
        joined_on: Day | None

    class AssignedToUnit(Fact):
        """The colleague works in a unit from a day on."""

        TOPIC = "crm.colleague.assigned_to_unit.v1"
        unit_id: UUID | None
        assigned_on: Day

    class PositionGiven(Fact):
        """The colleague has another position from a day on."""

        TOPIC = "crm.colleague.position_given.v1"
        position: Position
        given_on: Day

    class NameCorrected(Fact):
        """The name had been written wrong."""

        TOPIC = "crm.colleague.name_corrected.v1"
        name: str
        reason: str

    class Left(Fact):
        """The colleague left us on a day."""

        TOPIC = "crm.colleague.left.v1"
        left_on: Day

    class Withdrawn(Fact):
        """The colleague had been recorded in error."""

        TOPIC = "crm.colleague.withdrawn.v1"
        reason: str

    @classmethod
    def join(
        cls,
        name: str,
        position: Position = Position.EXPERT,
        unit_id: UUID | None = None,
        joined_on: Day | None = None,
    ) -> Self:
        """Welcome a colleague."""
        return cls(line(name, "name"), position, unit_id, joined_on)

    def assign_to_unit(self, unit_id: UUID | None, assigned_on: Day) -> None:
        """It changed: the colleague works in another unit from a day on."""
        self._check_stands()
        if unit_id != self.unit_id:
            self._assign_to_unit(unit_id, assigned_on)

    def give_position(self, position: Position, given_on: Day) -> None:
        """It changed: the colleague has another position from a day on."""
        self._check_stands()
        if position is not self.position:
            self._give_position(position, given_on)

    def correct_name(self, name: str, reason: str) -> None:
        """It was wrong: the name had been written wrong."""
        self._check_stands()
        if (name := line(name, "name")) != self.name:
            self._correct_name(name, line(reason, "reason"))

    def leave(self, left_on: Day) -> None:
        """Say goodbye. Raises EndsBeforeStart."""
        self._check_stands()
        check_order(self.joined_on, left_on)
        if not self.left_on:
            self._leave(left_on)

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a colleague."""
        self._check_stands()
        self._withdraw(line(reason, "reason"))

    def _check_stands(self) -> None:
        if self.withdrawn:
            raise IsWithdrawn

    @event(Created)
    def __init__(
        self, name: str, position: Position, unit_id: UUID | None, joined_on: Day | None
    ) -> None:
        self.name, self.position, self.unit_id = name, position, unit_id
        self.joined_on = joined_on
        self.left_on: Day | None = None
        self.withdrawn = False

    @event(AssignedToUnit)
    def _assign_to_unit(self, unit_id: UUID | None, assigned_on: Day) -> None:
        self.unit_id = unit_id

    @event(PositionGiven)
    def _give_position(self, position: Position, given_on: Day) -> None:
        self.position = position

    @event(NameCorrected)
    def _correct_name(self, name: str, reason: str) -> None:
        self.name = name

    @event(Left)
    def _leave(self, left_on: Day) -> None:
        self.left_on = left_on

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
