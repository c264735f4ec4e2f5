"""The outermost layer: headers on every answer, no foreign hosts, no writes from other sites."""

import logging
from typing import Any
from urllib.parse import urlsplit

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("verkosto")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
# Sent only where people come over HTTPS: browsers then never ask without it again, for a year.
HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
NOT_KEPT = (b"cache-control", b"no-store")
READING = {"GET", "HEAD", "OPTIONS"}


class Shield:
    """Wraps the application; `hosts` are the names it answers to, without ports.

    `secure` says that people reach it over HTTPS.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str], *, secure: bool = False) -> None:
        self.app, self.hosts = app, hosts
        self.headers = [*HEADERS.items(), *([HTTPS_ONLY] if secure else [])]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        answer = _guarded(send, self.headers)
        if scope["method"] == "HEAD":
            # What a page would answer, and nothing of it.
            scope, answer = {**scope, "method": "GET"}, _without_body(answer)
        if self.hosts and _name(host) not in self.hosts:
            await _refuse(answer, 400, b"Unknown host.")
        elif scope["method"] not in READING and _is_foreign(headers, host):
            await _refuse(answer, 403, b"Refused: this wasn't sent from a page of this site.")
        else:
            await self._answer(scope, receive, answer)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the pages answer; what even the page of an error failed on is told in a line."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception:
            if begun:
                raise
            LOG.exception("A page failed, and the page that tells of it")
            await _refuse(send, 500, b"The program failed. Tell your administrator.")


def _is_foreign(headers: dict[bytes, str], host: str) -> bool:
    """Say whether a write comes from another site, or doesn't say where from.

    Go's CrossOriginProtection has these rules, but lets those through that say nothing; only
    people in browsers write here, and every browser says it.
    """
    if (site := headers.get(b"sec-fetch-site")) is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get(b"origin")
    try:
        return origin is None or urlsplit(origin).netloc != host
    except ValueError:
        # No address at all, such as 'http://[', so not ours.
        return True


def _name(host: str) -> str:
    return (
        host.rsplit(":", 1)[0].strip("[]").lower() if not host.endswith("]") else host.strip("[]")
    )


def _guarded(send: Send, headers: list[tuple[bytes, bytes]]) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            added = [pair for pair in headers if pair[0] not in own]
            if b"cache-control" not in own:
                added.append(NOT_KEPT)
            message["headers"] = [*message["headers"], *added]
        await send(message)

    return guarded


def _without_body(send: Send) -> Send:
    async def without_body(message: Message) -> None:
        if message["type"] == "http.response.body":
            message["body"] = b""
        await send(message)

    return without_body


async def _refuse(send: Send, status: int, text: bytes) -> None:
    headers: list[tuple[bytes, bytes]] = [(b"content-type", b"text/plain; charset=utf-8")]
    start: Any = {"type": "http.response.start", "status": status, "headers": headers}
    body: Any = {"type": "http.response.body", "body": text, "more_body": False}
    await send(start)
    await send(body)
