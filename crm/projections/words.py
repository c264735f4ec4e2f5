"""Names as they are searched and sorted."""

import re
import unicodedata
from functools import lru_cache

# Finnish and Swedish order: å ä ö after z, where { | } lie; w with v, other accents with their
# letter.
LATE = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "w": "v"})
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
WORD_LIMIT, SORTED_BY = 200, 120
WORD = re.compile(r"\w+")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return text as it is searched: no case, no accents, 'Ääneseutu' as 'aaneseutu'."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, in order."""
    return tuple(WORD.findall(folded(text)))


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """Return a key that sorts by code point as Finnish and Swedish readers expect."""
    if text.isascii():
        return " ".join(words(text)).replace("w", "v")[:SORTED_BY]
    lower = " ".join(WORD.findall(unicodedata.normalize("NFC", text.lower())))
    kept = unicodedata.normalize("NFKD", lower.translate(LATE))
    return "".join(letter for letter in kept if letter.isascii())[:SORTED_BY]


@lru_cache(maxsize=20_000)
def vector(text: str) -> str:
    """Return the folded words of a text as a tsvector, each once."""
    if text.isascii() and text.isalnum():
        # One word, as most identifiers are.
        return text.lower()[:WORD_LIMIT]
    found = words(text)
    if len(folded(text)) > WORD_LIMIT:
        found = tuple(word[:WORD_LIMIT] for word in found)
    return " ".join(sorted({*found}))


def tsquery(text: str) -> str:
    """Return a tsquery for names that hold a word beginning with each word of a text."""
    return " & ".join(f"{word[:WORD_LIMIT]}:*" for word in words(text))
