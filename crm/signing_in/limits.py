"""How often something may be tried: a bucket of tokens under each key, filled again with time."""

from dataclasses import dataclass

from crm.database import Database
from domain.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries at once, and as many again within so many seconds."""

    tries: int
    seconds: int


# Ten tries in five minutes for one account, more for an address that many may share.
OF_ACCOUNT, OF_ADDRESS = Limit(10, 300), Limit(100, 300)
# Whoever is signed in searches as they type, twenty times a second all day long; a program that
# goes through the alphabet wants more.
OF_SEARCHES = Limit(1_200, 60)
# What is taken out of the program in files.
OF_EXPORTS = Limit(30, 300)
# Codes have six digits: so many a day are far from all.
OF_CODES = Limit(30, 24 * 3600)


@dataclass(eq=False)
class TooManyTries(Refusal):
    """It was tried too often; after so many seconds it may be tried again."""

    seconds: int


def take(database: Database, key: str, limit: Limit) -> None:
    """Take a token. Raises TooManyTries where none is left; many at once can't take the same."""
    params = {"key": key, "tries": limit.tries, "rate": limit.tries / limit.seconds}
    if not database.value(TAKE, params):
        raise TooManyTries(max(limit.seconds // limit.tries, 1))


def forget(database: Database, key: str) -> None:
    """Fill a bucket again, as after a try that was right."""
    database.value("DELETE FROM bucket WHERE key = %s RETURNING true", [key])


TAKE = """
    INSERT INTO bucket (key, tokens, at) VALUES (%(key)s, %(tries)s - 1, now())
    ON CONFLICT (key) DO UPDATE SET at = now(), tokens = least(
        %(tries)s, bucket.tokens + extract(epoch FROM now() - bucket.at) * %(rate)s
    ) - 1
    WHERE least(
        %(tries)s, bucket.tokens + extract(epoch FROM now() - bucket.at) * %(rate)s
    ) >= 1
    RETURNING true
"""
