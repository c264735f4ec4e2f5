"""Answers that depend on nothing but who asks for what, and how far the log goes: made once.

A handler says with `KEPT` that its page is one. It is kept for nobody but who asked for it, until
anything is written; then all of them go, so that nobody who is forgotten stays in one.
"""

from dataclasses import replace
from http import HTTPStatus
from time import perf_counter
from typing import Any, cast

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import Message, Receive, Scope, Send

from crm.access import Viewer
from web.answers import Answer, Answers
from web.language import Connection, wanted
from web.noting import COMMANDS, EACH_TIME, KEPT, NOTE

# No page of ours asks for more; what is asked is kept beside each answer.
LONGEST = 1_000
# The headers that a page may differ by, besides what tells who asks and in which language.
MATTER = {b"host", b"hx-request-type"}


class Keeping:
    """Wraps the pages; who asks is known already. One thread alone runs it: that of the loop."""

    def __init__(self, app: Litestar) -> None:
        self.app = app
        self._as_of: object = None
        self._answers = Answers()
        # How many pages are being made.
        self._making = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as before, or let the pages answer."""
        key = self._asked(scope)
        if key is None:
            await self.app(scope, receive, send)
        elif found := self._answers.find(key):
            await _answer(found, send)
        else:
            await self._make(key, scope, receive, send)

    async def _make(self, key: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the pages answer, and keep that."""
        as_of, heard = self._as_of, _Heard(send)
        self._making += 1
        beside, began = self._making, perf_counter()
        try:
            await self.app(scope, receive, heard)
        finally:
            self._making -= 1
        took = (perf_counter() - began) / beside
        if (answer := heard.answer(scope)) and self._as_of == as_of:
            self._answers.keep(key, replace(answer, took=took))

    def _asked(self, scope: Scope) -> str | None:
        """Say who asks for what; None where that is no question about the log."""
        viewer = scope.get("user")
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            return None
        said = tuple(pair for pair in scope["headers"] if pair[0] in MATTER)
        where = scope["raw_path"], scope["query_string"], said
        if sum(map(len, (*where[:2], *(value for _, value in said)))) > LONGEST:
            return None
        if not isinstance(viewer, Viewer) or viewer.position is None or viewer.awaits:
            return None
        state = self.app.state
        if state.crm.proof.is_doubted:
            # Every page tells of it; and that somebody was forgotten meanwhile no position tells.
            self._begin_anew(None)
            return None
        if (as_of := (state.crm.database.identity, viewer.position)) != self._as_of:
            self._begin_anew(as_of)
        language = wanted(Connection(scope), secure=state.secure)
        # As text, which is short and looked up fast.
        return repr((*who(viewer), *where, language, state.today().toordinal()))

    def _begin_anew(self, as_of: object) -> None:
        self._answers, self._as_of = Answers(), as_of


def who(viewer: Viewer) -> tuple[object, ...]:
    """Return all of a viewer that a page may go by: not where they are signed in, or since when."""
    of = viewer.account_id.int, viewer.role.value, viewer.name, viewer.views
    colleague, project = viewer.colleague_id, viewer.project_id
    return (*of, colleague and colleague.int, project and project.int)


class _Heard:
    """Sends an answer on, and remembers it where it is whole and as it should be."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.started: Message | None = None
        self.text: bytes | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = {**message}
        elif message["type"] == "http.response.body":
            is_whole = self.text is None and not message["more_body"]
            self.text = message["body"] if is_whole else b""
        await self.send(message)

    def answer(self, scope: Any) -> Answer | None:
        """Return what was answered, where its handler lets it be kept."""
        handler, started = scope.get("route_handler"), cast("Any", self.started)
        if not (handler and handler.opt.get(KEPT) and self.text) or scope.get(EACH_TIME):
            return None
        if started["status"] != HTTPStatus.OK:
            return None
        commands = tuple(str(one).encode() for one in scope.get(COMMANDS, ()))
        route = str(scope.get("path_template") or "")
        headers = tuple((name, value) for name, value in started["headers"])
        if any(name.lower() == b"set-cookie" for name, _ in headers):
            # Meant for one browser.
            return None
        return Answer(headers, self.text, route, commands)


async def _answer(found: Answer, send: Send) -> None:
    if note := NOTE.get():
        note.route = found.route
    start: Any = {
        "type": "http.response.start",
        "status": HTTPStatus.OK,
        "headers": [*found.headers],
    }
    body: Any = {"type": "http.response.body", "body": found.body(), "more_body": False}
    await send(start)
    await send(body)
