"""Random tokens, of which only a hash is kept."""

import hashlib
import secrets

BITS = 256


def new_token() -> str:
    """Return a token that can't be guessed, fit for an address and a cookie."""
    return secrets.token_urlsafe(BITS // 8)


def digest(token: str) -> bytes:
    """Return what a token is found by: its SHA-256, enough for what is random already."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
