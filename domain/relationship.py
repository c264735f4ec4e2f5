"""How a partner stands to us and to others: its stage, what it is part of, who looks after it."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from domain.day import Day, check_not_before
from domain.fact import Fact
from domain.identified import Identified
from domain.refusal import Refusal
from domain.text import line

ATTRIBUTES = {"parent": "parent_id", "steward": "steward_id"}


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


class Related(Identified):
    """The decisions on stage, parent and steward.

    `latest` holds by aspect the day and number of the fact that said it last.
    """

    StageMoved: ClassVar[type[StageMoved]]
    PlacedUnder: ClassVar[type[PlacedUnder]]
    StewardAssigned: ClassVar[type[StewardAssigned]]
    StageMoveWithdrawn: ClassVar[type[StageMoveWithdrawn]]
    PlacementWithdrawn: ClassVar[type[PlacementWithdrawn]]
    StewardshipWithdrawn: ClassVar[type[StewardshipWithdrawn]]

    stage: Stage
    parent_id: UUID | None
    steward_id: UUID | None
    latest: dict[str, tuple[Day | None, int]]

    def place_under(self, parent_id: UUID | None, placed_on: Day, *, below: set[UUID]) -> None:
        """Make it part of a parent, or of none; `below` holds the ids of its descendants."""
        self.check_stands()
        self._check_not_below(parent_id, below)
        if parent_id != self.parent_id:
            check_not_before(self.latest["parent"][0], placed_on)
            self.trigger_event(self.PlacedUnder, parent_id=parent_id, placed_on=placed_on)

    def move_stage(self, stage: Stage, moved_on: Day, reason: str) -> None:
        """Move the relationship to another stage on a day."""
        self.check_stands()
        if stage is not self.stage:
            check_not_before(self.latest["stage"][0], moved_on)
            reason = line(reason, "reason")
            self.trigger_event(self.StageMoved, stage=stage, moved_on=moved_on, reason=reason)

    def assign_steward(self, colleague_id: UUID, assigned_on: Day) -> None:
        """Let a colleague look after the partner from a day on."""
        self.check_stands()
        if colleague_id != self.steward_id:
            check_not_before(self.latest["steward"][0], assigned_on)
            self.trigger_event(
                self.StewardAssigned, colleague_id=colleague_id, assigned_on=assigned_on
            )

    def withdraw_stage_move(self, reason: str) -> None:
        """It was wrong: the relationship never moved as was said last. Raises NotUndoable."""
        again = {"stage": self.before("stage")}
        self._never_happened(self.StageMoveWithdrawn, "stage", again, reason)

    def withdraw_placement(self, reason: str, *, below: set[UUID]) -> None:
        """It was wrong: it is part of what it was before. Raises NotUndoable, OwnDescendant."""
        again = self.before("parent")
        self._check_not_below(again, below)
        self._never_happened(self.PlacementWithdrawn, "parent", {"parent_id": again}, reason)

    def withdraw_stewardship(self, reason: str) -> None:
        """It was wrong: who looked after it before, still does. Raises NotUndoable."""
        again = {"colleague_id": self.before("steward")}
        self._never_happened(self.StewardshipWithdrawn, "steward", again, reason)

    def change(self, aspect: str, value: Any, on: Day, number: int) -> None:
        """Let an aspect be otherwise from a day on, as a fact says."""
        name, said = ATTRIBUTES.get(aspect, aspect), self.latest[aspect]
        self.changed(aspect, getattr(self, name), number, said=said)
        setattr(self, name, value)
        self.latest[aspect] = on, number

    def correct(self, aspect: str, value: Any, on: Day | None, number: int) -> None:
        """Let an aspect have been otherwise all along, as a correction says.

        Where it says again what was so before, the change that it corrects is as good as none.
        """
        said = self.latest[aspect]
        former = self.corrected(aspect, getattr(self, aspect), value, number, said=said)
        setattr(self, aspect, value)
        self.latest[aspect] = former.said if former else (on, number)

    def take_back(self, aspect: str) -> None:
        """Let an aspect be as it was before its last change, which is as good as none."""
        former = self.taken_back(aspect)
        setattr(self, ATTRIBUTES.get(aspect, aspect), former.value)
        self.latest[aspect] = former.said

    def _never_happened(
        self, fact: type[Fact], aspect: str, again: dict[str, Any], reason: str
    ) -> None:
        self.check_stands()
        from_on, number = self.latest[aspect]
        reason = line(reason, "reason")
        self.trigger_event(fact, **again, from_on=from_on, corrects=number, reason=reason)

    def _check_not_below(self, parent_id: UUID | None, below: set[UUID]) -> None:
        if parent_id == self.id or parent_id in below:
            raise OwnDescendant
