"""What the index of names leads to; crm/finding.py asks it, beside people."""

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


@dataclass(frozen=True, slots=True)
class Index:
    """Where is looked: among names of some types, but for what is hidden; and how many are told."""

    database: Database
    types: tuple[str, ...]
    hidden: list[UUID]
    limit: int

    def by_beginning(self, text: str) -> list[Found]:
        """Return what has or had names that begin so."""
        beginning = folded(" ".join(text.split()))
        escaped = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return self._rows(BY_BEGINNING, {"beginning": f"{escaped}%"})

    def by_words(self, text: str) -> list[Found]:
        """Return what has or had names with words that begin so."""
        return self._rows(BY_WORDS, {"query": tsquery(text)})

    def by_spelling(self, text: str) -> list[Found]:
        """Return what has or had names with one typing error in each word of a text."""
        alternatives = [_spellings(self.database, word) for word in words(text)]
        if not all(alternatives):
            return []
        query = " & ".join(f"({' | '.join(found)})" for found in alternatives)
        return self._rows(BY_WORDS, {"query": query})

    def _rows(self, sql: str, params: dict[str, str]) -> list[Found]:
        of_type = "AND type = ANY (%(types)s) " if self.types else ""
        seen = "AND subject <> ALL (%(hidden)s) " if self.hidden else ""
        among = {"types": list(self.types), "hidden": self.hidden, "limit": self.limit}
        return self.database.rows(Found, sql.replace("{among}", of_type + seen), params | among)


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


COLUMNS = "SELECT subject, type, name, current FROM named WHERE "

BY_BEGINNING = (
    COLUMNS + "folded LIKE %(beginning)s {among}ORDER BY folded USING ~<~ LIMIT %(limit)s"
)
BY_WORDS = COLUMNS + "words @@ to_tsquery('simple', %(query)s) {among}LIMIT %(limit)s"

SPELT = "SELECT DISTINCT word FROM spelling WHERE spelt = ANY (%s)"
