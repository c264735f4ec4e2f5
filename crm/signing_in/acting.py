"""Whom a command is given for, where the command line names somebody."""

from dataclasses import dataclass

from crm.access import COMMANDS, Right, Scope, Viewer
from crm.database import Database
from crm.signing_in.holders import holder_named
from domain.account import Role
from domain.refusal import Refusal


@dataclass(eq=False)
class NobodySignsIn(Refusal):
    """Nobody has an open account under a name."""

    login: str


@dataclass(eq=False)
class RoleForbids(Refusal):
    """The role of whoever a command is given for doesn't allow it."""

    name: str


def acting(database: Database, login: str, command: str) -> Viewer:
    """Return who gives a command, by the name they sign in with.

    Nothing is shown for it: whoever opens the database could do the same without any name. Raises
    NobodySignsIn, RoleForbids.
    """
    found = holder_named(database, login)
    if not found or found.closed:
        raise NobodySignsIn(login)
    role = Role(found.role)
    viewer = Viewer(found.account_id, found.name, role, found.colleague_id, found.project_id)
    if viewer.reach(COMMANDS.get(command, Right.OPERATION)) is not Scope.ALL:
        raise RoleForbids(viewer.name)
    return viewer
