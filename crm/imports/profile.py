"""Import profiles: TOML files that say which table is what, and which column which field."""

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from domain.refusal import Refusal

Kind = Literal["partners", "contacts", "projects", "engagements", "participations"]


class UnknownProfile(Refusal):
    """No profile has this name, and no file is there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class BadProfile(Refusal):
    """A profile that can't be read; `why` names the place, in the words of the reader of TOML."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name, self.why = name, why


class Column(msgspec.Struct, forbid_unknown_fields=True):
    """Where a field comes from: a column, how its values translate, and what it is without one."""

    column: str = ""
    values: dict[str, str] = {}
    default: str = ""


class Key(msgspec.Struct, forbid_unknown_fields=True):
    """An external identifier: its scheme, and the column that holds it."""

    scheme: str
    column: str


class TableProfile(msgspec.Struct, forbid_unknown_fields=True):
    """One table of a profile.

    `key` makes a second import add nothing; `activity` and `party` say whom a participation is
    about, or `party` at which partner a contact works; `unit` and `colleague` are columns with the
    names of our own who took part; `identifiers` are further ones, by scheme, that are left out
    where they are taken. `called` says what else a column may be called, the likeliest first.
    """

    kind: Kind
    file: str
    fields: dict[str, Column | str] = {}
    key: Key | None = None
    activity: Key | None = None
    party: Key | None = None
    unit: str = ""
    colleague: str = ""
    identifiers: dict[str, str] = {}
    called: dict[str, list[str]] = {}

    def column(self, field: str) -> Column:
        """Return where a field comes from; an empty column where it is left out."""
        found = self.fields.get(field, Column())
        return Column(found) if isinstance(found, str) else found

    def essential(self) -> list[str]:
        """Return the columns that no list can do without, also where people say which is which.

        Rows without a key are told apart otherwise.
        """
        return [name for name in self.needed() if name != (self.key and self.key.column)]

    def asks_for(self, file: str) -> bool:
        """Say whether a file of a name is this table."""
        return fnmatch(file.lower(), self.file.lower())

    def needed(self) -> Iterator[str]:
        """Give the columns that the file must have."""
        for key in (self.key, self.activity, self.party):
            if key:
                yield key.column
        yield from filter(None, (self.unit, self.colleague))
        if self.kind == "contacts" and not self.party:
            yield self.column("partner").column
        if self.kind != "participations":
            named = self.kind in {"partners", "contacts"}
            yield self.column("name" if named else "title").column

    def columns(self) -> list[str]:
        """Return all columns that it reads, where the file has them."""
        found = [*self.needed(), *self.identifiers.values()]
        found += [self.column(field).column for field in self.fields]
        return list(filter(None, dict.fromkeys(found)))


class NewTerm(msgspec.Struct, forbid_unknown_fields=True):
    """A term that a profile needs in a vocabulary."""

    vocabulary: str
    code: str
    fi: str
    sv: str
    en: str


class Title(msgspec.Struct, forbid_unknown_fields=True):
    """What people read, in each language."""

    fi: str
    sv: str
    en: str


class Profile(msgspec.Struct, forbid_unknown_fields=True):
    """What an import takes in, and in which order: partners first, participations last.

    A title that is one text is the same in every language.
    """

    name: str
    title: Title | str
    table: list[TableProfile]
    term: list[NewTerm] = []

    def titled(self, language: str) -> str:
        """Return the title in 'fi', 'sv' or 'en'."""
        return self.title if isinstance(self.title, str) else str(getattr(self.title, language))

    def matching(self, paths: list[Path]) -> list[tuple[TableProfile, Path]]:
        """Pair tables with the files whose names they ask for; a folder stands for its files."""
        found = sorted(
            file for path in paths for file in (path.iterdir() if path.is_dir() else [path])
        )
        return [
            (table, file) for table in self.table for file in found if table.asks_for(file.name)
        ]

    @property
    def plain(self) -> TableProfile | None:
        """Its one table, where any file is that: whoever has one may say what its columns are."""
        first, *others = self.table
        return first if first.file == "*" and not others else None

    def is_of_people(self, file: str) -> bool:
        """Say whether a file of a name is taken for a list of people."""
        return any(one.kind == "contacts" and one.asks_for(file) for one in self.table)


def profile(name: str) -> Profile:
    """Read a profile that ships with the program, by its name, or one of a file ending in .toml.

    Raises UnknownProfile, BadProfile.
    """
    shipped = files(__package__) / "profiles" / f"{name}.toml"
    if re.fullmatch(r"[a-z0-9_-]+", name) and shipped.is_file():
        return _read(name, shipped.read_bytes())
    if not name.endswith(".toml") or not Path(name).is_file():
        raise UnknownProfile(name)
    return _read(name, Path(name).read_bytes())


def shipped_profiles() -> list[str]:
    """Return the names of the profiles that ship with the program."""
    folder = files(__package__) / "profiles"
    return sorted(file.name.removesuffix(".toml") for file in folder.iterdir())


def _read(name: str, text: bytes) -> Profile:
    try:
        return msgspec.convert(tomllib.loads(text.decode()), Profile)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadProfile(name, str(error)) from error
