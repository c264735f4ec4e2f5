"""Finding by name, as one types."""

from dataclasses import dataclass
from uuid import UUID

from crm.database import Database
from crm.projections.words import folded, tsquery, words

CORRECTED = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a text led to, by a name it has or, if not `current`, had."""

    subject: UUID
    type: str
    name: str
    current: bool


def find(
    database: Database, text: str, *, types: tuple[str, ...] = (), limit: int = 10
) -> list[Found]:
    """Return what has or had a name like the text: names that begin so first.

    Then names with words that begin so; only if there are none, names with one typing error in
    a word.
    """
    text = text.replace("\0", " ")
    if not words(text):
        return []
    found = _by_beginning(database, text, types, limit)
    if len(found) < limit:
        found += _by_words(database, tsquery(text), types, limit)
    return _once(found)[:limit] or _by_spelling(database, text, types, limit)


def _by_beginning(database: Database, text: str, types: tuple[str, ...], limit: int) -> list[Found]:
    beginning = folded(" ".join(text.split()))
    escaped = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    params = {"beginning": f"{escaped}%", "types": list(types), "limit": limit}
    return database.rows(Found, BY_BEGINNING_OF_TYPE if types else BY_BEGINNING, params)


def _by_words(database: Database, query: str, types: tuple[str, ...], limit: int) -> list[Found]:
    params = {"query": query, "types": list(types), "limit": limit}
    return database.rows(Found, BY_WORDS_OF_TYPE if types else BY_WORDS, params)


def _by_spelling(database: Database, text: str, types: tuple[str, ...], limit: int) -> list[Found]:
    alternatives = [_spellings(database, word) for word in words(text)]
    if not all(alternatives):
        return []
    query = " & ".join(f"({' | '.join(found)})" for found in alternatives)
    return _once(_by_words(database, query, types, limit))


def _spellings(database: Database, word: str) -> list[str]:
    """Return the words of the index that a word with one typing error may stand for."""
    tried = [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
    candidates: list[str] = database.values(SPELT, [tried])
    near = [candidate for candidate in candidates if is_near(word, candidate)]
    return sorted(near, key=lambda candidate: abs(len(candidate) - len(word)))[:CORRECTED]


def is_near(one: str, other: str) -> bool:
    """Say whether two words differ by one letter: changed, added, left out, or two swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    return (
        rest == others
        or rest[1:] == others
        or rest == others[1:]
        or rest[1:] == others[1:]
        or (rest[:2] == others[1::-1] and rest[2:] == others[2:])
    )


def _once(found: list[Found]) -> list[Found]:
    first: dict[UUID, Found] = {}
    for one in found:
        first.setdefault(one.subject, one)
    return list(first.values())


COLUMNS = "SELECT subject, type, name, current FROM named WHERE "

BY_BEGINNING = COLUMNS + "folded LIKE %(beginning)s ORDER BY folded USING ~<~ LIMIT %(limit)s"
BY_BEGINNING_OF_TYPE = (
    COLUMNS + "folded LIKE %(beginning)s AND type = ANY (%(types)s) "
    "ORDER BY folded USING ~<~ LIMIT %(limit)s"
)
BY_WORDS = COLUMNS + "words @@ to_tsquery('simple', %(query)s) LIMIT %(limit)s"
BY_WORDS_OF_TYPE = (
    COLUMNS + "words @@ to_tsquery('simple', %(query)s) AND type = ANY (%(types)s) LIMIT %(limit)s"
)

SPELT = "SELECT DISTINCT word FROM spelling WHERE spelt = ANY (%s)"
