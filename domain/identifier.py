"""Identifiers that others gave: a business id, a project number of a funder."""

import re
from dataclasses import dataclass

from domain.refusal import Refusal
from domain.text import line

BUSINESS_ID = "fi-ytunnus"
SCHEME = re.compile(r"[a-z][a-z0-9-]{0,30}")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


@dataclass(eq=False)
class WrongCheckDigit(Refusal):
    """A business id whose last digit doesn't follow from the others."""

    field = "business_id"
    value: str


@dataclass(eq=False)
class UnknownScheme(Refusal):
    """An identifier scheme is a short word such as 'eu-pic'."""

    field = "scheme"
    scheme: str


@dataclass(eq=False)
class IdentifierTaken(Refusal):
    """Another live party or activity already has this identifier."""

    field = "business_id"
    scheme: str
    value: str
    holder: str


def identifiers(given: dict[str, str]) -> dict[str, str]:
    """Normalise identifiers by scheme, empty ones left out.

    Raises UnknownScheme, WrongCheckDigit, or what `line` raises.
    """
    return {scheme: identifier(scheme, value) for scheme, value in given.items() if value.strip()}


def identifier(scheme: str, value: str) -> str:
    """Normalise one identifier as its scheme writes it."""
    if not SCHEME.fullmatch(scheme):
        raise UnknownScheme(scheme)
    value = line(value, scheme, limit=100)
    return business_id(value) if scheme == BUSINESS_ID else value


def business_id(text: str) -> str:
    """Write a Finnish business id (Y-tunnus) as '0115776-3'. Raises WrongCheckDigit.

    The check digit is 11 minus the weighted sum modulo 11 (Finnish Tax Administration).
    """
    typed = re.sub(r"[\s-]", "", text.upper().removeprefix("FI"))
    digits = typed.rjust(8, "0")  # the oldest are written without their first zero
    if not re.fullmatch(r"[0-9]{7,8}", typed) or _check_digit(digits) != int(digits[7]):
        raise WrongCheckDigit(text)
    return f"{digits[:7]}-{digits[7]}"


def _check_digit(digits: str) -> int:
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 11
    return 11 - rest if rest else 0
