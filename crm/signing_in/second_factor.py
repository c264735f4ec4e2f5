"""The second factor: codes of an app (TOTP), and ten codes on paper, each good once."""

import re
import secrets
import time
from uuid import UUID

import pyotp

from crm.database import Database
from crm.signing_in.sealing import SealBroken, seal, sealing, unseal
from crm.signing_in.secrets import digest
from crm.signing_in.trying import Factor, known_as
from domain.refusal import Refusal

STEP_SECONDS = 30
# The clock of a phone may be half a minute off.
STEPS_OFF = 1
SECRET = re.compile(r"[A-Z2-7]{32}")
# 24 letters are 118 bits: too many to be guessed from a hash that is made quickly.
CODES, GROUPS, IN_A_GROUP = 10, 6, 4
# Without what looks alike, so that they can be read off paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongCode(Refusal):
    """The code isn't one that is good now, or it was used already."""

    field = "code"


class SecretIsLost(WrongCode):
    """The secret of the app was sealed under a key that isn't there any longer."""


def is_secret(text: str) -> bool:
    """Say whether a text has the shape of a secret."""
    return SECRET.fullmatch(text) is not None


def new_secret() -> str:
    """Return a secret for an app, before it is kept."""
    return pyotp.random_base32()


def address(secret: str, login: str) -> str:
    """Return what an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name="Verkosto")


def set_up(
    database: Database, account_id: UUID, secret: str, code: str, *, first: bool
) -> list[str]:
    """Keep the secret of an app that gave a code, and return ten codes for paper.

    Who has shown only a password may set up the `first`, and replace none. Whatever else waits for
    something of this account waits for a code then. Raises WrongCode.
    """
    step = _step(secret, "".join(code.split())) if is_secret(secret) else None
    if step is None:
        raise WrongCode
    codes = [_new_code() for _ in range(CODES)]
    hashes = [digest(_plain(one)) for one in codes]
    params = {"account": account_id, "step": step, "hashes": hashes, "first": first}
    with sealing(database) as (connection, key):
        sealed = {"secret": seal(key, account_id, secret)}
        if not connection.execute(SET_UP, params | sealed).fetchone():
            raise WrongCode
    return codes


def use(database: Database, account_id: UUID, code: str) -> None:
    """Take a code of the app or of the paper; each is good once.

    Raises WrongCode, SecretIsLost.
    """
    plain = _plain(code)
    kept = database.value(KEPT, [account_id])
    secret = _unsealed(database, account_id, kept) if kept else None
    step = _step(secret, plain) if secret else None
    if step is not None and database.value(USE_STEP, [step, account_id, step]):
        return
    if database.value(USE_CODE, [account_id, digest(plain)]):
        known_as(account_id, Factor.PAPER_CODE)
        return
    raise SecretIsLost if kept and not secret else WrongCode


def codes_left(database: Database, account_id: UUID) -> int:
    """Return how many codes on paper are still good."""
    return int(database.value(LEFT, [account_id]))


def _new_code() -> str:
    """Return a code for paper, in groups that an eye can keep."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return " ".join(groups)


def _plain(code: str) -> str:
    """Return a code as it is kept, however it was written."""
    return "".join(code.split()).lower().replace("-", "")


def _unsealed(database: Database, account_id: UUID, kept: str) -> str | None:
    """Return the secret of an app; None where the key to it is lost."""
    try:
        return unseal(database.keys(), account_id, kept)
    except SealBroken:
        # It may have been sealed under another key since it was read.
        return _unsealed_now(database, account_id)


def _unsealed_now(database: Database, account_id: UUID) -> str | None:
    try:
        return unseal(database.keys(), account_id, database.value(KEPT, [account_id]) or "")
    except SealBroken:
        return None


def _step(secret: str, code: str) -> int | None:
    """Return the half minute that a code belongs to, of those around now."""
    now = int(time.time()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in range(now - STEPS_OFF, now + STEPS_OFF + 1):
        if secrets.compare_digest(totp.at(step * STEP_SECONDS).encode(), code.encode()):
            return step
    return None


KEPT = "SELECT totp_secret FROM holder WHERE account_id = %s"
SET_UP = """
    WITH kept AS (
        UPDATE holder SET totp_secret = %(secret)s, totp_step = %(step)s
        WHERE account_id = %(account)s AND (NOT %(first)s OR totp_secret IS NULL)
        RETURNING account_id
    ), gone AS (
        DELETE FROM one_time_code WHERE account_id IN (SELECT account_id FROM kept)
    ), waiting AS (
        UPDATE session SET awaits = 'code'
        WHERE account_id IN (SELECT account_id FROM kept) AND awaits IS NOT NULL
    ), codes AS (
        INSERT INTO one_time_code (account_id, hash)
        SELECT account_id, unnest(%(hashes)s::bytea[]) FROM kept
    )
    SELECT true FROM kept
"""
USE_STEP = """
    UPDATE holder SET totp_step = %s WHERE account_id = %s AND totp_step < %s RETURNING true
"""
USE_CODE = "DELETE FROM one_time_code WHERE account_id = %s AND hash = %s RETURNING true"
LEFT = "SELECT count(*) FROM one_time_code WHERE account_id = %s"
