"""Another key in the place of the one that secrets are sealed under, and all sealed anew under it.

Nobody waits for it but who sets up a second factor just then: pages go on being served, since keys
are read when they are needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg import Connection

from crm.database import Database
from crm.signing_in.keys import Keys
from crm.signing_in.sealing import MARK, SealBroken, seal, unseal
from domain.refusal import Refusal


@dataclass(eq=False)
class KeyIsGiven(Refusal):
    """The key comes from elsewhere, and is renewed there."""

    path: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many secrets are sealed under the new key, and how many no key opens."""

    sealed: int
    lost: int


def renew(database: Database, keys: Keys) -> Renewed:
    """Let a new key take the place of the one there is. Raises KeyIsGiven."""
    if keys.given:
        raise KeyIsGiven(str(keys.given))
    with _alone(database) as connection:
        keys.begin_next()
        return _seal_anew(connection, keys)


def seal_all(database: Database, keys: Keys) -> None:
    """Seal what isn't yet under the key that all is to be under.

    What a program before this one kept as it was, what a renewal that was cut off didn't come to,
    and what was sealed before another key was given.
    """
    if len(keys()) > 1 or database.value(ANY_PLAIN, [f"{MARK}%"]):
        with _alone(database) as connection:
            _seal_anew(connection, keys)


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """Let nobody else seal anything, until the files of the keys are as they should be too."""
    with database.dedicated() as connection:
        connection.execute(LOCK)
        yield connection


def _seal_anew(connection: Connection, keys: Keys) -> Renewed:
    known, newest = keys(), keys.newest()
    sealed = lost = 0
    with connection.transaction():
        for account_id, kept in connection.execute(SEALED).fetchall():
            try:
                secret = unseal(known, account_id, kept) if kept.startswith(MARK) else kept
            except SealBroken:
                lost += 1
                continue
            connection.execute(SEAL, [seal(newest, account_id, secret), account_id])
            sealed += 1
    keys.take_next()
    return Renewed(sealed, lost)


LOCK = "SELECT pg_advisory_lock(5317044)"
ANY_PLAIN = """
    SELECT EXISTS (
        SELECT FROM holder WHERE totp_secret IS NOT NULL AND totp_secret NOT LIKE %s
    )
"""
SEALED = "SELECT account_id, totp_secret FROM holder WHERE totp_secret IS NOT NULL FOR UPDATE"
SEAL = "UPDATE holder SET totp_secret = %s WHERE account_id = %s"
