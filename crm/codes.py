"""Codes of countries and languages, as Unicode's CLDR has names of them.

The domain holds codes only: which of them there are changes with the world, not with its rules.
"""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale

from domain.partner import Description
from domain.refusal import UnknownCountry, UnknownLanguage

TWO_LETTERS = re.compile(r"[A-Z]{2}")
# CLDR names these regions too: unions, a planet's rest, and codes for tests.
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
NO_LANGUAGES = {"mul", "und", "zxx"}


def check_country(code: str | None) -> None:
    """Raise UnknownCountry unless a code is of a country; None may stay."""
    if code and code not in _countries():
        raise UnknownCountry(code)


def check_languages(codes: Iterable[str], about: str = "languages") -> None:
    """Raise UnknownLanguage unless every code is of a language."""
    for code in codes:
        if code not in _languages():
            raise UnknownLanguage(about, code)


def check_codes(description: Description, before: Description | None = None) -> None:
    """Check the codes of a description; those that stood there before may stay.

    Raises UnknownCountry, UnknownLanguage.
    """
    if not before or before.country != description.country:
        check_country(description.country)
    known = before.languages if before else ()
    check_languages(code for code in description.languages if code not in known)


@cache
def _countries() -> frozenset[str]:
    codes = map(str, Locale("en").territories)
    return frozenset(filter(TWO_LETTERS.fullmatch, codes)) - NO_COUNTRIES


@cache
def _languages() -> frozenset[str]:
    return frozenset(map(str, Locale("en").languages)) - NO_LANGUAGES
