"""Invitations: a link, good once and for a week, under which somebody chooses a password."""

from uuid import UUID

from crm.database import Database
from crm.signing_in import passwords
from crm.signing_in.holders import Holder, holder
from crm.signing_in.secrets import digest, new_token
from crm.signing_in.telling_words import telling_words
from crm.signing_in.trying import Factor, known_as, trying
from domain.refusal import Refusal

DAYS = 7


class InvitationIsSpent(Refusal):
    """An invitation was used, has run out, was replaced by a newer one, or never was."""


def invite(database: Database, account_id: UUID) -> str:
    """Return the token of a new invitation; older ones to the same account end."""
    token = new_token()
    database.value(INVITE, {"hash": digest(token), "account": account_id, "days": DAYS})
    return token


def invited(database: Database, token: str) -> Holder:
    """Return whom an invitation is for. Raises InvitationIsSpent."""
    account_id: UUID | None = database.value(INVITED, [digest(token)])
    found = holder(database, account_id) if account_id else None
    if not found or found.closed:
        raise InvitationIsSpent
    return found


@trying(Factor.INVITATION)
def accept(database: Database, token: str, password: str, host: str = "") -> Holder:
    """Let whoever was invited choose a password; everything they signed in with ends.

    `host` is where the pages are. Raises InvitationIsSpent, ShortPassword, LongPassword,
    EasyPassword.
    """
    found = invited(database, token)
    known_as(found.account_id)
    passwords.check(password, telling_words(database, found, host))
    kept = passwords.hashed(password)
    params = {"hash": digest(token), "password": kept}
    if not database.value(ACCEPT, params):
        raise InvitationIsSpent
    return holder(database, found.account_id) or found


INVITE = """
    WITH older AS (
        DELETE FROM invitation WHERE account_id = %(account)s OR expires_at < now()
    )
    INSERT INTO invitation (hash, account_id, expires_at)
    VALUES (%(hash)s, %(account)s, now() + make_interval(days => %(days)s))
    RETURNING true
"""
INVITED = "SELECT account_id FROM invitation WHERE hash = %s AND expires_at > now()"
# In one statement, so that two at once can't both be let in.
ACCEPT = """
    WITH spent AS (
        DELETE FROM invitation WHERE hash = %(hash)s AND expires_at > now() RETURNING account_id
    ), ended AS (
        DELETE FROM session WHERE account_id IN (SELECT account_id FROM spent)
    ), keys AS (
        DELETE FROM passkey WHERE account_id IN (SELECT account_id FROM spent)
    ), identities AS (
        DELETE FROM identity WHERE account_id IN (SELECT account_id FROM spent)
    ), factors AS (
        DELETE FROM one_time_code WHERE account_id IN (SELECT account_id FROM spent)
    )
    UPDATE holder SET password = %(password)s, totp_secret = NULL
    WHERE account_id IN (SELECT account_id FROM spent)
    RETURNING true
"""
