"""Who holds an account: name, sign-in name, and what they can show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.errors import UniqueViolation

from crm.access import Viewer
from crm.database import Database
from crm.database.in_loop import InLoop
from crm.log.recorder import Rule
from domain.account import Role
from domain.refusal import Refusal
from domain.text import line

LONGEST_LOGIN = 254
# Every page asks for it, too: so it comes in the same round trip as who looks.
HEAD = "(SELECT coalesce(max(notification_id), 0) FROM crm_events)"


class NotAnAddress(Refusal):
    """What was given as a sign-in name is no e-mail address."""

    field = "login"


class LoginTaken(Refusal):
    """Another account has this sign-in name."""

    field = "login"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with an account, what they sign in with, and whether a code is needed beside it."""

    account_id: UUID
    login: str
    name: str
    role: str
    closed: bool
    password: str | None
    has_second_factor: bool
    passkeys: int
    has_provider: bool
    colleague_id: UUID | None
    project_id: UUID | None

    @property
    def signs_in(self) -> bool:
        """Whether they have anything to sign in with."""
        return bool(self.password or self.passkeys or self.has_provider)


def folded(login: str) -> str:
    """Return what sign-in names are compared by."""
    return login.strip().casefold()


def entering(account_id: UUID, login: str, name: str) -> Rule:
    """Give the rule that writes a holder down beside the event. Raises on what can't be.

    NotAnAddress, LoginTaken, Missing, TooLong.
    """
    login = line(login, "login", limit=LONGEST_LOGIN)
    name = line(name, "name")
    before, at, domain = login.partition("@")
    if not (before and at and domain) or " " in login or "@" in domain:
        raise NotAnAddress

    def rule(cursor: Cursor[Any]) -> None:
        try:
            cursor.execute(ENTER, [account_id, login, folded(login), name])
        except UniqueViolation:
            raise LoginTaken from None

    return rule


def holder(database: Database, account_id: UUID) -> Holder | None:
    """Return who holds an account."""
    return database.row(Holder, f"{SELECT} WHERE h.account_id = %s", [account_id])


def holder_named(database: Database, login: str) -> Holder | None:
    """Return who signs in under a name."""
    return database.row(Holder, f"{SELECT} WHERE h.folded = %s", [folded(login)])


def holders(database: Database) -> list[Holder]:
    """Return everybody with an account, by name, those closed last."""
    return database.rows(Holder, f"{SELECT} {IN_ORDER}")


def accounts_of(database: Database, colleague_id: UUID) -> list[Holder]:
    """Return the accounts of a colleague."""
    return database.rows(Holder, f"{SELECT} WHERE a.colleague_id = %s", [colleague_id])


def account_ids_of(database: Database, colleague_id: UUID) -> list[UUID]:
    """Return the accounts of a colleague by their ids, also those without a holder."""
    return database.values("SELECT id FROM account WHERE colleague_id = %s", [colleague_id])


def forgetting(colleague_id: UUID) -> Rule:
    """Give what deletes with what a colleague signed in: name, address, password, passkeys."""

    def rule(cursor: Cursor[Any]) -> None:
        cursor.execute(FORGET, [colleague_id])

    return rule


def forget_holders(database: Database, colleague_id: UUID) -> None:
    """Delete with what a colleague signed in."""
    database.values(f"{FORGET} RETURNING true", [colleague_id])


async def first_viewer(database: InLoop) -> Viewer | None:
    """Return the first administrator there was, as whom the demonstration is looked at."""
    return await database.row(_first, f"{FIRST} WHERE a.role = 'administrator' {IN_ORDER} LIMIT 1")


def _first(account_id: UUID, name: str, role: str, position: int, views: int) -> Viewer:
    who = account_id, name, Role(role)
    return Viewer(*who, is_strong=True, position=position, views=views)


def names_of(database: Database, account_ids: list[UUID]) -> dict[UUID, str]:
    """Return the names of some accounts' holders."""
    return database.pairs(NAMES, [account_ids])


def keep_password(database: Database, account_id: UUID, password: str) -> None:
    """Keep the hash of a password; a link for choosing one ends."""
    database.value(KEEP, {"password": password, "account": account_id})


ENTER = "INSERT INTO holder (account_id, login, folded, name) VALUES (%s, %s, %s, %s)"
SELECT = """
    SELECT h.account_id, h.login, h.name, a.role, a.closed, h.password,
           h.totp_secret IS NOT NULL,
           (SELECT count(*) FROM passkey p WHERE p.account_id = h.account_id),
           EXISTS (SELECT FROM identity i WHERE i.account_id = h.account_id),
           a.colleague_id, a.project_id
    FROM holder h JOIN account a ON a.id = h.account_id
"""
FIRST = f"""
    SELECT h.account_id, h.name, a.role, {HEAD}, h.views
    FROM holder h JOIN account a ON a.id = h.account_id
"""
IN_ORDER = "ORDER BY a.closed, h.name, h.account_id"
NAMES = "SELECT account_id, name FROM holder WHERE account_id = ANY (%s)"
# Passkeys, identities, codes, invitations, sessions and saved views go with it.
FORGET = """
    DELETE FROM holder WHERE account_id IN (SELECT id FROM account WHERE colleague_id = %s)
"""
KEEP = """
    WITH asked AS (DELETE FROM invitation WHERE account_id = %(account)s)
    UPDATE holder SET password = %(password)s WHERE account_id = %(account)s RETURNING true
"""
