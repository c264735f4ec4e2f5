"""What can be asked to do with accounts."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.database import Database
from crm.log import Log, Origin, Receipt
from crm.log.recorder import Rule
from crm.projections.contacts.rules import nobody_is_erased
from crm.signing_in.holders import entering, holder
from crm.signing_in.invitations import inviting_anew
from domain.account import Account, Role, Standing
from domain.colleague import Colleague
from domain.project import Project
from domain.refusal import NotFound, Refusal


class LastAdministrator(Refusal):
    """Somebody has to be left who can let others in."""

    field = "role"


class Accounts(Log):
    """Accounts: who may sign in, and what they may do."""

    def open_account(
        self,
        login: str,
        name: str,
        standing: Standing,
        colleague_id: UUID | None = None,
        *,
        origin: Origin,
    ) -> Receipt:
        """Let somebody sign in.

        Raises NotAnAddress, LoginTaken, Missing, WrongKind, PersonIsErased.
        """
        self.check_kind(Colleague, colleague_id, "colleague")
        self.check_kind(Project, standing.project_id, "project")
        account = Account.open(standing, colleague_id)
        named = nobody_is_erased([colleague_id] if colleague_id else [])
        return self.record(account, origin=origin, rules=[named, entering(account.id, login, name)])

    def give_account_role(
        self, account_id: UUID, standing: Standing, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """Let somebody do other things. Raises AccountIsClosed, LastAdministrator."""
        account = self.get(Account, account_id, version)
        self.check_kind(Project, standing.project_id, "project")
        account.give_role(standing)
        # An administrator has to show more than somebody else, and so begins anew.
        promoted = standing.role is Role.ADMINISTRATOR
        rules = [_sign_out(account_id) if promoted else another_administrator(account_id)]
        return self.record(account, origin=origin, rules=rules)

    def allow_new_beginning(self, account_id: UUID, token: str, *, origin: Origin) -> Receipt:
        """Let somebody who holds a token choose anew all that they sign in with.

        It is for a factor that was lost or stolen: what they have until then ends with that. Raises
        AccountIsClosed.
        """
        account = self.get(Account, account_id)
        account.allow_new_beginning()
        return self.record(account, origin=origin, rules=[inviting_anew(account_id, token)])

    def close_account(self, account_id: UUID, *, origin: Origin) -> Receipt:
        """Let somebody sign in no longer; they are signed out everywhere."""
        account = self.get(Account, account_id)
        account.close()
        rules = [another_administrator(account_id), _sign_out(account_id)]
        return self.record(account, origin=origin, rules=rules)

    def reopen_account(self, account_id: UUID, *, origin: Origin) -> Receipt:
        """Let somebody sign in again. Raises NotFound for who was erased."""
        account = self.get(Account, account_id)
        if not holder(self.database, account_id):
            raise NotFound("account", str(account_id))
        account.reopen()
        return self.record(account, origin=origin)


def another_administrator(account_id: UUID) -> Rule:
    """Give the rule that an account isn't the last administrator's. It raises LastAdministrator."""

    def rule(cursor: Cursor[Any]) -> None:
        if not cursor.execute(OTHERS, {"id": account_id}).fetchone():
            raise LastAdministrator

    return rule


def check_another_administrator(database: Database, account_ids: Collection[UUID]) -> None:
    """Raise LastAdministrator where some accounts are those of the last administrators."""
    if database.value(ALL_OF_THEM, [list(account_ids)]):
        raise LastAdministrator


def _sign_out(account_id: UUID) -> Rule:
    def rule(cursor: Cursor[Any]) -> None:
        cursor.execute("DELETE FROM session WHERE account_id = %s", [account_id])
        cursor.execute("DELETE FROM invitation WHERE account_id = %s", [account_id])

    return rule


ALL_OF_THEM = """
    SELECT bool_and(id = ANY (%s)) FROM account WHERE role = 'administrator' AND NOT closed
"""
OTHERS = """
    SELECT true WHERE EXISTS (
        SELECT FROM account WHERE role = 'administrator' AND NOT closed AND id <> %(id)s
    ) OR NOT EXISTS (
        SELECT FROM account WHERE role = 'administrator' AND NOT closed AND id = %(id)s
    )
"""
