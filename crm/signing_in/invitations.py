"""Invitations: a link, good once and for a week, under which somebody chooses a password.

The first one lets somebody in. One for a forgotten password leaves the second factor as it is, and
is no way past it; one to begin anew ends everything that its owner signs in with.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.database import Database
from crm.log.recorder import Rule
from crm.signing_in import passwords
from crm.signing_in.holders import Holder, holder
from crm.signing_in.secrets import digest, new_token
from crm.signing_in.telling_words import telling_words
from crm.signing_in.trying import Factor, known_as, trying
from domain.refusal import Refusal

DAYS = 7


class InvitationIsSpent(Refusal):
    """An invitation was used, has run out, was replaced by a newer one, or never was."""


@dataclass(eq=False)
class NoPasswordToForget(Refusal):
    """Somebody signs in without a password: they still do, or begin anew where that was lost."""

    name: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom an invitation is for, and whether nothing of what they sign in with is left by it."""

    holder: Holder
    anew: bool


def invite(database: Database, account_id: UUID) -> str:
    """Return the token of a new invitation; older ones to the same account end.

    It lets who hasn't signed in yet in, and others choose another password. Raises
    NoPasswordToForget.
    """
    found = holder(database, account_id)
    if found and found.signs_in and not found.password:
        raise NoPasswordToForget(found.name)
    token = new_token()
    database.value(INVITE, _params(account_id, token, anew=False))
    return token


def inviting_anew(account_id: UUID, token: str) -> Rule:
    """Give the rule that makes an invitation to begin anew, beside the event that says so."""

    def rule(cursor: Cursor[Any]) -> None:
        cursor.execute(INVITE, _params(account_id, token, anew=True))

    return rule


def invited(database: Database, token: str) -> Invited:
    """Return whom an invitation is for. Raises InvitationIsSpent."""
    found = database.row(_Found, INVITED, [digest(token)])
    who = holder(database, found.account_id) if found else None
    if not found or not who or who.closed:
        raise InvitationIsSpent
    invitation = Invited(who, found.anew or not who.signs_in)
    if not (invitation.anew or who.password):
        raise InvitationIsSpent
    return invitation


@trying(Factor.INVITATION)
def accept(database: Database, token: str, password: str, host: str = "") -> Holder:
    """Let whoever was invited choose a password, and return them as they are then.

    They are signed out everywhere. What else they sign in with ends too where they begin anew.
    `host` is where the pages are. Raises InvitationIsSpent, ShortPassword, LongPassword,
    EasyPassword.
    """
    found = invited(database, token)
    account_id = found.holder.account_id
    known_as(account_id)
    passwords.check(password, telling_words(database, found.holder, host))
    params = {"hash": digest(token), "password": passwords.hashed(password)}
    if not database.value(BEGIN_ANEW if found.anew else CHANGE, params):
        raise InvitationIsSpent
    return holder(database, account_id) or found.holder


@dataclass(frozen=True, slots=True)
class _Found:
    account_id: UUID
    anew: bool


def _params(account_id: UUID, token: str, *, anew: bool) -> dict[str, Any]:
    return {"hash": digest(token), "account": account_id, "anew": anew, "days": DAYS}


INVITE = """
    WITH older AS (
        DELETE FROM invitation WHERE account_id = %(account)s OR expires_at < now()
    )
    INSERT INTO invitation (hash, account_id, anew, expires_at)
    VALUES (%(hash)s, %(account)s, %(anew)s, now() + make_interval(days => %(days)s))
    RETURNING true
"""
INVITED = "SELECT account_id, anew FROM invitation WHERE hash = %s AND expires_at > now()"
# In one statement, so that two at once can't both be let in.
SPENT = """
    WITH spent AS (
        DELETE FROM invitation WHERE hash = %(hash)s AND expires_at > now() RETURNING account_id
    ), ended AS (
        DELETE FROM session WHERE account_id IN (SELECT account_id FROM spent)
    )
"""
CHANGE = f"""
    {SPENT}
    UPDATE holder SET password = %(password)s
    WHERE account_id IN (SELECT account_id FROM spent)
    RETURNING true
"""
BEGIN_ANEW = f"""
    {SPENT}, keys AS (
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
