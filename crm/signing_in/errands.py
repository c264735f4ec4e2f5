"""Errands: somebody is sent to the provider, and comes back.

An errand is bound to the browser by a cookie, to the answer by `state`, to the token by `nonce`,
and to the code by a verifier that only we know (PKCE). It is good once, for ten minutes.
"""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from urllib.parse import urlencode

from crm.access import Viewer
from crm.database import Database
from crm.signing_in import limits
from crm.signing_in.invitations import InvitationIsSpent, invited
from crm.signing_in.provider import Provider
from crm.signing_in.secrets import digest, new_token
from crm.signing_in.sessions import Where
from domain.refusal import Refusal

MINUTES = 10


class ErrandIsOver(Refusal):
    """What came back was asked for by another browser, too long ago, or never."""


class Purpose(Enum):
    """What somebody goes to the provider for."""

    SIGN_IN = "sign_in"
    AGAIN = "again"
    BIND = "bind"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Sent:
    """Where to send somebody, and what their browser has to keep until they are back."""

    url: str
    browser: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody was sent for, and what the answer has to fit."""

    purpose: str
    nonce: str
    verifier: str
    session: bytes | None
    invitation: bytes | None
    wanted: str
    begun_at: datetime


def send(
    database: Database,
    provider: Provider,
    where: Where,
    purpose: Purpose,
    *,
    wanted: str = "/",
    viewer: Viewer | None = None,
    invitation: str | None = None,
) -> Sent:
    """Begin an errand. Raises TooManyTries, InvitationIsSpent, ProviderIsAway, ProviderIsOdd."""
    limits.take(database, f"provider-from:{where.address}", limits.OF_ADDRESS)
    if invitation is not None:
        _check_begins_anew(database, invitation)
    there = provider.endpoints().authorization_endpoint
    state, browser, nonce, verifier = (new_token() for _ in range(4))
    params = {
        "state": digest(state),
        "browser": digest(browser),
        "purpose": purpose.value,
        "nonce": nonce,
        "verifier": verifier,
        "session": viewer and viewer.session,
        "invitation": digest(invitation) if invitation is not None else None,
        "wanted": wanted,
        "minutes": MINUTES,
    }
    database.value(BEGIN, params)
    asked = _asked(provider, state, nonce, verifier)
    if purpose is Purpose.AGAIN:
        asked |= {"prompt": "login", "max_age": "0"}
    return Sent(f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}", browser)


def _check_begins_anew(database: Database, invitation: str) -> None:
    """Let nobody bind themselves to an account past the second factor that it has."""
    if not invited(database, invitation).anew:
        raise InvitationIsSpent


def _asked(provider: Provider, state: str, nonce: str, verifier: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": provider.redirect_uri,
        "scope": "openid",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
    }


def challenge(verifier: str) -> str:
    """Return what is told of a verifier beforehand (RFC 7636, S256)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def end(database: Database, state: str, browser: str) -> Errand:
    """Return what somebody who is back was sent for, this once. Raises ErrandIsOver."""
    params = {
        "state": digest(state),
        "browser": digest(browser),
        "minutes": MINUTES,
    }
    found = database.row(Errand, END, params)
    if not found:
        raise ErrandIsOver
    return found


BEGIN = """
    WITH old AS (
        DELETE FROM errand WHERE begun_at < now() - make_interval(mins => %(minutes)s)
    )
    INSERT INTO errand (state, browser, purpose, nonce, verifier, session, invitation, wanted)
    VALUES (%(state)s, %(browser)s, %(purpose)s, %(nonce)s, %(verifier)s, %(session)s,
            %(invitation)s, %(wanted)s)
    RETURNING true
"""
END = """
    DELETE FROM errand
    WHERE state = %(state)s AND browser = %(browser)s
      AND begun_at > now() - make_interval(mins => %(minutes)s)
    RETURNING purpose, nonce, verifier, session, invitation, wanted, begun_at
"""
