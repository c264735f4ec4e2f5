"""The three years of the story, counted from the day that they lead up to."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

# (0, 3, 14) is the latest 14 March before the end, and (2, 3, 14) the one two years before that:
# whatever the day the story leads up to, they lie in its last year and in its first.
When = tuple[int, int, int]

WRITTEN_DOWN = timedelta(days=14)
JULY = 7
FRIDAY = 4
HOLIDAYS = {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}
BEFORE_CHRISTMAS, AFTER_EPIPHANY = (12, 20), (1, 7)


@dataclass(frozen=True, slots=True)
class Years:
    """Three years up to the day before `until`."""

    until: date

    @property
    def start(self) -> date:
        """The first working day of the story."""
        return working(shifted(self.until, -36))

    def ago(self, when: When) -> date:
        """Return the latest such day two weeks before `until`, or some years before that.

        Two weeks are enough for the slowest to have written it down.
        """
        years, month, day = when
        years += date(self.until.year, month, day) > self.until - WRITTEN_DOWN
        return date(self.until.year - years, month, day)

    def after(self, months: float) -> date:
        """Return a working day some months into the story, August where that is July."""
        day = self.start + timedelta(days=round(months * 30.44))
        return working(day.replace(month=8, day=18) if day.month == JULY else day)

    def share(self, day: date) -> float:
        """Return how much of the story is over: 0 at its start, 1 at its end."""
        return (day - self.start).days / (self.until - self.start).days


def is_free(day: date) -> bool:
    """Say whether next to nothing is held then: in July, and from Christmas to Epiphany."""
    in_year = day.month, day.day
    return day.month == JULY or in_year > BEFORE_CHRISTMAS or in_year < AFTER_EPIPHANY


def is_day_off(day: date) -> bool:
    """Say whether it is a weekend or a holiday that falls on the same day every year."""
    return day.weekday() > FRIDAY or (day.month, day.day) in HOLIDAYS


def working(day: date) -> date:
    """Return the day itself, or the first working day after it."""
    while is_day_off(day):
        day += timedelta(days=1)
    return day


def shifted(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
