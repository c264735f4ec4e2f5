"""Somebody who is signed in, for tests and features that are about something else."""

import asyncio
from datetime import datetime
from uuid import UUID

from crm.access import Viewer
from crm.application import CRM
from crm.database.in_loop import InLoop
from crm.log import Origin
from crm.opening import set_up
from crm.signing_in import sessions
from crm.signing_in.holders import holders
from domain.account import Role, Standing

LOGIN, NAME = "reader@example.org", "Reader"


def let_in(
    crm: CRM,
    role: Role = Role.ADMINISTRATOR,
    login: str = LOGIN,
    *,
    name: str = NAME,
    colleague_id: UUID | None = None,
    project_id: UUID | None = None,
    at: datetime | None = None,
) -> UUID:
    """Open an account in an installation, as of some time, and return its id."""
    origin = Origin("system", "job", recorded_at=at)
    standing = Standing(role, project_id)
    return crm.open_account(login, name, standing, colleague_id, origin=origin).subject_id


def token_of(crm: CRM) -> str:
    """Sign an administrator in, letting one in first where there is none."""
    found = [one.account_id for one in holders(crm.database) if one.role == "administrator"]
    if not found:
        set_up(crm)
        found = [let_in(crm)]
    return sessions.begin(crm.database, found[0], strong=True)


def who_holds(crm: CRM, token: str) -> Viewer | None:
    """Return who a token of a session belongs to, as the pages find them."""
    return asyncio.run(sessions.find(InLoop(crm.database), token))
