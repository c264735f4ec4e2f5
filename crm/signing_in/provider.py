"""The provider of an organisation (OpenID Connect), asked over HTTP: where it is, what it signs.

Nothing of it is believed that didn't come over HTTPS, or from this machine. The libraries are read
when they are needed: they are large, and most installations have no provider.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import msgspec

from crm.settings import ProviderSettings, is_safe
from domain.refusal import Refusal

SECONDS, LARGEST = 5, 500_000
# Where it is and what it signs with is asked again after an hour.
KEPT_SECONDS = 3600
DISCOVERY = "/.well-known/openid-configuration"


@dataclass(eq=False)
class ProviderIsAway(Refusal):
    """The provider can't be reached, or takes too long."""

    name: str


@dataclass(eq=False)
class ProviderIsOdd(Refusal):
    """The provider answers what no provider should."""

    name: str


@dataclass(eq=False)
class ProviderRefused(Refusal):
    """The provider let nobody through, or whoever went there turned back."""

    name: str


class Endpoints(msgspec.Struct, frozen=True):
    """Where a provider is to be asked what, as it says itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: list[str] = []
    authorization_response_iss_parameter_supported: bool = False


class Tokens(msgspec.Struct, frozen=True):
    """What a provider gives for a code; of it only who signed in is looked at."""

    id_token: str


class Provider:
    """A provider; `redirect_uri` is where it sends people back to."""

    def __init__(self, settings: ProviderSettings, redirect_uri: str) -> None:
        self.issuer, self.client_id, self.name = settings.issuer, settings.client_id, settings.name
        self.redirect_uri = redirect_uri
        self._secret = settings.client_secret
        self._endpoints: tuple[float, Endpoints] | None = None
        self._keys: tuple[float, dict[str, Any]] | None = None

    def endpoints(self) -> Endpoints:
        """Return where to ask what. Raises ProviderIsAway, ProviderIsOdd."""
        if not self._endpoints or _is_old(self._endpoints[0]):
            found = self._read(self.issuer.rstrip("/") + DISCOVERY, Endpoints)
            asked = found.authorization_endpoint, found.token_endpoint, found.jwks_uri
            if found.issuer != self.issuer or not all(is_safe(one) for one in asked):
                raise ProviderIsOdd(self.name)
            self._endpoints = time.monotonic(), found
        return self._endpoints[1]

    def keys(self, *, anew: bool = False) -> dict[str, Any]:
        """Return what it signs with, `anew` where a key was changed. Raises as `endpoints`."""
        if anew or not self._keys or _is_old(self._keys[0]):
            self._keys = time.monotonic(), self._read(self.endpoints().jwks_uri, dict[str, Any])
        return self._keys[1]

    def id_token(self, code: str, verifier: str) -> str:
        """Return the token it gives for a code. Raises ProviderRefused, and as `endpoints`."""
        there = self.endpoints()
        given = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": verifier,
        }
        methods = there.token_endpoint_auth_methods_supported or ["client_secret_basic"]
        basic = "client_secret_basic" in methods and self._secret is not None
        auth = (quote_plus(self.client_id), quote_plus(self._secret or "")) if basic else None
        if not basic:
            given["client_id"] = self.client_id
            given |= {"client_secret": self._secret} if self._secret is not None else {}
        found: Tokens = self._read(there.token_endpoint, Tokens, given, auth)
        return found.id_token

    def _read(
        self,
        url: str,
        shape: type[Any],
        given: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> Any:
        import httpx

        try:
            status, body = _asked(url, given, auth)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise ProviderIsAway(self.name) from error
        if given is not None and status in {400, 401, 403}:
            raise ProviderRefused(self.name)
        if status >= 500:  # noqa: PLR2004
            raise ProviderIsAway(self.name)
        try:
            if status == 200:  # noqa: PLR2004
                return msgspec.json.decode(body, type=shape)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            pass
        raise ProviderIsOdd(self.name)


def _asked(
    url: str, given: Mapping[str, str] | None, auth: tuple[str, str] | None
) -> tuple[int, bytes]:
    """Ask for a page, within SECONDS in all; where it leads on, nobody follows."""
    import httpx

    until = time.monotonic() + SECONDS
    method, body = ("GET" if given is None else "POST"), b""
    with (
        httpx.Client(timeout=SECONDS, follow_redirects=False) as client,
        client.stream(method, url, data=given, auth=auth) as answer,
    ):
        for part in answer.iter_bytes():
            body += part
            if time.monotonic() > until:
                raise TimeoutError
            if len(body) > LARGEST:
                return answer.status_code, b""
        return answer.status_code, body


def _is_old(read_at: float) -> bool:
    return time.monotonic() - read_at > KEPT_SECONDS
