"""A unit of our own association."""

from typing import ClassVar, Self
from uuid import UUID

from eventsourcing.domain import event

from domain import beginning, relationship
from domain.aspects import END, EndWithdrawn
from domain.day import Day, check_order
from domain.fact import Created, Fact
from domain.names import Names
from domain.refusal import IsWithdrawn, Refusal
from domain.text import line


class UnitUnderItself(Refusal):
    """A unit can't be placed under itself or under one of its own parts."""

    field = "parent"


class Unit(beginning.Begun):
    """A unit: opened, renamed, placed under a parent unit, closed."""

    TOPIC = "crm.unit.v1"
    ATTRIBUTES: ClassVar = {"parent": "parent_id", END: "closed_on"}

    class Created(Created):
        """The unit was opened."""

        TOPIC = "crm.unit.opened.v1"
        names: Names
        opened_on: Day | None
        parent_id: UUID | None

    class BeginningCorrected(beginning.BeginningCorrected):
        """The day on which it began had been written wrong."""

        TOPIC = "crm.unit.beginning_corrected.v1"
        reason: str

    class Renamed(Fact):
        """It took another name on a day."""

        TOPIC = "crm.unit.renamed.v1"
        names: Names
        renamed_on: Day

    class NamesCorrected(Fact):
        """The names had been written wrong since `from_on`."""

        TOPIC = "crm.unit.names_corrected.v1"
        names: Names
        from_on: Day | None
        corrects: int
        reason: str

    class PlacedUnder(relationship.PlacedUnder):
        """It became part of a parent unit, or of none."""

        TOPIC = "crm.unit.placed_under.v1"

    class PlacementWithdrawn(relationship.PlacementWithdrawn):
        """It never became part of that, or never ceased to be part of another."""

        TOPIC = "crm.unit.placement_withdrawn.v1"

    class Closed(Fact):
        """It was closed on a day."""

        TOPIC = "crm.unit.closed.v1"
        closed_on: Day

    class ClosingWithdrawn(EndWithdrawn):
        """It never was closed."""

        TOPIC = "crm.unit.closing_withdrawn.v1"
        reason: str

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
        self.check_stands()
        if names != self.names:
            self.check_may_change("names", renamed_on)
            self._rename(names, renamed_on)

    def correct_names(self, names: Names, reason: str) -> None:
        """It was wrong: the latest names had been written wrong all along."""
        self.check_stands()
        if names != self.names:
            self._correct_names(names, *self.latest["names"], line(reason, "reason"))

    def place_under(self, parent_id: UUID | None, placed_on: Day, *, below: set[UUID]) -> None:
        """Make it part of a parent unit, or of none; `below` holds the ids of its parts."""
        self.check_stands()
        self._check_not_below(parent_id, below)
        if parent_id != self.parent_id:
            self.check_may_change("parent", placed_on)
            self.trigger_event(self.PlacedUnder, parent_id=parent_id, placed_on=placed_on)

    def withdraw_placement(self, reason: str, *, below: set[UUID]) -> None:
        """It was wrong: it is part of what it was before. Raises NotUndoable, UnitUnderItself."""
        self.check_stands()
        again = self.before("parent")
        self._check_not_below(again, below)
        reason = line(reason, "reason")
        self.say_never(self.PlacementWithdrawn, "parent", parent_id=again, reason=reason)

    def close(self, closed_on: Day) -> None:
        """Close the unit. Raises EndsBeforeStart, BeforeLatestChange."""
        self.check_stands()
        check_order(self.since_on, closed_on)
        if not self.closed_on:
            self.check_may_end(closed_on)
            self._close(closed_on)

    def withdraw_end(self, reason: str) -> None:
        """It was wrong: the unit never was closed. Raises NotUndoable."""
        self.check_stands()
        self.say_never_ended(self.ClosingWithdrawn, reason=line(reason, "reason"))

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never a unit."""
        self.check_stands()
        self._withdraw(line(reason, "reason"))

    def check_stands(self) -> None:
        """Raise IsWithdrawn where the unit had been recorded in error."""
        if self.withdrawn:
            raise IsWithdrawn

    def _check_not_below(self, parent_id: UUID | None, below: set[UUID]) -> None:
        if parent_id == self.id or parent_id in below:
            raise UnitUnderItself

    @event(Created)
    def __init__(self, names: Names, opened_on: Day | None, parent_id: UUID | None) -> None:
        self.names, self.since_on, self.parent_id = names, opened_on, parent_id
        self.closed_on: Day | None = None
        self.latest = {"names": (opened_on, 1), "parent": (opened_on, 1), END: (None, 1)}
        self.withdrawn = False
        self.former, self.stands, self.undone = {}, {}, set()
        self.changed_in = set()

    @event(Renamed)
    def _rename(self, names: Names, renamed_on: Day) -> None:
        self.change("names", names, renamed_on, self.version + 1)

    @event(NamesCorrected)
    def _correct_names(self, names: Names, from_on: Day | None, corrects: int, reason: str) -> None:
        self.correct("names", names, from_on, self.version + 1)

    @event(Closed)
    def _close(self, closed_on: Day) -> None:
        self.change(END, closed_on, closed_on, self.version + 1)

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
