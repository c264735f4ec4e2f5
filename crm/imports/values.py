"""Cells as the domain takes them: translated words, and days in the notations people use."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from crm.imports.profile import TableProfile
from crm.imports.tables import Row
from domain.day import Day, UnreadableDay
from domain.identifier import identifier
from domain.outline import Form
from domain.refusal import FieldRefusal, Refusal

FINNISH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
# The fields that hold terms, and of which vocabulary.
TERMS = {"kind": "kind", "sectors": "sector", "themes": "theme", "role": "role"}
NONE: Mapping[str, Mapping[str, str]] = MappingProxyType({})
TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}.*")


FIELDS = (
    "name",
    "title",
    "kind",
    "sectors",
    "municipality",
    "country",
    "languages",
    "web",
    "stage",
    "starts_on",
    "ends_on",
    "form",
    "themes",
    "place",
    "goal",
    "role",
    "from_on",
    "until_on",
    "left",
    "partner",
    "email",
    "phone",
    "job_title",
    "language",
    "note",
    "since_on",
)


class UnknownForm(FieldRefusal):
    """A form that engagements don't have."""

    def __init__(self, form: str) -> None:
        super().__init__(form)
        self.about, self.form = "form", form


class Cells:
    """Reads the fields of one table's rows, with what was looked up done once.

    Terms are read as what they mean by now: `terms` has that, by vocabulary, by what they may be
    called (Meanings.by_name).
    """

    def __init__(
        self,
        table: TableProfile,
        terms: Mapping[str, Mapping[str, str]] = NONE,
        *,
        defaults: bool = True,
    ) -> None:
        self._terms = {field: terms.get(name, {}) for field, name in TERMS.items()}
        self._fields = {}
        for name in FIELDS:
            column = table.column(name)
            self._fields[name] = (column.column, column.values, column.default if defaults else "")

    def text(self, row: Row, field: str) -> str:
        """Return a field translated, or its default; empty where there is neither."""
        column, values, default = self._fields[field]
        value = row.get(column, "")
        if values:
            value = values.get(value, value)
        return value or default

    def term(self, row: Row, field: str) -> str:
        """Return a field that holds a term, by its code or its name in any language."""
        return self._term(field, self.text(row, field).strip())

    def words(self, row: Row, field: str) -> tuple[str, ...]:
        """Return the words of a field, separated by commas or semicolons."""
        text = self.text(row, field)
        found = tuple(word.strip() for word in re.split(r"[,;|]", text) if word.strip())
        if field in TERMS:
            return tuple(dict.fromkeys(self._term(field, word) for word in found))
        return found

    def _term(self, field: str, value: str) -> str:
        known = self._terms[field]
        return known.get(value) or known.get(value.casefold(), value)

    def day(self, row: Row, field: str) -> Day | None:
        """Return a day; None where the cell is empty. Raises UnreadableDay."""
        text = self.text(row, field)
        return read_day(text.strip(), field) if text else None


def read_day(text: str, about: str) -> Day:
    """Read '2019', '2019-05', '5/2019', '2019-05-14', '14.5.2019' or '14/5/2019'.

    Raises UnreadableDay.
    """
    iso = text
    if found := FINNISH.fullmatch(text) or SLASHED.fullmatch(text):
        day, month, year = found.groups()
        iso = f"{year}-{int(month):02}-{int(day):02}"
    elif found := MONTH.fullmatch(text):
        iso = f"{found[2]}-{int(found[1]):02}"
    elif found := TIME.fullmatch(text):
        iso = found[1]
    try:
        return Day.parse(iso)
    except UnreadableDay:
        raise UnreadableDay(text, about) from None


def read_form(text: str) -> Form:
    """Read the form of an engagement, a session where there is none. Raises UnknownForm."""
    try:
        return Form(text or "session")
    except ValueError:
        raise UnknownForm(text) from None


def normal(scheme: str, text: str) -> str | None:
    """Write an identifier as its scheme does; one that is wrong stays as it was typed."""
    value = text.strip()
    try:
        return identifier(scheme, value) if value else None
    except Refusal:
        return value
