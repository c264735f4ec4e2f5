"""Secrets that have to be read again are sealed under a key that lies outside the database.

A backup of the database then holds no usable secret. A seal is AES-GCM, bound to the account: what
was sealed for one can't be put in the place of another's.
"""

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from psycopg import Connection

from crm.database import Database

NONCE_BYTES = 12
MARK = "sealed.v1:"
# Whoever renews the key waits for those who seal, and they for it.
SHARE = "SELECT pg_advisory_xact_lock_shared(5317044)"


class SealBroken(Exception):
    """A secret was sealed under another key, or for somebody else."""


@contextmanager
def sealing(database: Database) -> Iterator[tuple[Connection, bytes]]:
    """Give a transaction in which what is sealed under this key is kept before another is there."""
    with database.connection() as connection, connection.transaction():
        connection.execute(SHARE)
        yield connection, database.keys()[0]


def seal(key: bytes, account_id: UUID, secret: str) -> str:
    """Return a secret as it is kept."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, secret.encode(), account_id.bytes)
    return MARK + b64encode(nonce + sealed).decode()


def unseal(keys: Sequence[bytes], account_id: UUID, kept: str) -> str:
    """Return a secret from what is kept of it, by whichever key opens it. Raises SealBroken."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for key in keys:
        try:
            sealed = b64decode(kept.removeprefix(MARK), validate=True)
            nonce, text = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            return AESGCM(key).decrypt(nonce, text, account_id.bytes).decode()
        except (InvalidTag, NotBase64, ValueError):
            continue
    raise SealBroken
