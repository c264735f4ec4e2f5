"""Which column of a plain list is which: guessed by the headings, or said once and remembered."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crm.database import Database
from crm.imports.headings import RepeatedColumn, headings
from crm.imports.profile import Profile, TableProfile
from crm.imports.tables import CARDS, UnreadableFile, lines_of
from crm.projections.writer import text_of
from domain.refusal import Missing, Refusal

# Rows that show what a column holds.
SHOWN = 3
# More than any index row would take; such a list is asked about each time.
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of a list as they are written, and its first rows."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Each heading once, with what its column holds first."""
        return [
            (name, next((row[place] for row in self.rows if row[place : place + 1] > ("",)), ""))
            for place, name in enumerate(self.headings)
            if name and self.headings.index(name) == place
        ]


def heads_of(profile: Profile, paths: Sequence[Path]) -> Heads | None:
    """Return the headings of a list whose columns can be chosen; None where they can't be.

    They can be of one file, where the profile is for any. Raises UnreadableFile, TooLarge.
    """
    if not profile.plain or len(paths) != 1 or paths[0].suffix.lower() in CARDS:
        return None
    with closing(lines_of(paths[0])) as lines:
        head = next(lines)
        first = [tuple(line) for line in islice(lines, SHOWN) if not isinstance(line, Refusal)]
    if isinstance(head, Refusal):
        raise UnreadableFile(paths[0].name)
    return Heads(tuple(head), tuple(first))


def guessed(table: TableProfile, heads: Heads) -> dict[str, str]:
    """Return by each column that a table asks for which of a list it is likely to be."""
    asked_for = table.columns()
    try:
        found = headings("", list(heads.headings), asked_for, table.called)
    except RepeatedColumn:
        return {}
    read = dict(zip(found, heads.headings, strict=True))
    return {name: read[name] for name in asked_for if name in read}


def remembered(database: Database, profile: Profile, heads: Heads) -> dict[str, str] | None:
    """Return what was said last of a list with the same headings."""
    found: dict[str, str] | None = database.value(REMEMBERED, [profile.name, _key(heads)])
    return found


def remember(
    database: Database, profile: Profile, heads: Heads, columns: Mapping[str, str]
) -> None:
    """Remember what was said of a list, for the next one with the same headings."""
    if sum(map(len, _key(heads))) <= LONGEST:
        said = [profile.name, _key(heads), text_of(dict(columns))]
        with database.connection() as connection:
            connection.execute(REMEMBER, said)


def checked(table: TableProfile, heads: Heads, said: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of the columns that a table asks for; '' where the list has none.

    Raises Missing for one that it can't do without.
    """
    known = set(heads.headings)
    columns = {name: said.get(name, "") for name in table.columns()}
    columns = {name: one if one in known else "" for name, one in columns.items()}
    for name in table.needed():
        if name and not columns[name] and name != (table.key and table.key.column):
            raise Missing(name)
    return columns


def _key(heads: Heads) -> list[str]:
    return [*heads.headings]


REMEMBERED = "SELECT columns FROM import_columns WHERE profile = %s AND headings = %s::text[]"
REMEMBER = """
    INSERT INTO import_columns VALUES (%s, %s::text[], %s)
    ON CONFLICT (profile, headings) DO UPDATE SET columns = excluded.columns
"""
