"""Answers that depend on nothing but who asks for what, and how far the log goes: made once.

A handler says with `KEPT` that its page is one. It is kept packed, for nobody but who asked for it,
until anything is written; then all of them go, so that nobody who is forgotten stays in one.
"""

import zlib
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.types import Message, Receive, Scope, Send

from crm.access import Viewer
from web.language import wanted
from web.noting import COMMANDS, EACH_TIME, KEPT, NOTE

# About a tenth of what they are as text, so some 40 MB of pages.
MOST_BYTES = 4_000_000
# No page of ours asks for more; what is asked is kept beside each answer, and isn't packed.
LONGEST = 1_000
# The headers that a page may differ by, besides what tells who asks and in which language.
MATTER = {b"host", b"hx-request-type"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it was answered: its headers, its text packed, and the route that took it.

    `commands` are the ids of its forms, each good for one sending.
    """

    headers: tuple[tuple[bytes, bytes], ...]
    packed: bytes
    route: str
    commands: tuple[bytes, ...]

    def body(self) -> bytes:
        """Return the text, its forms under new ids."""
        text = zlib.decompress(self.packed)
        for one in self.commands:
            text = text.replace(one, str(uuid4()).encode())
        return text


class Keeping:
    """Wraps the pages; who asks is known already. One thread alone runs it: that of the loop."""

    def __init__(self, app: Litestar) -> None:
        self.app = app
        self._as_of: object = None
        self._bytes = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as before, or let the pages answer."""
        key = self._asked(scope)
        if key is None:
            await self.app(scope, receive, send)
        elif found := self._found(key):
            await _answer(found, send)
        else:
            as_of = self._as_of
            heard = _Heard(send)
            await self.app(scope, receive, heard)
            if (answer := heard.answer(scope)) and self._as_of == as_of:
                self._keep(key, answer)

    def _asked(self, scope: Scope) -> Hashable | None:
        """Say who asks for what; None where that is no question about the log."""
        viewer = scope.get("user")
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            return None
        said = tuple(pair for pair in scope["headers"] if pair[0] in MATTER)
        if len(scope["query_string"]) + sum(len(value) for _, value in said) > LONGEST:
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
        who = replace(viewer, is_strong=False, session=b"")
        language = wanted(ASGIConnection[Any, Any, Any, Any](scope), secure=state.secure)
        return who, scope["raw_path"], scope["query_string"], language, said, state.today()

    def _begin_anew(self, as_of: object) -> None:
        self._answers.clear()
        self._bytes, self._as_of = 0, as_of

    def _found(self, key: Hashable) -> Answer | None:
        if found := self._answers.get(key):
            self._answers.move_to_end(key)
        return found

    def _keep(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer; those that weren't asked for longest make room."""
        if key in self._answers:
            return
        self._answers[key] = answer
        self._bytes += len(answer.packed)
        while self._bytes > MOST_BYTES:
            _, oldest = self._answers.popitem(last=False)
            self._bytes -= len(oldest.packed)


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
        return Answer(headers, zlib.compress(self.text, 1), route, commands)


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
