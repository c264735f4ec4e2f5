"""The gate: finds who asks, before anything else is looked at."""

from dataclasses import replace
from typing import cast

from litestar import Litestar
from litestar.concurrency import sync_to_thread
from litestar.datastructures import Cookie
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from crm.access import Viewer
from crm.database.in_loop import InLoop
from crm.log import UNAVAILABLE
from crm.log.proof import Proof
from crm.signing_in import sessions
from crm.signing_in.holders import first_viewer
from web.keeping import Keeping
from web.language import Connection
from web.noting import NOTE

STATIC = ("/static/", "/health/")


class Gate:
    """Wraps the pages: `scope["user"]` is the viewer, or None for nobody who signed in."""

    def __init__(self, app: Litestar) -> None:
        self.app, self.pages = app, Keeping(app)
        self.database = InLoop(app.state.crm.database)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look who asks, then let the pages answer."""
        if cast("str", scope["type"]) == "lifespan":
            async with self.database.opened():
                await self.pages(scope, receive, send)
        else:
            await self._let_in(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and not scope["path"].startswith(STATIC):
            scope["user"] = None
            token = Connection(scope).cookies.get(self._cookie)
            if token or self.app.state.demo:
                try:
                    scope["user"] = await self._viewer(token)
                except UNAVAILABLE as error:
                    # Told as a page, once the route is known.
                    scope["cut_off"] = error  # type: ignore[typeddict-unknown-key]
            note, viewer = NOTE.get(), scope["user"]
            if note and viewer:
                note.account_id = viewer.account_id
        await self.pages(scope, receive, send)

    @property
    def _cookie(self) -> str:
        return cookie_name(secure=self.app.state.secure)

    async def _viewer(self, token: str | None) -> Viewer | None:
        found = await sessions.find(self.database, token) if token else None
        proof: Proof = self.app.state.crm.proof
        if proof.is_forgotten:
            # Asked here, and where the database answers, for the loop that looks at what is kept.
            await sync_to_thread(proof.ask)
        if not self.app.state.demo:
            return found
        # The demonstration is looked at before anybody signs in, and nobody there has a password
        # to show again.
        return replace(found, is_strong=True) if found else await first_viewer(self.database)


def cookie_name(*, secure: bool) -> str:
    """Return what the cookie of a session is called: over HTTPS a name no other host can set."""
    return "__Host-session" if secure else "session"


def session_cookie(token: str, *, secure: bool) -> Cookie:
    """Return the cookie of a session; an empty token takes it away."""
    return Cookie(
        key=cookie_name(secure=secure),
        value=token,
        path="/",
        secure=secure,
        httponly=True,
        samesite="lax",
        max_age=sessions.LIFE_DAYS * 24 * 3600 if token else 0,
    )
