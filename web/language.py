"""The language of a request: chosen, remembered in a cookie, or as the browser asks."""

from functools import lru_cache
from typing import Any

from babel import negotiate_locale
from litestar import Request, get
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.middleware import ASGIMiddleware
from litestar.params import FromQuery
from litestar.response import Redirect
from litestar.types import ASGIApp, Receive, Scope, Send

from crm.language import LANGUAGES, current
from web.access import PUBLIC
from web.rendering import is_inside, with_query

# Worked out once, and not with each request.
Connection = ASGIConnection[Any, Any, Any, Any]
YEAR = 365 * 24 * 3600


class InLanguage(ASGIMiddleware):
    """Sets the language for as long as a request lasts."""

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Answer in the reader's language."""
        connection = Connection(scope)
        current.set(wanted(connection, secure=connection.app.state.secure))
        await next_app(scope, receive, send)


def wanted(connection: Connection, *, secure: bool) -> str:
    """Return the language that somebody chose, or that their browser asks for."""
    chosen = connection.cookies.get(cookie_name(secure=secure))
    return chosen if chosen in LANGUAGES else asked(connection.headers.get("accept-language", ""))


@lru_cache(maxsize=256)
def asked(accepted: str) -> str:
    """Return the language that a browser asks for, Finnish where we have none that it does."""
    tags = [tag.split(";")[0].strip() for tag in accepted.split(",")]
    return negotiate_locale(tags, LANGUAGES, sep="-") or "fi"


def cookie_name(*, secure: bool) -> str:
    """Return what the cookie of the language is called: over HTTPS a name no other host can set."""
    return "__Host-language" if secure else "language"


@get("/language", sync_to_thread=False, opt=PUBLIC)
def choose(
    request: Request[Any, Any, Any],
    to: FromQuery[str],
    next: FromQuery[str] = "/",  # noqa: A002
) -> Redirect:
    """Remember a language and go back to the page."""
    answer = Redirect(next if is_inside(next) else with_query("/", {}), status_code=303)
    if to in LANGUAGES:
        answer.set_cookie(_cookie(to, secure=request.app.state.secure))
    return answer


def _cookie(language: str, *, secure: bool) -> Cookie:
    return Cookie(
        key=cookie_name(secure=secure),
        value=language,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
        max_age=YEAR,
    )
