"""How a partner stands to us and to others: its stage, what it is part of, who looks after it."""

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar
from uuid import UUID

from domain.beginning import Begun
from domain.day import Day
from domain.fact import Fact
from domain.identified import Identified
from domain.refusal import Refusal
from domain.text import line


class Stage(Enum):
    """Where the relationship with a partner stands."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


@dataclass(eq=False)
class PartnerHasEnded(Refusal):
    """An ended partner joins nothing new until it is active again."""

    field = "party"
    name: str


class OwnDescendant(Refusal):
    """A partner can't be placed under itself or under one of its own descendants."""

    field = "parent"


class StewardIsErased(Refusal):
    """Undoing who took over would lead back to somebody who was erased."""


class StageMoved(Fact):
    """The relationship moved to another stage on a day, for a reason."""

    stage: Stage
    moved_on: Day
    reason: str

    def apply(self, aggregate: "Related") -> None:
        """Remember the stage."""
        aggregate.change("stage", self.stage, self.moved_on, self.originator_version)


class PlacedUnder(Fact):
    """It became part of a parent partner, or of none."""

    parent_id: UUID | None
    placed_on: Day

    def apply(self, aggregate: "Related") -> None:
        """Remember the parent."""
        aggregate.change("parent", self.parent_id, self.placed_on, self.originator_version)


class StewardAssigned(Fact):
    """A colleague took over looking after it."""

    colleague_id: UUID
    assigned_on: Day

    def apply(self, aggregate: "Related") -> None:
        """Remember the steward."""
        aggregate.change("steward", self.colleague_id, self.assigned_on, self.originator_version)


class StageMoveWithdrawn(Fact):
    """The relationship never moved as the fact numbered `corrects` says; it stayed at `stage`."""

    stage: Stage
    from_on: Day
    corrects: int
    reason: str

    def apply(self, aggregate: "Related") -> None:
        """Remember the stage of before."""
        aggregate.take_back("stage")


class PlacementWithdrawn(Fact):
    """It never changed its parent as the fact numbered `corrects` says: it kept this one."""

    parent_id: UUID | None
    from_on: Day
    corrects: int
    reason: str

    def apply(self, aggregate: "Related") -> None:
        """Remember the parent of before."""
        aggregate.take_back("parent")


class StewardshipWithdrawn(Fact):
    """Nobody took over as the fact numbered `corrects` says; whoever looked after it, did on."""

    colleague_id: UUID | None
    from_on: Day
    corrects: int
    reason: str

    def apply(self, aggregate: "Related") -> None:
        """Remember the steward of before."""
        aggregate.take_back("steward")


class Related(Begun, Identified):
    """The decisions on stage, parent and steward."""

    ATTRIBUTES: ClassVar = {"parent": "parent_id", "steward": "steward_id"}

    StageMoved: ClassVar[type[StageMoved]]
    PlacedUnder: ClassVar[type[PlacedUnder]]
    StewardAssigned: ClassVar[type[StewardAssigned]]
    StageMoveWithdrawn: ClassVar[type[StageMoveWithdrawn]]
    PlacementWithdrawn: ClassVar[type[PlacementWithdrawn]]
    StewardshipWithdrawn: ClassVar[type[StewardshipWithdrawn]]

    stage: Stage
    parent_id: UUID | None
    steward_id: UUID | None

    def place_under(self, parent_id: UUID | None, placed_on: Day, *, below: set[UUID]) -> None:
        """Make it part of a parent, or of none; `below` holds the ids of its descendants."""
        self.check_stands()
        self._check_not_below(parent_id, below)
        if parent_id != self.parent_id:
            self.check_may_change("parent", placed_on)
            self.trigger_event(self.PlacedUnder, parent_id=parent_id, placed_on=placed_on)

    def move_stage(self, stage: Stage, moved_on: Day, reason: str) -> None:
        """Move the relationship to another stage on a day."""
        self.check_stands()
        if stage is not self.stage:
            self.check_may_change("stage", moved_on)
            reason = line(reason, "reason")
            self.trigger_event(self.StageMoved, stage=stage, moved_on=moved_on, reason=reason)

    def assign_steward(self, colleague_id: UUID, assigned_on: Day) -> None:
        """Let a colleague look after the partner from a day on."""
        self.check_stands()
        if colleague_id != self.steward_id:
            self.check_may_change("steward", assigned_on)
            self.trigger_event(
                self.StewardAssigned, colleague_id=colleague_id, assigned_on=assigned_on
            )

    def withdraw_stage_move(self, reason: str) -> None:
        """It was wrong: the relationship never moved as was said last. Raises NotUndoable."""
        self.check_stands()
        again = self.before("stage")
        self.say_never(self.StageMoveWithdrawn, "stage", stage=again, reason=line(reason, "reason"))

    def withdraw_placement(self, reason: str, *, below: set[UUID]) -> None:
        """It was wrong: it is part of what it was before. Raises NotUndoable, OwnDescendant."""
        self.check_stands()
        again = self.before("parent")
        self._check_not_below(again, below)
        self.say_never(
            self.PlacementWithdrawn, "parent", parent_id=again, reason=line(reason, "reason")
        )

    def withdraw_stewardship(self, reason: str) -> None:
        """It was wrong: who looked after it before, still does. Raises NotUndoable."""
        self.check_stands()
        again = self.before("steward")
        self.say_never(
            self.StewardshipWithdrawn, "steward", colleague_id=again, reason=line(reason, "reason")
        )

    def _check_not_below(self, parent_id: UUID | None, below: set[UUID]) -> None:
        if parent_id == self.id or parent_id in below:
            raise OwnDescendant
