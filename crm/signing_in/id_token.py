"""What a provider says of who signed in: a token that it signed, for this program, just now."""

from dataclasses import dataclass
from typing import Any

from crm.signing_in.provider import Provider, ProviderIsOdd

# What only the provider can have signed: never "none", and nothing that a shared secret makes.
ALGORITHMS = ("RS256", "PS256", "ES256")
# Their clock and ours may be so far apart.
SECONDS_OFF = 30
LONGEST_SUBJECT = 255
# RFC 8176 names how somebody signed in, each name one way: what they know, what they have, and what
# they are. One way alone is one factor, whichever it is; "mfa" says that there were several.
SEVERAL = "mfa"
KINDS = (
    {"pwd", "pin", "kba"},
    {"otp", "hwk", "swk", "pop", "sc", "sms", "tel"},
    {"face", "fpt", "iris", "retina", "vbm"},
)
# OpenID's phishing-resistant levels, its older policy, and that of research and education.
STRONG_LEVELS = {
    "phr",
    "phrh",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    "https://refeds.org/profile/mfa",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Who the provider says signed in, and whether by more than a password."""

    subject: str
    is_strong: bool


def read(provider: Provider, token: str, nonce: str, since: float | None = None) -> Known:
    """Return who a token is about. Raises ProviderIsOdd where anything in it isn't as it must be.

    `since` is the instant, in seconds since 1970, that they must have signed in after.
    """
    claims = _signed(provider, token)
    _check(provider, claims, nonce)
    if since is not None and not _number(claims.get("auth_time")) >= since - SECONDS_OFF:
        raise ProviderIsOdd(provider.name)
    return Known(claims["sub"], _is_strong(claims))


def _signed(provider: Provider, token: str) -> dict[str, Any]:
    """Return what a token holds; where the signature doesn't fit, keys are asked for once anew."""
    from joserfc import jwk, jwt
    from joserfc.errors import JoseError

    for anew in (False, True):
        keys: Any = provider.keys(anew=anew)
        try:
            signers = jwk.KeySet.import_key_set(keys)
            return jwt.decode(token, signers, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    raise ProviderIsOdd(provider.name)


def _check(provider: Provider, claims: dict[str, Any], nonce: str) -> None:
    from joserfc.errors import JoseError
    from joserfc.jwt import JWTClaimsRegistry

    needed = JWTClaimsRegistry(
        leeway=SECONDS_OFF,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        needed.validate(claims)
    except (JoseError, ValueError, TypeError, OverflowError) as error:
        raise ProviderIsOdd(provider.name) from error
    # Where it is for others too, it says that it was us who asked.
    audience, asker = claims["aud"], claims.get("azp")
    several = isinstance(audience, list) and len(audience) > 1
    is_ours = asker == provider.client_id or (asker is None and not several)
    if not is_ours or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT or "\0" in claims["sub"]:
        raise ProviderIsOdd(provider.name)


def _is_strong(claims: dict[str, Any]) -> bool:
    methods, level = claims.get("amr"), claims.get("acr")
    by = {one for one in methods if isinstance(one, str)} if isinstance(methods, list) else set()
    several = SEVERAL in by or sum(bool(by & kind) for kind in KINDS) > 1
    return several or (isinstance(level, str) and level in STRONG_LEVELS)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0
