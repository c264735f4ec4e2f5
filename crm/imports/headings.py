"""The headings of a table, as the columns that a profile asks for."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from domain.refusal import Refusal

BETWEEN_WORDS = re.compile(r"[\s_-]+")


@dataclass(eq=False)
class RepeatedColumn(Refusal):
    """A column that a profile asks for, and of which a file has more than one."""

    file: str
    column: str


def headings(file: str, head: list[str], asked_for: Collection[str]) -> list[str]:
    """Return the headings, each called as a profile does who writes it otherwise.

    'Business ID' is `business_id`, unless that is there, too. Raises RepeatedColumn.
    """
    meant = {_folded(name): name for name in asked_for if name not in head}
    found = [name if name in asked_for else meant.get(_folded(name), name) for name in head]
    if repeated := next((name for name in asked_for if found.count(name) > 1), None):
        raise RepeatedColumn(file, repeated)
    return found


def _folded(name: str) -> str:
    return BETWEEN_WORDS.sub(" ", name.casefold().strip())
