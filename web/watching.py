"""The layer that counts, times and logs each request, and gives it an id."""

import logging
from time import perf_counter

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from web.metrics import Metrics
from web.noting import NOTE, Note

LOG = logging.getLogger("verkosto.requests")
# What somebody may not do, what isn't there for them, and what they ask for too often.
REFUSED = {403, 404, 429}


class Watched:
    """Wraps the application; while it is `stopping`, connections aren't kept for more requests."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics, self.stopping = app, metrics, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and note what came of it."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        note, started, status = Note(), perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", note.id.encode())]
                if self.stopping:
                    message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        NOTE.set(note)
        self.metrics.running += 1
        try:
            await self.app(scope, receive, noted)
        finally:
            self.metrics.running -= 1
            self._tell(note, scope["method"], status, perf_counter() - started)

    def _tell(self, note: Note, method: str, status: int, seconds: float) -> None:
        """Log it: no address, no query, no body; who asked by an id, and only if refused."""
        self.metrics.observe(method, note.route, status, seconds)
        said = {
            "request_id": note.id,
            "method": method,
            "route": note.route,
            "status": status,
            "ms": round(1000 * seconds, 1),
        }
        if note.account_id and status in REFUSED:
            said["account"] = str(note.account_id)
        LOG.info("request", extra={"said": said})
