"""Words that say too much in a password here: the program's, its owner's, this network's.

docs/accounts.md tells which they are. Whoever guesses passwords of one network begins with these.
"""

import re

from crm.database import Database
from crm.projections.directory.questions import names_of_ours
from crm.signing_in.holders import Holder

PROGRAM = "verkosto"
# Shorter ones are in words that have nothing to do with them.
SHORTEST_WORD = 4
WORD = re.compile(r"[^\W_]+")


def telling_words(database: Database, found: Holder, host: str) -> list[str]:
    """Return the words that somebody's password mustn't be made of, the longest first."""
    texts = [PROGRAM, host, found.name, found.login, *names_of_ours(database)]
    return words_in(texts)


def words_in(texts: list[str]) -> list[str]:
    """Return texts, and each of their words, as they are compared: the longest first."""
    found = {word for text in texts for word in (text.casefold(), *WORD.findall(text.casefold()))}
    long_enough = (word for word in found if len(word) >= SHORTEST_WORD)
    return sorted(long_enough, key=lambda word: (-len(word), word))
