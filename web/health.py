"""Whether the program lives, and whether it can answer: for whoever watches over it."""

import asyncio

from litestar import Response, get
from litestar.datastructures import State

from crm.database.connection import PATIENCE
from crm.language import gettext as _
from crm.log import UNAVAILABLE
from crm.standing import standing
from web.access import PUBLIC

NOT_NOW = 503


@get("/health/live", sync_to_thread=False, opt=PUBLIC)
def live() -> Response[str]:
    """Say that the process answers, whatever its database does."""
    return _said(_("The program is running."))


@get("/health/ready", opt=PUBLIC)
async def ready(state: State) -> Response[str]:
    """Say whether pages can be answered: the database is there, and what pages show is current."""
    try:
        # One that hangs is as good as none.
        found = await asyncio.wait_for(asyncio.to_thread(standing, state.crm), PATIENCE)
    except (*UNAVAILABLE, TimeoutError):
        return _said(_("The database can't be reached for the moment."), NOT_NOW)
    if found.missing or found.lag:
        return _said(_("The pages are behind what was recorded."), NOT_NOW)
    return _said(_("The program is ready."))


def _said(text: str, status: int = 200) -> Response[str]:
    return Response(f"{text}\n", status_code=status, media_type="text/plain; charset=utf-8")
