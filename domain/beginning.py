"""The day on which a party began to be: registered as a partner, opened, founded, one of us."""

from dataclasses import dataclass
from typing import ClassVar

from domain.aspects import END, Changing
from domain.day import Day, check_order
from domain.fact import Fact
from domain.refusal import Refusal
from domain.text import line

BEGINNING = "beginning"


@dataclass(eq=False)
class AfterAChange(Refusal):
    """What changed on a day had begun before that."""

    field = "since_on"
    changed_on: Day


@dataclass(eq=False)
class ChangedAtFirst(Refusal):
    """What changed on the first day, or before that as far as is known, was otherwise before it.

    No day was left for how it was then, so that none could be longer.
    """

    field = "since_on"
    changed_on: Day


class BeginningCorrected(Fact):
    """The day had been written wrong in the fact numbered `corrects`; None where it isn't known."""

    since_on: Day | None
    corrects: int

    def apply(self, aggregate: "Begun") -> None:
        """Remember the day."""
        before, number = aggregate.since_on, self.originator_version
        aggregate.corrected(BEGINNING, before, self.since_on, number)
        aggregate.begin_anew(self.since_on)


class Begun(Changing):
    """The decisions on that day, `since_on`."""

    BeginningCorrected: ClassVar[type[BeginningCorrected]]

    since_on: Day | None

    def correct_beginning(self, since_on: Day | None, reason: str) -> None:
        """It was wrong: it began on another day.

        Raises AfterAChange, ChangedAtFirst, EndsBeforeStart.
        """
        self.check_stands()
        if since_on != self.since_on:
            self._check_may_begin(since_on)
            corrects, because = self.said_by(BEGINNING), self.because(reason)
            self.trigger_event(
                self.BeginningCorrected, since_on=since_on, corrects=corrects, **because
            )

    def begin_anew(self, since_on: Day | None) -> None:
        """Let what was so from the beginning be so from another day on."""
        before, self.since_on = self.since_on, since_on

        def moved(said: tuple[Day | None, int]) -> tuple[Day | None, int]:
            return (since_on, said[1]) if said[0] == before else said

        self.latest = {
            aspect: said if aspect == END else moved(said) for aspect, said in self.latest.items()
        }
        for about, formers in self.former.items():
            self.former[about] = [
                one._replace(said=moved(one.said)) if one.said and about != END else one
                for one in formers
            ]

    def because(self, reason: str) -> dict[str, str]:
        """Return what an event says of why something was wrong. Raises Missing."""
        return {"reason": line(reason, "reason")}

    def check_stands(self) -> None:
        """Raise a refusal where nothing can be said of it any more."""

    def _check_may_begin(self, since_on: Day | None) -> None:
        check_order(since_on, self.last_day)
        changed_on = self.first_change_on()
        if not changed_on:
            return
        if since_on and since_on.first >= changed_on.first:
            raise AfterAChange(changed_on)
        if self.since_on and changed_on.first <= self.since_on.first:
            raise ChangedAtFirst(changed_on)
