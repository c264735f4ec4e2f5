"""Taking somebody who is erased out of everybody's saved views.

What was typed by hand is looked through for their names, in the forms that Finnish and Swedish give
them: rather is a view lost, or called as its list is, than that somebody stays in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.database import Database
from crm.log.recorder import Rule
from crm.vault import words

SEARCH = "q"
# How many letters an ending may add to a name, as in "Eerollekin", and how few of a name, typed
# into a search, may have meant somebody.
ENDING, BEGINNING = 5, 3
VOWELS, CHANGING = "aeiouy", "kpt"


def forgetting(person: UUID) -> Rule:
    """Give what takes somebody out of saved views; the vault still knows what they are called."""

    def forget(cursor: Cursor[Any]) -> None:
        called = cursor.execute(CALLED, [person]).fetchall()
        traces = _Traces(person.hex, [words(name) for (name,) in called])
        # Whoever saves one now waits, and nobody's pages show what is gone.
        cursor.execute(CHANGING_ALL)
        for account_id, view_id, name, asked in cursor.execute(ALL).fetchall():
            if traces.in_question(asked):
                cursor.execute(REMOVE, [account_id, view_id])
            elif traces.in_name(name):
                cursor.execute(UNNAME, [account_id, view_id])

    return forget


def forget_in_views(database: Database, person: UUID) -> None:
    """Take somebody out of saved views."""
    with database.connection() as connection, connection.transaction():
        forgetting(person)(connection.cursor())


@dataclass(frozen=True, slots=True)
class _Traces:
    """What somebody can be found by: their id in hex, the words of each name they ever had."""

    person: str
    names: Sequence[Sequence[str]]

    def in_question(self, asked: dict[str, list[str]]) -> bool:
        """Say whether a list is asked for them: by id, by a search, by their whole name."""
        values = [value for texts in asked.values() for value in texts]
        return (
            any(self.person in value.lower().replace("-", "") for value in values)
            or any(map(self.in_search, asked.get(SEARCH, [])))
            or any(map(self._is_whole_in, values))
        )

    def in_search(self, text: str) -> bool:
        """Say whether a search may have meant them: a search finds by the beginnings of words."""
        typed = words(text)
        return self.in_name(text) or any(
            len(word) >= BEGINNING and name.startswith(word) for word in typed for name in self.each
        )

    def in_name(self, text: str) -> bool:
        """Say whether a text has any word of a name of theirs, also declined."""
        return any(is_form_of(word, name) for word in words(text) for name in self.each)

    @property
    def each(self) -> Iterable[str]:
        """Every word of their names but initials."""
        return (word for name in self.names for word in name if len(word) > 1)

    def _is_whole_in(self, text: str) -> bool:
        there = set(words(text))
        return any(name and there.issuperset(name) for name in self.names)


def is_form_of(word: str, name: str) -> bool:
    """Say whether a folded word may be a name as Finnish or Swedish decline it."""
    return word.startswith(_stem(name)) and len(word) <= len(name) + ENDING


def _stem(name: str) -> str:
    """Return the letters of a name that stay: Virta(nen), Pek(ka), Niem(i), Marku(s)."""
    if name.endswith("nen"):
        return name[:-3]
    if len(name) > 4 and name[-1] in VOWELS and name[-2] in CHANGING:  # noqa: PLR2004
        return name[:-2]
    return name[:-1] if len(name) > 3 and name[-1] in "is" else name  # noqa: PLR2004


CALLED = "SELECT value FROM vault WHERE person = %s AND field = 'name'"
CHANGING_ALL = """
    UPDATE holder SET views = views + 1 WHERE account_id IN (SELECT account_id FROM saved_view)
"""
ALL = "SELECT account_id, id, name, asked FROM saved_view"
REMOVE = "DELETE FROM saved_view WHERE account_id = %s AND id = %s"
UNNAME = "UPDATE saved_view SET name = '' WHERE account_id = %s AND id = %s"
