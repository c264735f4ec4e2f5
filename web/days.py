"""Days as people type them: 2019, May 2019, 14.5.2019, yesterday."""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import get_month_names

from crm.language import LANGUAGES
from domain.day import Day, UnreadableDay

RELATIVE = {
    "today": 0, "tänään": 0, "i dag": 0, "idag": 0,
    "yesterday": -1, "eilen": -1, "i går": -1, "igår": -1,
    "tomorrow": 1, "huomenna": 1, "i morgon": 1, "imorgon": 1,
}  # fmt: skip
FULL = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4})")
MONTH = re.compile(r"(\d{1,2})\s*[./]\s*(\d{4})")
NAMED = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d]+)\.?\s+(\d{4})")


def read(text: str, about: str, today: date) -> Day:
    """Read a day as it was typed. Raises UnreadableDay, naming the field `about`."""
    typed = " ".join(text.lower().split())
    if typed in RELATIVE:
        return Day.of(today + timedelta(days=RELATIVE[typed]))
    iso = typed
    if found := FULL.fullmatch(typed):
        iso = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    elif found := MONTH.fullmatch(typed):
        iso = f"{found[2]}-{int(found[1]):02}"
    elif (found := NAMED.fullmatch(typed)) and (month := _months().get(_plain(found[2]))):
        iso = f"{found[3]}-{month:02}" + (f"-{int(found[1]):02}" if found[1] else "")
    try:
        return Day.parse(iso)
    except UnreadableDay:
        raise UnreadableDay(text, about) from None


@lru_cache
def _months() -> dict[str, int]:
    """Return every name of a month, also shortened or inflected, in the three languages."""
    names: dict[str, int] = {}
    # Pages write English days the British way, where September is Sept.
    for language in (*LANGUAGES, "en_GB"):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    names[_plain(name)] = number
    return names


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).rstrip(".").lower()
