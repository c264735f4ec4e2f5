"""The headings of a table, as the columns that a profile asks for."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from domain.refusal import Refusal

NOTHING_ELSE: Mapping[str, Sequence[str]] = MappingProxyType({})
BETWEEN_WORDS = re.compile(r"[\s_-]+")


@dataclass(eq=False)
class RepeatedColumn(Refusal):
    """A column that a profile asks for, and of which a file has more than one."""

    file: str
    column: str


def headings(
    file: str,
    head: list[str],
    asked_for: Collection[str],
    called: Mapping[str, Sequence[str]] = NOTHING_ELSE,
) -> list[str]:
    """Return the headings, each called as a profile does who writes it otherwise.

    'Business ID' is `business_id`, unless that is there, too; and so is what `called` says that the
    column may be called, where no other is there. Raises RepeatedColumn.
    """
    meant = {_folded(name): name for name in asked_for if name not in head}
    found = [name if name in asked_for else meant.get(_folded(name), name) for name in head]
    if repeated := next((name for name in asked_for if found.count(name) > 1), None):
        raise RepeatedColumn(file, repeated)
    for name, others in called.items():
        if name in asked_for and name not in found:
            _name_one(found, name, others, asked_for)
    return found


def _name_one(found: list[str], name: str, others: Sequence[str], taken: Collection[str]) -> None:
    """Let the first of the headings that a column may be called be called as it is."""
    free = {_folded(one): place for place, one in reversed([*enumerate(found)]) if one not in taken}
    for other in others:
        if (place := free.get(_folded(other))) is not None:
            found[place] = name
            return


def _folded(name: str) -> str:
    return BETWEEN_WORDS.sub(" ", name.casefold().strip())
