"""Spans of days and of recording, as PostgreSQL reads them."""

from datetime import date, datetime
from functools import lru_cache

from domain.day import Day


@lru_cache(maxsize=10_000)
def days(from_on: Day | None, until_on: Day | None) -> str:
    """A daterange over whole days, both included; an end that isn't known is open."""
    return f"[{from_on.first if from_on else ''},{until_on.last if until_on else ''}]"


@lru_cache(maxsize=1_000)
def since(recorded_at: datetime) -> str:
    """A tstzrange of what is known from an instant on."""
    return f"[{recorded_at.isoformat()},)"


@lru_cache(maxsize=10_000)
def first(on: Day | None) -> date | None:
    """The first date a day may have been."""
    return on.first if on else None
