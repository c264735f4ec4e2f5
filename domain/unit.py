"""A unit of our own association."""

from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.day import Day, check_order
from domain.fact import Created, Fact
from domain.names import Names
from domain.refusal import IsWithdrawn, Refusal
from domain.text import line
from domain.undoing import Undoable


class UnitUnderItself(Refusal):
    """A unit can't be placed under itself or under one of its own parts."""

    field = "parent"


class Unit(Undoable):
    """A unit: opened, renamed, placed under a parent unit, closed."""

    TOPIC = "crm.unit.v1"

    class Created(Created):
        """The unit was opened."""

        TOPIC = "crm.unit.opened.v1"
        names: Names
        opened_on: Day | None
        parent_id: UUID | None

    class Renamed(Fact):
        """It took another name on a day."""

        TOPIC = "crm.unit.renamed.v1"
        names: Names
        renamed_on: Day

    class PlacedUnder(Fact):
        """It became part of a parent unit, or of none."""

        TOPIC = "crm.unit.placed_under.v1"
        parent_id: UUID | None
        placed_on: Day

    class Closed(Fact):
        """It was closed on a day."""

        TOPIC = "crm.unit.closed.v1"
        closed_on: Day

    class Withdrawn(Fact):
        """It had been recorded in error and never was a unit."""

        TOPIC = "crm.unit.withdrawn.v1"
        reason: str

    @classmethod
    def open(
        cls, names: Names, opened_on: Day | None = None, parent_id: UUID | None = None
    ) -> Self:
        """Open a unit, within a parent unit or not."""
        return cls(names, opened_on, parent_id)

    def rename(self, names: Names, renamed_on: Day) -> None:
        """It changed: the unit has other names from a day on."""
        self._check_stands()
        if names != self.names:
            self._rename(names, renamed_on)

    def place_under(self, parent_id: UUID | None, placed_on: Day, *, below: set[UUID]) -> None:
        """Make it part of a parent unit, or of none; `below` holds the ids of its parts."""
        self._check_stands()
        if parent_id == self.id or parent_id in below:
            raise UnitUnderItself
        if parent_id != self.parent_id:
            self._place_under(parent_id, placed_on)

    def close(self, closed_on: Day) -> None:
        """Close the unit. Raises EndsBeforeStart."""
        self._check_stands()
        check_order(self.opened_on, closed_on)
        if not self.closed_on:
            self._close(closed_on)

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a unit."""
        self._check_stands()
        self._withdraw(line(reason, "reason"))

    def _check_stands(self) -> None:
        if self.withdrawn:
            raise IsWithdrawn

    @event(Created)
    def __init__(self, names: Names, opened_on: Day | None, parent_id: UUID | None) -> None:
        self.names, self.opened_on, self.parent_id = names, opened_on, parent_id
        self.closed_on: Day | None = None
        self.withdrawn = False

    @event(Renamed)
    def _rename(self, names: Names, renamed_on: Day) -> None:
        self.names = names

    @event(PlacedUnder)
    def _place_under(self, parent_id: UUID | None, placed_on: Day) -> None:
        self.parent_id = parent_id

    @event(Closed)
    def _close(self, closed_on: Day) -> None:
        self.closed_on = closed_on

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
