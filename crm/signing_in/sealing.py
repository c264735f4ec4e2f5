"""Secrets that have to be read again are sealed under a key that lies outside the database.

A backup of the database then holds no usable secret. A seal is AES-GCM, bound to the account: what
was sealed for one can't be put in the place of another's.
"""

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from pathlib import Path
from uuid import UUID, uuid4

from crm.database import Database
from domain.refusal import Refusal

KEY_BYTES, NONCE_BYTES = 32, 12
FILE, MARK = "secret.key", "sealed.v1:"


class SealBroken(Exception):
    """A secret was sealed under another key, or for somebody else."""


class BadKey(Refusal):
    """The file of the key holds something else."""


def key_in(folder: Path) -> bytes:
    """Return the key of an installation, made at its first use. Raises BadKey."""
    path = folder / FILE
    if not path.exists():
        _make(folder, path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise BadKey
    return key


def seal(key: bytes, account_id: UUID, secret: str) -> str:
    """Return a secret as it is kept."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, secret.encode(), account_id.bytes)
    return MARK + b64encode(nonce + sealed).decode()


def unseal(key: bytes, account_id: UUID, kept: str) -> str:
    """Return a secret from what is kept of it. Raises SealBroken."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        sealed = b64decode(kept.removeprefix(MARK), validate=True)
        opened = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], account_id.bytes)
    except (InvalidTag, NotBase64, ValueError) as error:
        raise SealBroken from error
    return opened.decode()


def seal_plain(database: Database) -> None:
    """Seal what a program before this one kept as it was."""
    for account_id, plain in database.pairs(PLAIN, [f"{MARK}%"]).items():
        sealed = seal(database.key, account_id, plain)
        database.value(SEAL, [sealed, account_id, plain])


def _make(folder: Path, path: Path) -> None:
    """Write a new key; of several processes that do so at once, the first one's holds."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = path.with_name(f"{FILE}.{uuid4().hex}")
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(written, path)
    except FileExistsError:
        pass
    finally:
        written.unlink()


PLAIN = """
    SELECT account_id, totp_secret FROM holder
    WHERE totp_secret IS NOT NULL AND totp_secret NOT LIKE %s
"""
SEAL = """
    UPDATE holder SET totp_secret = %s WHERE account_id = %s AND totp_secret = %s RETURNING true
"""
