"""What went wrong, as a page in the reader's language."""

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_404_NOT_FOUND,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_507_INSUFFICIENT_STORAGE,
)

from crm.database.connection import has_no_room
from crm.language import current
from crm.language import gettext as _
from crm.language.sentences import sentence
from crm.log import UNAVAILABLE
from domain.refusal import NotFound, Refusal
from web.language import wanted
from web.noting import request_id
from web.visit import Visit

LOG = logging.getLogger("verkosto")
NOT_NOW = 503
BODY_LIMIT = 12_000_000
MEGABYTE = 1_000_000


def refused(request: Request[Any, Any, Any], refusal: Refusal) -> Response[str]:
    """Tell a refusal that no form took up."""
    status = HTTP_404_NOT_FOUND if isinstance(refusal, NotFound) else 422
    title = _("Not found") if isinstance(refusal, NotFound) else _("This can't be done")
    return _page(request, status, title, sentence(refusal))


def failed(request: Request[Any, Any, Any], error: HTTPException) -> Response[str]:
    """Tell that there is no such page, or that it can't be asked for like this."""
    # Where no route was found, nothing has set the language yet.
    current.set(wanted(request))
    if error.status_code == HTTP_404_NOT_FOUND:
        text = _("There is no such page. It may have been moved, or the address is cut short.")
        return _page(request, error.status_code, _("Not found"), text)
    text = _("The page can't be asked for like this. Go back and try again.")
    if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
        text = _(
            "What you sent is larger than %(limit)d MB, which is the most at a time. Shorten the "
            "text, or send fewer files; on the command line, crm import takes larger ones."
        ) % {"limit": BODY_LIMIT // MEGABYTE}
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
    text = _(
        "The disk of the program is full, so this couldn't be saved; what was saved before is "
        "safe. Ask your administrator to make room, then try again."
    )
    return _page(request, HTTP_507_INSUFFICIENT_STORAGE, _("Not just now"), text)


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
    # Somebody who asks about it can name the lines of the log that tell of it.
    about = request_id() if status >= HTTP_500_INTERNAL_SERVER_ERROR else ""
    return visit.page(
        "layout/refusal.html", status_code=status, heading=title, text=text, about=about
    )


HANDLERS: dict[Any, Any] = {
    Refusal: refused,
    HTTPException: failed,
    **dict.fromkeys(UNAVAILABLE, unavailable),
    Exception: broken,
}
