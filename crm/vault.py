"""The vault: who people are. The log knows contacts and colleagues by their ids only.

Every value that somebody's details ever had is kept with the event that said so, until the person
is erased; then all of them are deleted. Nothing else in the program keeps the name of a contact,
not even the caches of words: those would outlive it. A colleague's stands in the directory, too,
which takes it from here, and loses it with the event that says that they were erased.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.database import Database
from crm.log.recorder import Rule
from crm.projections import words as kept
from domain.details import FIELDS, Details

# The same, but nothing is kept of what they are asked.
folded = kept.folded.__wrapped__
sort_key = kept.sort_key.__wrapped__


@dataclass(frozen=True, slots=True)
class Version:
    """What a field held from an event on."""

    field: str
    value: str
    position: int
    recorded_at: datetime


def keeping(person: UUID, values: Mapping[str, str]) -> Rule:
    """Give what keeps values of somebody, by their fields, beside the latest event about them."""

    def keep(cursor: Cursor[Any]) -> None:
        fields, held = list(values), list(values.values())
        cursor.execute(KEEP, {"person": person, "fields": fields, "values": held})
        if name := values.get("name"):
            keep_name(cursor, person, name)

    return keep


def keep_name(cursor: Cursor[Any], person: UUID, name: str) -> None:
    """Let somebody be found by a name from now on."""
    found = [person, name, folded(name), sort_key(name), vector(name)]
    cursor.execute(KEEP_NAME, found)


def forgetting(person: UUID) -> Rule:
    """Give what deletes all that is known of somebody."""

    def forget(cursor: Cursor[Any]) -> None:
        cursor.execute(FORGET, [person, person])

    return forget


def forget(database: Database, person: UUID) -> None:
    """Delete all that is known of somebody."""
    database.values(f"{FORGET} RETURNING true", [person, person])


def details(
    database: Database, people: Iterable[UUID], known_at: datetime | None = None
) -> dict[UUID, Details]:
    """Return what is known of some people, or was known at an instant, but for the erased."""
    params = {"people": list(people), "known_at": known_at}
    found: dict[UUID, dict[str, str]] = {}
    for person, field, value in database.rows(_row, HELD, params) if params["people"] else ():
        if field in FIELDS:
            found.setdefault(person, {})[field] = value
    return {person: Details(**values) for person, values in found.items()}


def names(
    database: Database, people: Iterable[UUID], known_at: datetime | None = None
) -> dict[UUID, str]:
    """Return what some people are called, or were at an instant, but for the erased."""
    wanted = list(people)
    if not wanted:
        return {}
    return database.pairs(NAMES, {"people": wanted, "known_at": known_at})


def by_email(database: Database, addresses: Collection[str]) -> dict[str, list[UUID]]:
    """Return who has some e-mail addresses now, by address in lower case."""
    return database.pairs(BY_EMAIL, [[one.casefold() for one in addresses]]) if addresses else {}


def said_at(database: Database, positions: Collection[int]) -> dict[int, dict[str, str]]:
    """Return what is known of people by the positions of the events that said so, and by field."""
    found: dict[int, dict[str, str]] = {}
    if positions:
        for position, field, value in database.rows(_row, SAID_AT, [list(positions)]):
            found.setdefault(position, {})[field] = value
    return found


def by_name(database: Database, called: Collection[str]) -> dict[str, list[UUID]]:
    """Return the contacts who are called exactly so now, by name."""
    return database.pairs(BY_NAME, [list(called)]) if called else {}


def versions(database: Database, person: UUID) -> list[Version]:
    """Return all that was ever known of somebody, oldest first."""
    return database.rows(Version, VERSIONS, [person])


def people_without_names(database: Database) -> int:
    """Return of how many people the vault doesn't say what they are called, but for the erased."""
    return int(database.value(NAMELESS))


def empty_out(database: Database) -> None:
    """Let the database overwrite what was deleted, as far as nobody reads it.

    Its planner forgets what it had sampled of directory and accounts.
    """
    with database.dedicated() as connection:
        connection.execute(EMPTY_OUT)


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return kept.WORD.findall(folded(text))


def vector(text: str) -> str:
    """Return the folded words of a text as a tsvector, each once."""
    return " ".join(sorted({word[: kept.WORD_LIMIT] for word in words(text)}))


def _row(*values: Any) -> tuple[Any, ...]:
    return values


EMPTY_OUT = """
    VACUUM ANALYZE vault, vault_name, party, holder, identity, passkey, session, saved_view
"""
KEEP = """
    INSERT INTO vault (person, field, position, recorded_at, value)
    SELECT %(person)s, said.field, entry.notification_id, entry.recorded_at, said.value
    FROM unnest(%(fields)s::text[], %(values)s::text[]) AS said (field, value), (
        SELECT notification_id, recorded_at FROM crm_events WHERE originator_id = %(person)s
        ORDER BY originator_version DESC LIMIT 1
    ) AS entry
"""
KEEP_NAME = """
    INSERT INTO vault_name (person, name, folded, sort_key, words)
    VALUES (%s, %s, %s, %s, %s::text::tsvector)
    ON CONFLICT (person) DO UPDATE SET (name, folded, sort_key, words) =
        (excluded.name, excluded.folded, excluded.sort_key, excluded.words)
"""
FORGET = """
    WITH named AS (DELETE FROM vault_name WHERE person = %s) DELETE FROM vault WHERE person = %s
"""
HELD = """
    SELECT DISTINCT ON (person, field) person, field, value FROM vault
    WHERE person = ANY (%(people)s)
      AND (%(known_at)s::timestamptz IS NULL OR recorded_at <= %(known_at)s)
    ORDER BY person, field, position DESC
"""
NAMES = """
    SELECT DISTINCT ON (person) person, value FROM vault
    WHERE person = ANY (%(people)s) AND field = 'name'
      AND (%(known_at)s::timestamptz IS NULL OR recorded_at <= %(known_at)s)
    ORDER BY person, position DESC
"""
BY_EMAIL = """
    WITH named AS (
        SELECT DISTINCT person FROM vault WHERE field = 'email' AND lower(value) = ANY (%s)
    ), latest AS (
        SELECT DISTINCT ON (person) person, lower(value) AS email FROM vault
        WHERE field = 'email' AND person IN (SELECT person FROM named)
        ORDER BY person, position DESC
    )
    SELECT email, array_agg(person) FROM latest WHERE email <> '' GROUP BY email
"""
BY_NAME = """
    SELECT name, array_agg(person) FROM vault_name v JOIN person p ON p.id = v.person
    WHERE name = ANY (%s) AND p.type = 'contact' GROUP BY name
"""
NAMELESS = """
    SELECT count(*) FROM person p
    WHERE NOT erased AND NOT EXISTS (SELECT FROM vault_name v WHERE v.person = p.id)
"""
SAID_AT = "SELECT position, field, value FROM vault WHERE position = ANY (%s) ORDER BY field"
VERSIONS = "SELECT field, value, position, recorded_at FROM vault WHERE person = %s ORDER BY 3, 1"
