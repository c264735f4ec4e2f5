"""Keeping a list under a name, naming it otherwise, and keeping it no longer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.types.json import Json

from crm.database import Database
from crm.vault import folded, sort_key
from domain.refusal import NotFound, Refusal
from domain.text import line

# As many as can be looked over at a glance; each is counted after every save of anybody's.
MOST = 20
LONGEST_NAME = 60
# Characters of names and values of filters together; no page of ours asks for more.
LONGEST = 1_000

Asked = Mapping[str, Sequence[str]]


@dataclass(eq=False)
class ViewNameTaken(Refusal):
    """The account has another saved view of this name."""

    field = "name"
    name: str


@dataclass(eq=False)
class TooManyViews(Refusal):
    """The account has as many saved views as there may be."""

    field = "name"
    most: int


class ViewTooLong(Refusal):
    """A list is asked for at greater length than is kept."""

    field = "name"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list by its path, and what it was asked: filters, search and order by parameter.

    One that was called after somebody who is erased has no name.
    """

    id: UUID
    name: str
    path: str
    asked: dict[str, list[str]]


def views_of(database: Database, account_id: UUID) -> list[SavedView]:
    """Return the saved views of an account, by name."""
    found = database.rows(SavedView, OF_ACCOUNT, [account_id])
    return sorted(found, key=lambda one: (sort_key(one.name), one.id))


def view_of(database: Database, account_id: UUID, view_id: UUID) -> SavedView:
    """Return one saved view of an account. Raises NotFound, for another's too."""
    found = database.row(SavedView, f"{OF_ACCOUNT} AND id = %s", [account_id, view_id])
    if not found:
        raise NotFound("saved view", str(view_id))
    return found


def save(
    database: Database, account_id: UUID, view_id: UUID, name: str, path: str, asked: Asked
) -> None:
    """Keep a list for an account; one of the same id, as of a form sent twice, is kept once.

    Raises Missing, TooLong, Unprintable, ViewNameTaken, TooManyViews, ViewTooLong.
    """
    name = line(name, "name", limit=LONGEST_NAME)
    if sum(len(text) for one, values in asked.items() for text in (one, *values)) > LONGEST:
        raise ViewTooLong
    with database.connection() as connection, connection.transaction():
        cursor = connection.cursor()
        others = _changing(cursor, account_id)
        if view_id in others:
            return
        _check_name(name, others)
        if len(others) >= MOST:
            raise TooManyViews(MOST)
        cursor.execute(SAVE, [account_id, view_id, name, path, Json(dict(asked))])


def rename(database: Database, account_id: UUID, view_id: UUID, name: str) -> None:
    """Call a saved view otherwise. Raises NotFound, Missing, TooLong, Unprintable, ViewNameTaken.

    NotFound is raised for another's too.
    """
    name = line(name, "name", limit=LONGEST_NAME)
    with database.connection() as connection, connection.transaction():
        cursor = connection.cursor()
        others = _changing(cursor, account_id)
        if others.pop(view_id, None) is None:
            raise NotFound("saved view", str(view_id))
        _check_name(name, others)
        cursor.execute(RENAME, [name, account_id, view_id])


def remove(database: Database, account_id: UUID, view_id: UUID) -> None:
    """Keep a list no longer; what is gone already, or is another's, is left as it is."""
    with database.connection() as connection, connection.transaction():
        cursor = connection.cursor()
        _changing(cursor, account_id)
        cursor.execute(REMOVE, [account_id, view_id])


def _changing(cursor: Cursor[Any], account_id: UUID) -> dict[UUID, str]:
    """Return the names of an account's views by id, which nobody else changes meanwhile."""
    cursor.execute("UPDATE holder SET views = views + 1 WHERE account_id = %s", [account_id])
    return dict(cursor.execute(NAMES, [account_id]).fetchall())


def _check_name(name: str, others: Mapping[UUID, str]) -> None:
    if folded(name) in map(folded, others.values()):
        raise ViewNameTaken(name)


OF_ACCOUNT = "SELECT id, name, path, asked FROM saved_view WHERE account_id = %s"
NAMES = "SELECT id, name FROM saved_view WHERE account_id = %s"
SAVE = "INSERT INTO saved_view (account_id, id, name, path, asked) VALUES (%s, %s, %s, %s, %s)"
RENAME = "UPDATE saved_view SET name = %s WHERE account_id = %s AND id = %s"
REMOVE = "DELETE FROM saved_view WHERE account_id = %s AND id = %s"
