"""What may be otherwise from a day on, such as a name, a stage, a parent, or the end of it all."""

from dataclasses import dataclass
from typing import Any, ClassVar

from domain.day import BeforeLatestChange, Day, check_not_before
from domain.fact import Fact
from domain.refusal import Refusal
from domain.undoing import Undoable

END = "end"


@dataclass(eq=False)
class AfterItsEnd(Refusal):
    """What closed, was dissolved or left us on a day doesn't change on a later one."""

    field = "changed_on"
    ended_on: Day


class EndWithdrawn(Fact):
    """It never came to its end as the fact numbered `corrects` says; it goes on."""

    corrects: int

    def apply(self, aggregate: "Changing") -> None:
        """Let it go on."""
        aggregate.take_back(END)


class Changing(Undoable):
    """The decisions on aspects that change from a day on.

    `latest` holds by aspect the day and number of the fact that said it last, `changed_in` which
    facts said that it changed, `ATTRIBUTES` where an aspect is kept under another name.
    """

    ATTRIBUTES: ClassVar[dict[str, str]] = {}

    latest: dict[str, tuple[Day | None, int]]
    changed_in: set[int]

    @property
    def last_day(self) -> Day | None:
        """The day on which it came to its end, where it did."""
        return self.latest[END][0] if END in self.latest else None

    def check_may_change(self, aspect: str, on: Day) -> None:
        """Raise BeforeLatestChange, AfterItsEnd for a day on which an aspect may not change."""
        latest_on, _ = self.latest[aspect]
        check_not_before(latest_on, on)
        # A month or a year counts from its first day on, and would take the place of both.
        if latest_on and on.first < latest_on.first and self._changes_of(aspect):
            raise BeforeLatestChange(latest_on)
        if self.last_day and on.first > self.last_day.last:
            raise AfterItsEnd(self.last_day)

    def check_may_end(self, on: Day) -> None:
        """Raise BeforeLatestChange where something was said to change after a day."""
        for latest_on, _ in self.latest.values():
            check_not_before(latest_on, on)

    def first_change_on(self) -> Day | None:
        """Return the earliest day on which something changed, if it did; its end is no change."""
        days = [day for aspect in self.latest if aspect != END for day in self._changes_of(aspect)]
        return min(days, key=lambda on: on.first, default=None)

    def _changes_of(self, aspect: str) -> list[Day]:
        """Return the days on which an aspect changed, as is known still."""
        said = self.latest[aspect], *(one.said for one in self.former.get(aspect, ()))
        return [on for on, number in said if number in self.changed_in]

    def change(self, aspect: str, value: Any, on: Day, number: int) -> None:
        """Let an aspect be otherwise from a day on, as a fact says."""
        name, said = self.ATTRIBUTES.get(aspect, aspect), self.latest[aspect]
        self.changed(aspect, getattr(self, name), number, said=said)
        setattr(self, name, value)
        self.latest[aspect] = on, number
        self.changed_in.add(number)

    def correct(self, aspect: str, value: Any, on: Day | None, number: int) -> None:
        """Let an aspect have been otherwise all along, as a correction says.

        Where it says again what was so before, the change that it corrects is as good as none.
        """
        said = self.latest[aspect]
        former = self.corrected(aspect, getattr(self, aspect), value, number, said=said)
        setattr(self, aspect, value)
        self.latest[aspect] = former.said if former else (on, number)
        self.changed_in -= self.undone

    def take_back(self, aspect: str) -> None:
        """Let an aspect be as it was before its last change, which is as good as none."""
        former = self.taken_back(aspect)
        setattr(self, self.ATTRIBUTES.get(aspect, aspect), former.value)
        self.latest[aspect] = former.said
        self.changed_in -= self.undone

    def say_never(self, fact: type[Fact], aspect: str, **again: Any) -> None:
        """Say by a fact that an aspect never changed as was said last, but is so `again`."""
        from_on, number = self.latest[aspect]
        self.trigger_event(fact, **again, from_on=from_on, corrects=number)

    def say_never_ended(self, fact: type[EndWithdrawn], **more: str) -> None:
        """Say by a fact that it never came to its end. Raises NotUndoable."""
        self.before(END)
        self.trigger_event(fact, corrects=self.said_by(END), **more)
