"""What the story is told with: its years, its dice, its steps, and who is there when."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from crm.clocks import HOME
from crm.demo.cast import Command, Step
from crm.demo.years import When, Years, working
from domain.day import Day

EARLIEST = time(8, 10)
AFTERNOON = time(13, 30)
OFFICE_MINUTES = 7 * 60 + 30
AFTERNOON_MINUTES = 2 * 60 + 30
LAGS = (0, 0, 1, 1, 1, 2, 3, 4, 6)


@dataclass
class Story:
    """The story while it is written; `known` and `gone` hold days, `quiet` spans, by name."""

    years: Years
    chance: Random = field(default_factory=lambda: Random(20))  # noqa: S311 - no secret: a story
    steps: list[Step] = field(default_factory=list)
    known: dict[str, date] = field(default_factory=dict)
    gone: dict[str, date] = field(default_factory=dict)
    quiet: dict[str, tuple[date, date]] = field(default_factory=dict)
    opened: datetime | None = None

    def tell(self, at: datetime, by: str, about: str, what: str, command: Command) -> None:
        """Add a step, unless it would be recorded after the story's end."""
        if at.astimezone(HOME).date() < self.years.until:
            self.steps.append(Step(at, by, about, what, command))

    def meet(self, name: str, on: Day | None) -> date:
        """Remember from when on somebody is known: from the first day, if not later."""
        exact = working(on.first) if on else self.years.start
        self.known[name] = max(self.years.start, exact)
        return self.known[name]

    def leave(self, name: str, on: date) -> None:
        """Remember that somebody is no longer there after a day."""
        self.gone[name] = on

    def is_there(self, name: str, on: date) -> bool:
        """Say whether somebody can take part in what is agreed for a day."""
        quiet_from, back = self.quiet.get(name, (date.max, date.max))
        came = self.known[name] + timedelta(days=14) <= on
        return came and on <= self.gone.get(name, date.max) and not quiet_from <= on < back

    def day_of(self, when: str | When) -> Day:
        """Return a day of the story, or one before it as well as it is known."""
        return Day(when) if isinstance(when, str) else Day.of(self.years.ago(when))

    def first_thing(self, day: date) -> datetime:
        """Return the morning of a day; on the first day, a few minutes after the one before."""
        if day > self.years.start:
            return instant(working(day), time(8, 0))
        before = self.opened or instant(self.years.start, EARLIEST)
        self.opened = before + timedelta(minutes=3)
        return self.opened

    def soon(self, day: date) -> datetime:
        """Return an instant in office hours, hours to days after something happened."""
        lag = self.chance.choice(LAGS)
        return self.office(day + timedelta(days=lag), late=not lag)

    def office(self, day: date, *, late: bool = False) -> datetime:
        """Return an instant in the office hours of a day, or of the Monday after it."""
        begins, minutes = (AFTERNOON, AFTERNOON_MINUTES) if late else (EARLIEST, OFFICE_MINUTES)
        seconds = self.chance.randrange(minutes * 60)
        return instant(working(day), begins) + timedelta(seconds=seconds)


def instant(day: date, at: time) -> datetime:
    """Return an instant of a day where the association works, in UTC."""
    return datetime.combine(day, at, HOME).astimezone(UTC)
