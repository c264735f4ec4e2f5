"""Names as they are searched and sorted."""

import re
import unicodedata
from functools import lru_cache

# Finnish and Swedish order: å ä ö after z, where { | } lie; w with v, other accents with their
# letter.
LATE = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "w": "v"})
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
WORD_LIMIT = 200
WORD = re.compile(r"\w+")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return text as it is searched: no case, no accents, 'Ääneseutu' as 'aaneseutu'."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return WORD.findall(folded(text))


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """Return a key that sorts by code point as Finnish and Swedish readers expect."""
    lower = " ".join(WORD.findall(unicodedata.normalize("NFC", text.lower())))
    if not lower.isascii():
        kept = unicodedata.normalize("NFKD", lower.translate(LATE))
        lower = "".join(letter for letter in kept if letter.isascii())
    else:
        lower = lower.replace("w", "v")
    return lower[:120]


@lru_cache(maxsize=20_000)
def vector(text: str) -> str:
    """Return the folded words of a text as a tsvector, each once."""
    return " ".join(sorted({word[:WORD_LIMIT] for word in words(text)}))


def tsquery(text: str) -> str:
    """Return a tsquery for names that hold a word beginning with each word of a text."""
    return " & ".join(f"{word[:WORD_LIMIT]}:*" for word in words(text))
