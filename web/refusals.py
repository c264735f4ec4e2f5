"""What went wrong, as a page in the reader's language."""

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from litestar.status_codes import (
    HTTP_401_UNAUTHORIZED,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_429_TOO_MANY_REQUESTS,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_507_INSUFFICIENT_STORAGE,
)

from crm.database.connection import has_no_room
from crm.language import current
from crm.language import gettext as _
from crm.language.sentences import sentence
from crm.log import UNAVAILABLE
from crm.signing_in.limits import TooManyTries
from crm.signing_in.sessions import SessionEnded
from domain.refusal import NotFound, Refusal
from web.access import NotAllowed, NotSignedIn, NotStrong
from web.language import wanted
from web.noting import request_id
from web.rendering import html, macro, with_query
from web.visit import Visit

LOG = logging.getLogger("verkosto")
NOT_NOW = 503
BODY_LIMIT = 10_000_000
MEGABYTE = 1_000_000


def refused(request: Request[Any, Any, Any], refusal: Refusal) -> Response[str]:
    """Tell a refusal that no form took up."""
    status = HTTP_404_NOT_FOUND if isinstance(refusal, NotFound) else 422
    title = _("Not found") if isinstance(refusal, NotFound) else _("This can't be done")
    return _page(request, status, title, sentence(refusal))


def not_signed_in(request: Request[Any, Any, Any], refusal: NotSignedIn) -> Response[Any]:
    """Lead to the door, and from there back; what was sent by a form that came too late is told."""
    if refusal.awaits:
        return _led(request, AWAITED[refusal.awaits])
    if request.method == "GET":
        return _led(request, "/sign-in")
    text = _(
        "You are no longer signed in, so nothing was saved. Sign in in another tab, come back "
        "here, and send it again."
    )
    return _page(request, HTTP_401_UNAUTHORIZED, _("Signed out"), text)


def not_strong(request: Request[Any, Any, Any], _refusal: NotStrong) -> Response[Any]:
    """Let the viewer show once more who they are."""
    return _led(request, "/sign-in/again")


def _led(request: Request[Any, Any, Any], door: str) -> Response[Any]:
    """Lead elsewhere and back; a part of a page is never replaced by the door, the page is."""
    here = request.url.path
    if request.method != "GET":
        # Nothing can be gone back to but the page that the form stood on.
        here = "/account" if here.startswith("/account/") else here.rpartition("/")[0]
    elif request.url.query:
        here += f"?{request.url.query}"
    url = with_query(door, {"next": None if here == "/" else here})
    if request.headers.get("hx-request"):
        away = {"HX-Redirect": with_query(door, {})}
        return Response("", status_code=HTTP_401_UNAUTHORIZED, headers=away)
    if _is_by_a_program(request):
        return Response("", status_code=HTTP_401_UNAUTHORIZED)
    return Redirect(url, status_code=303)


def _is_by_a_program(request: Request[Any, Any, Any]) -> bool:
    """Say whether a script or a program asks, which would take the form at the door for an answer.

    Browsers say in Sec-Fetch-Mode whether somebody goes to a page; others say in Accept what they
    want.
    """
    if mode := request.headers.get("sec-fetch-mode"):
        return mode != "navigate"
    accepted = request.headers.get("accept", "")
    return "json" in accepted and "html" not in accepted


def not_allowed(request: Request[Any, Any, Any], _refusal: NotAllowed) -> Response[str]:
    """Tell that the role doesn't allow it."""
    text = _("Your role doesn't allow this. Ask an administrator, who can give you another role.")
    return _page(request, HTTP_403_FORBIDDEN, _("This isn't yours to do"), text)


def too_often(request: Request[Any, Any, Any], refusal: TooManyTries) -> Response[str]:
    """Tell that it was asked too often, and when it may be asked again."""
    answer = _page(request, HTTP_429_TOO_MANY_REQUESTS, _("Not just now"), sentence(refusal))
    answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def failed(request: Request[Any, Any, Any], error: HTTPException) -> Response[str]:
    """Tell that there is no such page, or that it can't be asked for like this."""
    # Where no route was found, nothing has set the language yet.
    current.set(wanted(request, secure=request.app.state.secure))
    if error.status_code == HTTP_404_NOT_FOUND:
        text = _("There is no such page. It may have been moved, or the address is cut short.")
        return _page(request, error.status_code, _("Not found"), text)
    text = _("The page can't be asked for like this. Go back and try again.")
    if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
        text = _(
            "What you sent is larger than %(limit)d MB, which is the most at a time. Shorten the "
            "text, or send fewer files; on the command line, crm import takes larger ones."
        ) % {"limit": BODY_LIMIT // MEGABYTE}
        if request.url.path.startswith(SHORT):
            text = _("What you sent is longer than this form takes. Shorten it.")
    return _page(request, error.status_code, _("This can't be done"), text)


def unavailable(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """Tell that the database can't be reached for now, or can't write."""
    if has_no_room(error):
        return full(request, error)
    LOG.warning("The database can't be reached: %s", type(error).__name__)
    text = _("The database can't be reached for the moment. Nothing was lost; try again soon.")
    answer = _page(request, NOT_NOW, _("Not just now"), text, is_cut_off=True)
    answer.headers["Retry-After"] = "2"
    return answer


def full(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """Tell that the disk is full: reading goes on, and saving as soon as there is room."""
    LOG.critical("The disk is full: %s", type(error).__name__)
    return _page(request, HTTP_507_INSUFFICIENT_STORAGE, _("Not just now"), no_room())


def no_room() -> str:
    """Say that the disk is full, and what to do."""
    return _(
        "The disk of the program is full, so this couldn't be saved; what was saved before is "
        "safe. Ask your administrator to make room, then try again."
    )


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """Tell that the program failed, and log how, without what was typed."""
    if has_no_room(error):
        return full(request, error)
    LOG.error("A page failed", exc_info=error)
    text = _(
        "The program failed. Nothing was saved by this. Try again, or tell your administrator."
    )
    return _page(request, HTTP_500_INTERNAL_SERVER_ERROR, _("Something broke"), text)


def _page(
    request: Request[Any, Any, Any], status: int, title: str, text: str, *, is_cut_off: bool = False
) -> Response[str]:
    state = request.app.state
    visit = Visit(state.crm, request, state.today, state.demo, is_cut_off)
    if visit.wants_fragment:
        return html(macro("layout/components.html", "notice", "warn", text), status)
    # Somebody who asks about it can name the lines of the log that tell of it.
    about = request_id() if status >= HTTP_500_INTERNAL_SERVER_ERROR else ""
    return visit.page(
        "layout/refusal.html", status_code=status, heading=title, text=text, about=about
    )


SHORT = ("/sign-in", "/invitation/")
AWAITED = {"code": "/sign-in/code", "second_factor": "/account/second-factor"}
HANDLERS: dict[Any, Any] = {
    NotSignedIn: not_signed_in,
    SessionEnded: lambda request, _ended: not_signed_in(request, NotSignedIn()),
    NotStrong: not_strong,
    NotAllowed: not_allowed,
    TooManyTries: too_often,
    Refusal: refused,
    HTTPException: failed,
    **dict.fromkeys(UNAVAILABLE, unavailable),
    Exception: broken,
}
