"""The two clocks: when it was so in the world, and when we knew it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.refusal import NotFound

HOME = ZoneInfo("Europe/Helsinki")


@dataclass(eq=False)
class NotKnownYet(NotFound):
    """Nothing was known of something yet at the instant that it was asked about."""

    known_at: datetime


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a question is asked of: a day or a period of the world, as known at an instant.

    With neither `on` nor `from_on` and `until_on`, all days count; without `known_at`, all that
    is known now.
    """

    on: date | None = None
    from_on: date | None = None
    until_on: date | None = None
    known_at: datetime | None = None

    @property
    def first(self) -> date | None:
        """The first day asked of, if any."""
        return self.on or self.from_on

    @property
    def last(self) -> date | None:
        """The last day asked of, if any."""
        return self.on or self.until_on

    @property
    def days(self) -> str:
        """The days asked of, as a daterange; none where the last comes before the first."""
        if self.first and self.last and self.last < self.first:
            return "empty"
        return f"[{self.first or ''},{self.last or ''}]"

    def known(self, alias: str) -> str:
        """Say in SQL that a row of a table was known; the parameter is `known_at`."""
        if self.known_at:
            return f"{alias}.recorded @> %(known_at)s::timestamptz"
        return f"upper_inf({alias}.recorded)"


def today() -> date:
    """Return the day it is where the association works."""
    return datetime.now(HOME).date()


def end_of(day: date) -> datetime:
    """Return the instant up to which something was known on a day."""
    return datetime.combine(day, time.max, HOME)
