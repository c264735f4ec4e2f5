"""Identities: as whom a provider knows somebody, by issuer and subject, never by e-mail address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation

from crm.database import Database
from domain.refusal import Refusal


class IdentityTaken(Refusal):
    """An account here is bound to this identity already, or this account to another."""


class LastWay(Refusal):
    """Without this its owner couldn't sign in any longer."""


@dataclass(frozen=True, slots=True)
class Identity:
    """That somebody signs in with a provider: since when, and when last."""

    bound_at: datetime
    used_at: datetime | None


def of(database: Database, account_id: UUID, issuer: str) -> Identity | None:
    """Return as whom a provider knows the holder of an account."""
    return database.row(Identity, OF_ACCOUNT, [account_id, issuer])


def used(database: Database, issuer: str, subject: str) -> UUID | None:
    """Return whose account somebody signs in to whom a provider knows."""
    found: UUID | None = database.value(USED, [issuer, subject])
    return found


def bind(database: Database, account_id: UUID, issuer: str, subject: str) -> None:
    """Let somebody sign in with a provider from now on. Raises IdentityTaken."""
    if not database.value(BIND, [issuer, subject, account_id]):
        raise IdentityTaken


def bind_invited(database: Database, invitation: bytes, issuer: str, subject: str) -> UUID | None:
    """Take up an invitation with a provider; everything else one signed in with ends.

    Returns the account, or None where the invitation is spent, or for another password alone.
    Raises IdentityTaken.
    """
    params = {"hash": invitation, "issuer": issuer, "subject": subject}
    with database.connection() as connection, connection.transaction():
        spent = connection.execute(SPEND, params).fetchone()
        if not spent:
            return None
        params["account"] = spent[0]
        try:
            connection.execute(ACCEPT, params)
            connection.execute(BIND_NEW, params)
        except UniqueViolation:
            raise IdentityTaken from None
    found: UUID = spent[0]
    return found


def unbind(database: Database, account_id: UUID, issuer: str) -> None:
    """Let somebody sign in with a provider no longer. Raises LastWay."""
    with database.connection() as connection, connection.transaction():
        # Under a lock, so that a passkey taken away at the same time can't leave nothing.
        connection.execute(LOCK, [account_id])
        if connection.execute(HAS_OTHER_WAY, [account_id, account_id]).fetchone() != (True,):
            raise LastWay
        connection.execute(UNBIND, [account_id, issuer])


OF_ACCOUNT = "SELECT bound_at, used_at FROM identity WHERE account_id = %s AND issuer = %s"
USED = """
    UPDATE identity SET used_at = now() WHERE issuer = %s AND subject = %s RETURNING account_id
"""
BIND = """
    INSERT INTO identity (issuer, subject, account_id) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING RETURNING true
"""
SPEND = """
    DELETE FROM invitation i USING holder h
    WHERE hash = %(hash)s AND expires_at > now() AND h.account_id = i.account_id
      AND (anew OR password IS NULL
          AND NOT EXISTS (SELECT FROM passkey p WHERE p.account_id = i.account_id)
          AND NOT EXISTS (SELECT FROM identity o WHERE o.account_id = i.account_id))
    RETURNING i.account_id
"""
ACCEPT = """
    WITH ended AS (DELETE FROM session WHERE account_id = %(account)s),
    keys AS (DELETE FROM passkey WHERE account_id = %(account)s),
    factors AS (DELETE FROM one_time_code WHERE account_id = %(account)s),
    others AS (DELETE FROM identity WHERE account_id = %(account)s)
    UPDATE holder SET password = NULL, totp_secret = NULL WHERE account_id = %(account)s
"""
BIND_NEW = """
    INSERT INTO identity (issuer, subject, account_id)
    VALUES (%(issuer)s, %(subject)s, %(account)s)
"""
LOCK = "SELECT FROM holder WHERE account_id = %s FOR UPDATE"
HAS_OTHER_WAY = """
    SELECT password IS NOT NULL OR EXISTS (SELECT FROM passkey WHERE account_id = %s)
    FROM holder WHERE account_id = %s
"""
UNBIND = "DELETE FROM identity WHERE account_id = %s AND issuer = %s"
