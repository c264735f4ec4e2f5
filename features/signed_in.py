"""Somebody who is signed in, for tests and features that are about something else."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from crm.access import Viewer
from crm.application import CRM
from crm.database.in_loop import InLoop
from crm.log import Origin
from crm.opening import set_up
from crm.signing_in import sessions
from crm.signing_in.holders import holders
from domain.account import Role, Standing

Answer = TypeVar("Answer")
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
    return answer_of(sessions.find(InLoop(crm.database), token))


def answer_of(asked: Coroutine[Any, Any, Answer]) -> Answer:
    """Wait for an answer in a thread: once Chromium was driven, a loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()
