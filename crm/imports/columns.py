"""Which column of a plain list is which: guessed by the headings, or said once and remembered.

Columns are told by their places from 0: headings may be there twice, or be anything.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Self

from crm.database import Database
from crm.imports.headings import RepeatedColumn, headings
from crm.imports.profile import Profile, TableProfile
from crm.imports.tables import CARDS, UnreadableFile, lines_of
from crm.projections.writer import text_of
from domain.refusal import Missing, Refusal

# Rows that show what a column holds, and how much of a text is shown and kept until then.
ROWS, LETTERS = 3, 60
# Nobody could choose among more; such a list has to call its columns as the profile does.
MOST = 500


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of a list, and what its columns hold first, each by its beginning.

    `digest` tells them from others. Where a list has no headings, they are somebody's data.
    """

    headings: tuple[str, ...]
    samples: tuple[str, ...]
    digest: bytes

    @classmethod
    def of(cls, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Self:
        """Take them from the first lines of a list."""
        filled = zip_longest(*rows, fillvalue="")
        samples = [next(filter(str.strip, column), "")[:LETTERS] for column in filled]
        text = "\n".join(map(repr, head)).encode("utf-8", "surrogatepass")
        named = tuple(name[:LETTERS] for name in head)
        return cls(named, tuple(samples), hashlib.sha256(text).digest())

    @property
    def choices(self) -> list[tuple[int, str, str]]:
        """Each column that has a heading: its place, that, and what it holds first."""
        found = zip_longest(self.headings, self.samples[: len(self.headings)], fillvalue="")
        return [(place, name, sample) for place, (name, sample) in enumerate(found) if name]


def heads_of(profile: Profile, paths: Sequence[Path]) -> Heads | None:
    """Return the headings of a list whose columns can be chosen; None where they can't be.

    They can be of one file, where the profile is for any. Raises UnreadableFile, TooLarge.
    """
    if not profile.plain or len(paths) != 1 or paths[0].suffix.lower() in CARDS:
        return None
    with closing(lines_of(paths[0])) as lines:
        head = next(lines)
        first = [line for line in islice(lines, ROWS) if not isinstance(line, Refusal)]
    if isinstance(head, Refusal):
        raise UnreadableFile(paths[0].name)
    return Heads.of(head, first) if len(head) <= MOST else None


def guessed(table: TableProfile, heads: Heads) -> dict[str, int]:
    """Return by each column that a table asks for which of a list it is likely to be."""
    asked_for = table.columns()
    try:
        found = headings("", list(heads.headings), asked_for, table.called)
    except RepeatedColumn:
        return {}
    return {name: found.index(name) for name in asked_for if name in found}


def remembered(database: Database, profile: Profile, heads: Heads) -> dict[str, int] | None:
    """Return what was said last of a list with the same headings."""
    found: dict[str, int] | None = database.value(REMEMBERED, [profile.name, heads.digest])
    return found


def remember(
    database: Database, profile: Profile, heads: Heads, columns: Mapping[str, int]
) -> None:
    """Remember what was said of a list, for the next one with the same headings."""
    said = [profile.name, heads.digest, text_of(dict(columns))]
    with database.connection() as connection:
        connection.execute(REMEMBER, said)


def checked(table: TableProfile, heads: Heads, said: Mapping[str, str]) -> dict[str, int]:
    """Return which column each is that a table asks for, but those that the list hasn't.

    Raises Missing for one that it can't do without.
    """
    places = {str(place): place for place, *_ in heads.choices}
    columns = {name: places[said[name]] for name in table.columns() if said.get(name) in places}
    for name in table.essential():
        if name not in columns:
            raise Missing(name)
    return columns


REMEMBERED = "SELECT columns FROM import_columns WHERE profile = %s AND headings = %s"
REMEMBER = """
    INSERT INTO import_columns VALUES (%s, %s, %s)
    ON CONFLICT (profile, headings) DO UPDATE SET columns = excluded.columns
"""
