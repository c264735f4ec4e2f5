"""Who may ask for which page: one guard for all of them, and nothing is open that doesn't say so.

A handler, or its controller, says in `opt` who may ask:
`right`, the right that its feature needs, to look with what every viewer sees, to act with itself;
`acts`, that even looking is part of acting, as a form is;
`own`, that it is about the viewer's own account; `public`, that nobody needs to sign in;
`whole`, that it tells of the whole network, and so nothing to a guest;
`guests`, that every viewer may ask, whatever they see;
`any`, ids in its address that the right isn't asked about: it reaches all of the kind or none;
`limited`, that nobody may ask too often, by a name of LIMITS;
`while`, what may still be awaited of the viewer; `strong`, that they show again who they are.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Litestar
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from crm.access import Right, Scope, Viewer
from crm.access.reach import OVER, reaches, right_over
from crm.access.restricted import is_sensitive, restricted
from crm.audit import ENGAGEMENT, note_reading
from crm.database import Database
from crm.signing_in.limits import OF_EXPORTS, OF_SEARCHES, take
from domain.refusal import Refusal
from web.noting import EACH_TIME

Connection = ASGIConnection[Any, Any, Any, Any]
PUBLIC = {"public": True}
OWN = {"own": True}
ACTS = {"acts": True}
STRONG = {"strong": True}
WHOLE = {"whole": True}
SEARCHES, EXPORTS = {"limited": "search"}, {"limited": "export"}
# The ids in addresses that rights are asked about.
ABOUT = ("subject_id", "activity_id")
LIMITS = {"search": OF_SEARCHES, "export": OF_EXPORTS}


def needs(right: Right) -> dict[str, Any]:
    """Say which right a controller's feature needs."""
    return {"right": right}


def needs_of_activity() -> dict[str, Any]:
    """Say that the right is that over a project or an engagement, whichever an address names."""
    return {"right": None, "acts": True}


def any_of(*ids: str) -> dict[str, Any]:
    """Say that whoever has the right may ask about each of these, whichever an address names."""
    return {"any": ids}


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

    Raises NotSignedIn, NotStrong, NotAllowed, TooManyTries, and NotFoundException for what isn't
    there for them.
    """
    opt = handler.opt
    if opt.get("public"):
        return
    if error := connection.scope.get("cut_off"):
        raise error  # type: ignore[misc]
    viewer = _shown(connection.scope["user"], opt)
    if name := opt.get("limited"):
        await sync_to_thread(take_turn, connection.app.state.crm.database, viewer, name)
    if not (viewer.awaits or opt.get("own") or opt.get("guests")):
        await _check_reach(connection, viewer, opt)
    if opt.get("strong") and not viewer.awaits and not viewer.is_strong:
        raise NotStrong


async def _check_reach(connection: Connection, viewer: Viewer, opt: Mapping[str, Any]) -> None:
    """Let a viewer ask for what is theirs to see or do. Raises NotAllowed, NotFoundException."""
    about = subject_in(connection)
    sees_all = viewer.reach(Right.SEE) is Scope.ALL
    is_read = connection.scope.get("method") == "GET"
    acts = opt.get("acts") or not is_read
    asked = viewer, opt["right"] if acts else Right.SEE, about
    may = await _may(connection.app.state.crm.database, *asked)
    if not may or (opt.get("whole") and not sees_all):
        if sees_all and may is not None:
            raise NotAllowed
        # What others see isn't there for a guest, nor others' things for who may change their own.
        raise NotFoundException
    if about and opt["right"] in {Right.ENGAGEMENTS, None}:
        veiled = await sync_to_thread(
            _lift_the_veil, connection.app, viewer, about, is_read=is_read
        )
        if veiled:
            # Each reading is noted, so each is asked for anew.
            connection.scope[EACH_TIME] = True  # type: ignore[literal-required]


def take_turn(database: Database, viewer: Viewer, name: str) -> None:
    """Let somebody search or export once more. Raises TooManyTries."""
    take(database, f"{name}:{viewer.account_id}", LIMITS[name])


def _lift_the_veil(app: Any, viewer: Viewer, about: UUID, *, is_read: bool) -> bool:
    """Write down that somebody reads what is sensitive. To whom it is restricted, it isn't there.

    Returns whether it is sensitive. Raises NotFoundException.
    """
    if not is_sensitive(app.state.crm.database, about):
        return False
    if restricted(app.state.crm.database, viewer, [about]):
        raise NotFoundException
    if is_read:
        note_reading(app.state.crm.database, viewer.account_id, ENGAGEMENT, str(about))
    return True


def _shown(viewer: Viewer | None, opt: Mapping[str, Any]) -> Viewer:
    """Return the viewer who has shown who they are. Raises NotSignedIn."""
    if not viewer:
        raise NotSignedIn
    if viewer.awaits and viewer.awaits not in opt.get("while", ()):
        raise NotSignedIn(viewer.awaits)
    return viewer


async def _may(
    database: Database, viewer: Viewer, right: Right | None, subject_id: UUID | None
) -> bool | None:
    """Say whether a right reaches what is asked for; None where it reaches others of its kind.

    The database is asked only where it must.
    """
    if not right and subject_id:
        right = await sync_to_thread(right_over, database, subject_id)
        if not right:
            # Who may change none is told so of what isn't there, too.
            may_some = any(viewer.reach(one) > Scope.PROJECT for one in OVER.values())
            return None if may_some else False
    scope = viewer.reach(right) if right else Scope.NONE
    if subject_id and right and scope not in {Scope.NONE, Scope.ALL}:
        return await sync_to_thread(reaches, database, viewer, right, subject_id) or None
    return scope > Scope.PROJECT


def subject_in(connection: Connection) -> UUID | None:
    """Return what an address is about."""
    found = connection.path_params
    return next((found[name] for name in ABOUT if name in found), None)


def check_every_route_says_who(app: Litestar) -> None:
    """Stop the program where a route doesn't say who may ask for it, or for what in its address."""
    for route in app.routes:
        handlers = route.route_handlers if isinstance(route, HTTPRoute) else []
        for handler in handlers:
            if handler.http_methods == {"OPTIONS"}:
                continue
            if not {"public", "own", "right"} & handler.opt.keys():
                message = f"{route.path} doesn't say who may ask for it: {handler}"
                raise RuntimeError(message)
            known = {*ABOUT, *handler.opt.get("any", ())}
            ids = {name for name, one in route.path_parameters.items() if one.type is UUID}
            if unknown := ids - known:
                message = f"{route.path} has ids that no right is asked about: {sorted(unknown)}"
                raise RuntimeError(message)
