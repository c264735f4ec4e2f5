"""Who may ask for which page: one guard for all of them, and nothing is open that doesn't say so.

A handler, or its controller, says in `opt` who may ask:
`right`, the right that its feature needs, to look with what every viewer sees, to act with itself;
`acts`, that even looking is part of acting, as a form is;
`own`, that it is about the viewer's own account; `public`, that nobody needs to sign in;
`guests`, that every viewer may ask, whatever they see;
`while`, what may still be awaited of the viewer; `strong`, that they show again who they are.
"""

from functools import partial
from typing import Any
from uuid import UUID

from anyio.to_thread import run_sync
from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from crm.access import Right, Scope, Viewer
from crm.access.reach import reaches, right_over
from crm.database import Database
from domain.refusal import Refusal

Connection = ASGIConnection[Any, Any, Any, Any]
PUBLIC = {"public": True}
OWN = {"own": True}
ACTS = {"acts": True}
STRONG = {"strong": True}


def needs(right: Right) -> dict[str, Any]:
    """Say which right a controller's feature needs."""
    return {"right": right}


def needs_of_activity() -> dict[str, Any]:
    """Say that the right is that over a project or an engagement, whichever an address names."""
    return {"right": "activity", "acts": True}


class NotSignedIn(Refusal):
    """Nobody has signed in, or something is still awaited of them before they see anything."""

    def __init__(self, awaits: str | None = None) -> None:
        super().__init__()
        self.awaits = awaits


class NotStrong(Refusal):
    """The viewer has to show once more who they are, since what comes next is grave."""


class NotAllowed(Refusal):
    """The viewer's role doesn't allow this."""


async def allowed(connection: Connection, handler: BaseRouteHandler) -> None:
    """Let a request through to its handler, or refuse it.

    Raises NotSignedIn, NotStrong, NotAllowed, and NotFoundException for what a guest doesn't see.
    """
    opt = handler.opt
    if opt.get("public"):
        return
    if error := connection.scope.get("cut_off"):
        raise error  # type: ignore[misc]
    viewer: Viewer | None = connection.scope["user"]
    if not viewer:
        raise NotSignedIn
    if viewer.awaits:
        if viewer.awaits not in opt.get("while", ()):
            raise NotSignedIn(viewer.awaits)
        return
    if opt.get("strong") and not viewer.is_strong:
        raise NotStrong
    if opt.get("own") or opt.get("guests"):
        return
    acts = opt.get("acts") or connection.scope.get("method") != "GET"
    right = opt["right"] if acts else Right.SEE
    database = connection.app.state.crm.database
    if not await run_sync(partial(_may, database, viewer, right, subject_in(connection))):
        if viewer.reach(Right.SEE) is Scope.PROJECT:
            # What others see isn't there for a guest.
            raise NotFoundException
        raise NotAllowed


def _may(database: Database, viewer: Viewer, right: Right | str, subject_id: UUID | None) -> bool:
    if isinstance(right, str):
        right = right_over(database, subject_id) if subject_id else Right.ACCOUNTS
    scope = viewer.reach(right)
    if subject_id and scope is not Scope.ALL:
        return reaches(database, viewer, right, subject_id)
    return scope > Scope.PROJECT


def subject_in(connection: Connection) -> UUID | None:
    """Return what an address is about."""
    found = connection.path_params
    return found.get("subject_id") or found.get("activity_id")


def check_every_route_says_who(app: Litestar) -> None:
    """Stop the program where a route doesn't say who may ask for it."""
    for route in app.routes:
        handlers = route.route_handlers if isinstance(route, HTTPRoute) else []
        for handler in handlers:
            if handler.http_methods == {"OPTIONS"}:
                continue
            if not {"public", "own", "right"} & handler.opt.keys():
                message = f"{route.path} doesn't say who may ask for it: {handler}"
                raise RuntimeError(message)
