"""Days of the world, known to the day, the month or the year, and the spans between them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.refusal import FieldRefusal, Refusal

ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(eq=False)
class UnreadableDay(FieldRefusal):
    """A text that names no day, month or year."""

    text: str
    about: str = "day"


@dataclass(eq=False)
class EndsBeforeStart(Refusal):
    """A span would end before it starts."""

    field = "until_on"
    from_on: "Day"
    until_on: "Day"


@dataclass(eq=False)
class BeforeLatestChange(Refusal):
    """A change would be dated before the latest one of its kind; that one is corrected instead."""

    field = "changed_on"
    latest_on: "Day"


@dataclass(eq=False)
class StillToCome(FieldRefusal):
    """What is said to have happened has a day that hasn't come."""

    day: "Day"
    about: str = "changed_on"


class Day:
    """A day in the world, known no better than `text` says: '2019', '2019-05' or '2019-05-14'.

    Not a dataclass: so it is written into events as its text, not as an object with a field.
    """

    __slots__ = ("text",)
    text: str

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "text", text)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: days are shared."""
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        """Two days are the same if they are known to be the same, as precisely."""
        return isinstance(other, Day) and self.text == other.text

    def __hash__(self) -> int:
        """As equality."""
        return hash(self.text)

    def __repr__(self) -> str:
        """Show the day as it is known."""
        return f"Day({self.text!r})"

    @staticmethod
    def parse(text: str) -> "Day":
        """Read ISO 8601 to the day, month or year. Raises UnreadableDay."""
        return _parse(text)

    @staticmethod
    def of(day: date) -> "Day":
        """Return the day known exactly."""
        return Day(day.isoformat())

    @property
    def first(self) -> date:
        """The first date it may have been."""
        return date(*(*self._numbers(), 1, 1)[:3])

    @property
    def last(self) -> date:
        """The last date it may have been."""
        year, *rest = self._numbers()
        month = rest[0] if rest else 12
        return date(year, month, rest[1] if rest[1:] else calendar.monthrange(year, month)[1])

    def _numbers(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.text.split("-"))


@lru_cache(maxsize=10_000)
def _parse(text: str) -> Day:
    if not (found := ISO.fullmatch(text)):
        raise UnreadableDay(text)
    numbers = [int(part) for part in found.groups() if part]
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        raise UnreadableDay(text) from None
    return Day(text)


def check_order(from_on: Day | None, until_on: Day | None) -> None:
    """Raise EndsBeforeStart where a span would end before it starts; either end may be open."""
    if from_on and until_on and until_on.last < from_on.first:
        raise EndsBeforeStart(from_on, until_on)


def check_not_before(latest_on: Day | None, changed_on: Day) -> None:
    """Raise BeforeLatestChange where a change would come before the latest of its kind."""
    if latest_on and changed_on.last < latest_on.first:
        raise BeforeLatestChange(latest_on)


def check_has_come(day: Day, today: date, about: str = "changed_on") -> None:
    """Raise StillToCome for a day that can't have begun: until then, everything is as it is."""
    if day.first > today:
        raise StillToCome(day, about)


def is_within(inner: tuple[Day | None, Day | None], outer: tuple[Day | None, Day | None]) -> bool:
    """Say whether a span may lie inside another, each end read as kindly as it is known."""
    starts = not (inner[0] and outer[0]) or inner[0].last >= outer[0].first
    started = not (inner[0] and outer[1]) or inner[0].first <= outer[1].last
    ends = not (inner[1] and outer[1]) or inner[1].first <= outer[1].last
    ended = not (inner[1] and outer[0]) or inner[1].last >= outer[0].first
    return starts and started and ends and ended
