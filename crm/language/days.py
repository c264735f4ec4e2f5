"""Days as people read them: 2019, May 2019, 14.5.2019."""

from datetime import date
from functools import lru_cache

from babel.dates import format_date

from domain.day import Day


@lru_cache(maxsize=5_000)
def written(text: str | None, language: str) -> str:
    """Write a day as precisely as it is known: 14.5.2019, May 2019, 2019."""
    if not text:
        return ""
    day = Day(text)
    if len(text) == len("2019"):
        return text
    if len(text) == len("2019-05"):
        return format_date(day.first, "LLLL y", locale=_locale(language))
    return date_written(day.first, language)


def date_written(day: date, language: str) -> str:
    """Write a date in figures, as Finland does in each of its languages."""
    return f"{day.day}.{day.month}.{day.year}" if language != "en" else _english(day)


def span_written(first: date | None, last: date | None, language: str) -> str:
    """Write from which date to which, '…' where it is open."""
    begun, ended = (date_written(day, language) if day else "…" for day in (first, last))
    return f"{begun} – {ended}"


@lru_cache(maxsize=1_000)
def month_written(day: date, language: str) -> str:
    """Write the month of a date: 'May 2019'."""
    return format_date(day, "LLLL y", locale=_locale(language)).capitalize()


def _english(day: date) -> str:
    return format_date(day, "d MMM y", locale="en_GB")


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language
