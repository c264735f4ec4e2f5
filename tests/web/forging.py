"""A provider over HTTP that signs whatever a test tells it to, and checks what it is asked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwk, jwt

from crm.signing_in.errands import challenge

CLIENT, SECRET = "verkosto", "a-secret-of-the-client-that-is-long-enough"


@dataclass
class Forger:
    """What the provider says next, and how it signs it."""

    issuer: str = ""
    subject: str = "8f14e45f"
    code: str = "c"
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: jwk.RSAKey.generate_key(2048, {"kid": "1"}))
    published: Any = None
    sign: Callable[[dict[str, Any]], str] | None = None
    # Answers in place of the right ones, by path: status and body.
    instead: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    went: dict[str, str] = field(default_factory=dict)

    def go(self, url: str) -> str:
        """Sign somebody in who was sent here, and return where they are led back to."""
        self.went = {name: one for name, [one] in parse_qs(urlsplit(url).query).items()}
        assert self.went["code_challenge_method"] == "S256"
        back = httpx.URL(self.went["redirect_uri"])
        return str(back.copy_merge_params({"code": self.code, "state": self.went["state"]}))

    def token(self) -> str:
        """Return a token for who was sent here last."""
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "nonce": self.went["nonce"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
        }
        said = {name: one for name, one in {**said, **self.claims}.items() if one is not None}
        if self.sign:
            return self.sign(said)
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, said, self.key)

    def answer(self, path: str, given: dict[str, str], auth: str) -> tuple[int, bytes]:
        """Answer one request."""
        self.asked[path] = self.asked.get(path, 0) + 1
        time.sleep(self.slow.get(path, 0))
        if path in self.instead:
            return self.instead[path]
        if path == "/token":
            proven = challenge(given["code_verifier"]) == self.went["code_challenge"]
            if not proven or not auth.startswith("Basic "):
                return 400, b'{"error": "invalid_grant"}'
            return 200, json.dumps({"id_token": self.token(), "access_token": "a"}).encode()
        if path == "/jwks":
            keys = self.published or self.key
            return 200, json.dumps({"keys": [keys.as_dict(private=False)]}).encode()
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            **self.metadata,
        }
        return 200, json.dumps(told).encode()


@contextmanager
def forging() -> Iterator[Forger]:
    """Give such a provider on a free port of this machine."""
    forger = Forger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            self._answer({name: one for name, [one] in parse_qs(body).items()})

        def _answer(self, given: dict[str, str]) -> None:
            auth = self.headers.get("authorization", "")
            status, body = forger.answer(self.path, given, auth)
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Keep the output of the tests to the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        forger.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield forger
        finally:
            server.shutdown()
            thread.join(10)
