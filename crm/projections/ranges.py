"""Spans of days and of recording, as PostgreSQL reads them."""

from datetime import date, datetime
from functools import lru_cache

from crm.clocks import HOME
from domain.day import Day


@lru_cache(maxsize=10_000)
def days(from_on: Day | None, until_on: Day | None) -> str:
    """A daterange over whole days, both included; an end that isn't known is open."""
    return f"[{from_on.first if from_on else ''},{until_on.last if until_on else ''}]"


def before(from_on: Day | None, changed_on: Day) -> str:
    """A daterange from a day to before another; never upside down where that one is vague."""
    starts = first(from_on)
    if starts and changed_on.first < starts:
        return f"[{starts},{changed_on.last}]"
    return f"[{starts or ''},{changed_on.first})"


@lru_cache(maxsize=1_000)
def since(recorded_at: datetime) -> str:
    """A tstzrange of what is known from an instant on."""
    return f"[{recorded_at.isoformat()},)"


def recorded_on(recorded_at: datetime) -> Day:
    """The day on which something was recorded, where the association works."""
    return Day.of(recorded_at.astimezone(HOME).date())


@lru_cache(maxsize=10_000)
def first(on: Day | None) -> date | None:
    """The first date a day may have been."""
    return on.first if on else None
