"""How far a project or an engagement has come; and that it never came so far."""

from enum import Enum
from typing import Any, ClassVar

from domain.activity import Activity
from domain.fact import Fact
from domain.text import line

STATE = "state"


class Moved(Fact):
    """It came to the state `TO`."""

    TO: ClassVar[Enum]

    def apply(self, aggregate: Any) -> None:
        """Remember the state, and that of before."""
        aggregate.changed(STATE, aggregate.state, self.originator_version)
        aggregate.state = self.TO


class StateCorrected(Fact):
    """It never came to the state that the fact numbered `corrects` says; subclasses say which."""

    corrects: int
    reason: str

    def apply(self, aggregate: Any) -> None:
        """Remember the state of before."""
        aggregate.state = aggregate.taken_back(STATE).value


class Progressing(Activity):
    """The decisions on how far an activity has come."""

    StateCorrected: ClassVar[type[StateCorrected]]

    state: Any

    def correct_state(self, reason: str) -> None:
        """It was wrong: it never came as far as was said last. Raises NotUndoable."""
        self.check_stands()
        again, corrects = self.before(STATE), self.said_by(STATE)
        reason = line(reason, "reason")
        self.trigger_event(self.StateCorrected, state=again, corrects=corrects, reason=reason)
