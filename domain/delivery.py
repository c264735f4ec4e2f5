"""That an engagement was held, and how many people came."""

from datetime import date
from typing import ClassVar

from domain import progress
from domain.attendance import Headcount, checked
from domain.day import Day
from domain.engagement_over import EngagementState, NotYetHeld
from domain.fact import Fact
from domain.text import line
from domain.undoing import About, Former, Undoing

ATTENDANCE = "attendance"


class Delivered(progress.Moved):
    """It was held; so many people came."""

    TO = EngagementState.DELIVERED
    attendance: tuple[Headcount, ...]

    def apply(self, aggregate: "Deliverable") -> None:
        """Remember that it was held, and who came."""
        super().apply(aggregate)
        aggregate.attendance, aggregate.counted_in = self.attendance, self.originator_version


class AttendanceCorrected(Fact):
    """The attendance had been counted wrong in the fact numbered `corrects`."""

    attendance: tuple[Headcount, ...]
    corrects: int
    reason: str

    def apply(self, aggregate: "Deliverable") -> None:
        """Remember who came, and whether that was known before."""
        number, by = self.originator_version, aggregate.counted_in
        aggregate.corrected(ATTENDANCE, aggregate.attendance, self.attendance, number, by=by)
        aggregate.attendance, aggregate.counted_in = self.attendance, number


class StateCorrected(progress.StateCorrected):
    """It wasn't held or called off as the fact numbered `corrects` says."""

    state: EngagementState

    def apply(self, aggregate: "Deliverable") -> None:
        """Remember that it is agreed, and that nobody came."""
        super().apply(aggregate)
        aggregate.stands.pop(ATTENDANCE, None)
        aggregate.attendance, aggregate.counted_in = (), 0


class Deliverable(progress.Progressing):
    """The decisions on that; `counted_in` is the fact that said last how many people came."""

    Delivered: ClassVar[type[Delivered]]
    AttendanceCorrected: ClassVar[type[AttendanceCorrected]]

    starts_on: Day
    attendance: tuple[Headcount, ...]
    counted_in: int

    def deliver(self, attendance: tuple[Headcount, ...], *, today: date) -> None:
        """Say that it was held, and who came. Raises NotYetHeld."""
        self.check_agreed()
        if self.starts_on.first > today:
            raise NotYetHeld(self.starts_on)
        self.trigger_event(self.Delivered, attendance=checked(attendance))

    def correct_attendance(self, attendance: tuple[Headcount, ...], reason: str) -> None:
        """It was wrong: other people had come."""
        self.check_stands()
        if self.state is not EngagementState.DELIVERED:
            raise NotYetHeld(self.starts_on)
        if checked(attendance) != self.attendance:
            self.trigger_event(
                self.AttendanceCorrected,
                attendance=attendance,
                corrects=self.counted_in,
                reason=line(reason, "reason"),
            )

    def check_agreed(self) -> None:
        """Raise a refusal once what was agreed is over."""

    def _undoing_of(self, about: About, former: Former) -> Undoing | None:
        """Where who came was counted anew, that is undone before it never was held."""
        rests = about == progress.STATE and self.former.get(ATTENDANCE)
        return None if rests else super()._undoing_of(about, former)
