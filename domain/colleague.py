"""A person of ours: an expert who trains, a project lead, a coordinator.

What they are called lies in the vault, and so does why something about them was corrected: an
event has an id, never a name, and no free text about anybody.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import event

from domain import beginning
from domain.aspects import END, EndWithdrawn
from domain.day import Day, check_order
from domain.fact import Created, Fact
from domain.refusal import IsWithdrawn, PersonIsErased, Refusal
from domain.text import line
from domain.undoing import Undoing


class HasNotLeft(Refusal):
    """Who still works with us can't be forgotten: their name is needed."""


@dataclass(eq=False)
class HasLeft(Refusal):
    """Who left before a day takes nothing over on it."""

    field = "steward"
    left_on: Day


class Position(Enum):
    """What a colleague is to the network."""

    COORDINATOR = "coordinator"
    PROJECT_LEAD = "project_lead"
    LEADERSHIP = "leadership"
    EXPERT = "expert"


class Colleague(beginning.Begun):
    """A colleague: joined, assigned to a unit, given a position, left, erased."""

    TOPIC = "crm.colleague.v1"
    ATTRIBUTES: ClassVar = {"unit": "unit_id", END: "left_on"}

    class Created(Created):
        """The colleague joined us."""

        TOPIC = "crm.colleague.joined.v2"
        position: Position
        unit_id: UUID | None
        joined_on: Day | None

    class BeginningCorrected(beginning.BeginningCorrected):
        """The day on which they joined had been written wrong; the vault has why."""

        TOPIC = "crm.colleague.beginning_corrected.v1"

    class AssignedToUnit(Fact):
        """The colleague works in a unit from a day on."""

        TOPIC = "crm.colleague.assigned_to_unit.v1"
        unit_id: UUID | None
        assigned_on: Day

    class AssignmentWithdrawn(Fact):
        """They never went to another unit as the fact numbered `corrects` says."""

        TOPIC = "crm.colleague.assignment_withdrawn.v1"
        unit_id: UUID | None
        from_on: Day | None
        corrects: int

        def apply(self, aggregate: "Colleague") -> None:
            """Remember the unit of before."""
            aggregate.take_back("unit")

    class PositionGiven(Fact):
        """The colleague has another position from a day on."""

        TOPIC = "crm.colleague.position_given.v1"
        position: Position
        given_on: Day

    class PositionWithdrawn(Fact):
        """They never took another position as the fact numbered `corrects` says."""

        TOPIC = "crm.colleague.position_withdrawn.v1"
        position: Position
        from_on: Day | None
        corrects: int

        def apply(self, aggregate: "Colleague") -> None:
            """Remember the position of before."""
            aggregate.take_back("position")

    class NameCorrected(Fact):
        """The name had been written wrong; the vault has the right one, and why."""

        TOPIC = "crm.colleague.name_corrected.v2"

    class Left(Fact):
        """The colleague left us on a day."""

        TOPIC = "crm.colleague.left.v1"
        left_on: Day

    class LeavingWithdrawn(EndWithdrawn):
        """The colleague never left; the vault has why that was said."""

        TOPIC = "crm.colleague.leaving_withdrawn.v1"

    class Withdrawn(Fact):
        """The colleague had been recorded in error; the vault has why."""

        TOPIC = "crm.colleague.withdrawn.v2"

    class Erased(Fact):
        """All that the vault held of them is gone; what they did stays, without a name."""

        TOPIC = "crm.colleague.erased.v1"

    @classmethod
    def join(
        cls,
        name: str,
        position: Position = Position.EXPERT,
        unit_id: UUID | None = None,
        joined_on: Day | None = None,
    ) -> Self:
        """Welcome a colleague. Raises Missing, TooLong where the name can't be one."""
        line(name, "name")
        return cls(position, unit_id, joined_on)

    def assign_to_unit(self, unit_id: UUID | None, assigned_on: Day) -> None:
        """It changed: the colleague works in another unit from a day on."""
        self.check_stands()
        if unit_id != self.unit_id:
            self.check_may_change("unit", assigned_on)
            self._assign_to_unit(unit_id, assigned_on)

    def withdraw_assignment(self, reason: str) -> None:
        """It was wrong: they stayed in the unit of before. Raises NotUndoable."""
        self.check_stands()
        again = self.before("unit")
        line(reason, "reason")
        self.say_never(self.AssignmentWithdrawn, "unit", unit_id=again)

    def give_position(self, position: Position, given_on: Day) -> None:
        """It changed: the colleague has another position from a day on."""
        self.check_stands()
        if position is not self.position:
            self.check_may_change("position", given_on)
            self._give_position(position, given_on)

    def withdraw_position(self, reason: str) -> None:
        """It was wrong: they kept the position of before. Raises NotUndoable."""
        self.check_stands()
        again = self.before("position")
        line(reason, "reason")
        self.say_never(self.PositionWithdrawn, "position", position=again)

    def correct_name(self, before: str, name: str, reason: str) -> None:
        """It was wrong: the name had been written wrong, as the vault has it `before`."""
        self.check_stands()
        if line(name, "name") != before:
            line(reason, "reason")
            self._correct_name()

    def leave(self, left_on: Day) -> None:
        """Say goodbye, also to somebody erased. Raises EndsBeforeStart."""
        self._check_not_withdrawn()
        check_order(self.since_on, left_on)
        if not self.left_on:
            self.check_may_end(left_on)
            self._leave(left_on)

    def withdraw_end(self, reason: str) -> None:
        """It was wrong: they never left. Raises NotUndoable."""
        self.check_stands()
        line(reason, "reason")
        self.say_never_ended(self.LeavingWithdrawn)

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a colleague."""
        self.check_stands()
        line(reason, "reason")
        self._withdraw()

    def check_may_be_erased(self, today: date) -> None:
        """Raise HasNotLeft for who still works with us, PersonIsErased for who is erased."""
        if self.erased:
            raise PersonIsErased
        has_left = self.left_on and self.left_on.first < today
        if not (has_left or self.withdrawn):
            raise HasNotLeft

    def check_takes_over(self, day: Day) -> None:
        """Raise HasLeft for who left before a day; IsWithdrawn, PersonIsErased."""
        self.check_stands()
        if self.left_on and self.left_on.last < day.first:
            raise HasLeft(self.left_on)

    def erase(self) -> None:
        """Forget who they are, whether they left or not: the ledger of erasures goes before all."""
        if not self.erased:
            self._erase()

    def because(self, reason: str) -> dict[str, str]:
        """Return nothing, for the vault has why. Raises Missing."""
        line(reason, "reason")
        return {}

    def undoings(self) -> dict[int, Undoing]:
        """Return the facts that can be undone as things are, by number."""
        return {} if self.erased else super().undoings()

    def check_stands(self) -> None:
        """Raise IsWithdrawn, or PersonIsErased."""
        self._check_not_withdrawn()
        if self.erased:
            raise PersonIsErased

    def _check_not_withdrawn(self) -> None:
        if self.withdrawn:
            raise IsWithdrawn

    @event(Created)
    def __init__(self, position: Position, unit_id: UUID | None, joined_on: Day | None) -> None:
        self.position, self.unit_id = position, unit_id
        self.since_on = joined_on
        self.left_on: Day | None = None
        self.latest = {"unit": (joined_on, 1), "position": (joined_on, 1), END: (None, 1)}
        self.withdrawn = self.erased = False
        self.former, self.stands, self.undone = {}, {}, set()
        self.changed_in = set()

    @event(AssignedToUnit)
    def _assign_to_unit(self, unit_id: UUID | None, assigned_on: Day) -> None:
        self.change("unit", unit_id, assigned_on, self.version + 1)

    @event(PositionGiven)
    def _give_position(self, position: Position, given_on: Day) -> None:
        self.change("position", position, given_on, self.version + 1)

    @event(NameCorrected)
    def _correct_name(self) -> None: ...

    @event(Left)
    def _leave(self, left_on: Day) -> None:
        self.change(END, left_on, left_on, self.version + 1)

    @event(Withdrawn)
    def _withdraw(self) -> None:
        self.withdrawn = True

    @event(Erased)
    def _erase(self) -> None:
        self.erased = True
