"""Passwords: kept as argon2id hashes, refused where they are easy to guess."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Semaphore
from typing import ClassVar

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from domain.refusal import Refusal

SHORTEST, LONGEST = 15, 500
# What a password has to have beside the words that say too much.
OWN_CHARACTERS = 8
# Of what zxcvbn counts from 0 to 4, 3 takes more than a hundred million guesses.
STRONG = 3
# It takes longer the longer a text is, and what is this long is never easy.
LOOKED_AT = 72
# OWASP's least for argon2id, about 30 ms; no more than two at a time, for they need memory.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
TWO_AT_ONCE = Semaphore(2)


@dataclass(eq=False)
class ShortPassword(Refusal):
    """A password has fewer characters than any may have."""

    field = "password"
    shortest: ClassVar[int] = SHORTEST


class EasyPassword(Refusal):
    """A password is common, or made of what is easy to guess."""

    field = "password"


class LongPassword(Refusal):
    """A password is longer than anybody types."""

    field = "password"
    longest: ClassVar[int] = LONGEST


def check(password: str, telling: Sequence[str]) -> None:
    """Raise ShortPassword, LongPassword or EasyPassword; `telling` are words that say too much.

    They are as `telling_words` gives them: folded, the longest first. The list of common passwords
    is zxcvbn's, which comes with it: nothing is asked over the net.
    """
    if len(password) < SHORTEST:
        raise ShortPassword
    if len(password) > LONGEST:
        raise LongPassword
    own = password.casefold()
    for word in telling:
        own = own.replace(word, "")
    if len(own) < OWN_CHARACTERS:
        raise EasyPassword
    # Its lists take memory that most processes never need.
    from zxcvbn import zxcvbn

    if zxcvbn(password[:LOOKED_AT], user_inputs=telling)["score"] < STRONG:
        raise EasyPassword


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with TWO_AT_ONCE:
        return HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Say whether a password is the one that was kept; as slow where none was."""
    with TWO_AT_ONCE:
        try:
            return HASHER.verify(kept or nobodys(), password) and kept is not None
        except (VerificationError, UnicodeError):
            return False


@cache
def nobodys() -> str:
    """Return a hash that nothing fits, to spend the same time on."""
    return HASHER.hash(secrets.token_urlsafe())
