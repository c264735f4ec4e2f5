"""Passkeys: a key that never leaves somebody's device signs what nobody could have signed before.

Both a device and what unlocks it are shown at once, so nothing more is asked of whoever has one.
The library is read when it is needed: it is large, and most pages need nothing of it.
"""

import secrets
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from crm.access import Viewer
from crm.database import Database
from crm.signing_in import limits, sessions
from crm.signing_in.identities import LOCK, LastWay
from crm.signing_in.sessions import Where
from crm.signing_in.trying import Factor, known_as, trying
from domain.refusal import Refusal

CHALLENGE_BYTES, MINUTES = 32, 5


class WrongPasskey(Refusal):
    """The passkey isn't known, or what it signed isn't what it was asked to sign."""

    field = "credential"


@dataclass(frozen=True, slots=True)
class Site:
    """The pages as a browser knows them: 'https://crm.example.org', and the name in it."""

    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey of somebody's."""

    id: bytes
    made_at: datetime
    used_at: datetime | None


def ask_to_register(database: Database, viewer: Viewer, login: str, site: Site) -> str:
    """Return, as JSON, what a browser needs to make a passkey for the viewer."""
    import webauthn
    from webauthn.helpers import structs

    known = [structs.PublicKeyCredentialDescriptor(id=one.id) for one in of(database, viewer)]
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="Verkosto",
        user_id=viewer.account_id.bytes,
        user_name=login,
        user_display_name=viewer.name,
        challenge=_challenge(database, viewer.account_id),
        exclude_credentials=known,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(options)


def register(database: Database, viewer: Viewer, credential: str, site: Site, where: Where) -> str:
    """Keep a passkey of the viewer's, and return the token of a new session.

    Raises WrongPasskey.
    """
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=_answered(database, credential, viewer.account_id),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise WrongPasskey from error
    key = found.credential_id, viewer.account_id, found.credential_public_key, found.sign_count
    if not database.value(KEEP, key):
        raise WrongPasskey
    return sessions.begin(
        database,
        viewer.account_id,
        where,
        strong=True,
        two_factors=True,
        instead_of=viewer.session,
        step=True,
    )


def ask_to_sign_in(database: Database, site: Site, where: Where) -> str:
    """Return, as JSON, what a browser needs to sign in with a passkey. Raises TooManyTries."""
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    limits.take(database, f"passkey-from:{where.address}", limits.OF_ADDRESS)
    options = webauthn.generate_authentication_options(
        rp_id=site.name,
        challenge=_challenge(database, None),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


@trying(Factor.PASSKEY)
def sign_in(
    database: Database, credential: str, site: Site, where: Where, instead_of: bytes | None
) -> str:
    """Begin a session for whoever has a passkey, and return its token. Raises WrongPasskey."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    known = database.row(_Known, KNOWN, [_id_in(credential)])
    if not known:
        raise WrongPasskey
    known_as(known.account_id)
    try:
        shown = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=_answered(database, credential, None),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise WrongPasskey from error
    database.value(USED, [shown.new_sign_count, known.id])
    return sessions.begin(
        database, known.account_id, where, strong=True, two_factors=True, instead_of=instead_of
    )


def of(database: Database, viewer: Viewer) -> list[Passkey]:
    """Return the viewer's passkeys, the oldest first."""
    return database.rows(Passkey, OF_ACCOUNT, [viewer.account_id])


def remove(
    database: Database, viewer: Viewer, passkey_id: bytes, issuer: str | None = None
) -> None:
    """Let a passkey of the viewer's sign in no longer; `issuer` is the provider that may.

    Raises LastWay.
    """
    params = {"account": viewer.account_id, "id": passkey_id, "issuer": issuer}
    with database.connection() as connection, connection.transaction():
        connection.execute(LOCK, [viewer.account_id])
        if connection.execute(HAS_OTHER_WAY, params).fetchone() != (True,):
            raise LastWay
        connection.execute(REMOVE, params)


@dataclass(frozen=True, slots=True)
class _Known:
    id: bytes
    account_id: UUID
    public_key: bytes
    sign_count: int


def _challenge(database: Database, account_id: UUID | None) -> bytes:
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    database.value(CHALLENGE, {"new": challenge, "account": account_id, "minutes": MINUTES})
    return challenge


def _answered(database: Database, credential: str, account_id: UUID | None) -> bytes:
    """Return the challenge that a credential answers, which is good this once."""
    told = _decoded(_part(credential, "response", "clientDataJSON"))
    try:
        challenge = _decoded(msgspec.json.decode(told)["challenge"])
    except (msgspec.DecodeError, RecursionError, KeyError, TypeError):
        raise WrongPasskey from None
    if not database.value(ANSWERED, [challenge, account_id]):
        raise WrongPasskey
    return challenge


def _id_in(credential: str) -> bytes:
    return _decoded(_part(credential, "rawId"))


def _part(credential: str, *path: str) -> Any:
    try:
        found = msgspec.json.decode(credential)
        for name in path:
            found = found[name]
    except (msgspec.DecodeError, UnicodeError, RecursionError, KeyError, TypeError):
        raise WrongPasskey from None
    return found


def _decoded(text: Any) -> bytes:
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (TypeError, ValueError, NotBase64):
        raise WrongPasskey from None


KEEP = """
    INSERT INTO passkey (id, account_id, public_key, sign_count) VALUES (%s, %s, %s, %s)
    ON CONFLICT (id) DO NOTHING RETURNING true
"""
KNOWN = """
    SELECT passkey.id, account_id, public_key, sign_count
    FROM passkey JOIN account ON account.id = account_id
    WHERE passkey.id = %s AND NOT closed
"""
USED = "UPDATE passkey SET sign_count = %s, used_at = now() WHERE id = %s RETURNING true"
OF_ACCOUNT = """
    SELECT id, made_at, used_at FROM passkey WHERE account_id = %s ORDER BY made_at, id
"""
HAS_OTHER_WAY = """
    SELECT password IS NOT NULL
        OR EXISTS (SELECT FROM passkey WHERE account_id = %(account)s AND id <> %(id)s)
        OR EXISTS (SELECT FROM identity WHERE account_id = %(account)s AND issuer = %(issuer)s)
    FROM holder WHERE account_id = %(account)s
"""
REMOVE = "DELETE FROM passkey WHERE account_id = %(account)s AND id = %(id)s"
CHALLENGE = """
    WITH old AS (DELETE FROM challenge WHERE expires_at < now())
    INSERT INTO challenge (challenge, account_id, expires_at)
    VALUES (%(new)s, %(account)s, now() + make_interval(mins => %(minutes)s)) RETURNING true
"""
ANSWERED = """
    DELETE FROM challenge
    WHERE challenge = %s AND account_id IS NOT DISTINCT FROM %s::uuid AND expires_at > now()
    RETURNING true
"""
