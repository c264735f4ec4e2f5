"""Finding by name, as one types: colleagues in the directory, all else in the index of names."""

from collections.abc import Collection, Iterable
from uuid import UUID

from crm import vault
from crm.database import Database
from crm.projections.directory import colleagues
from crm.projections.directory.colleagues import Called
from crm.projections.search.questions import Found, Index, is_near
from crm.projections.words import words


def find(
    database: Database,
    text: str,
    *,
    types: tuple[str, ...] = (),
    limit: int = 10,
    hidden: Collection[UUID] = (),
) -> list[Found]:
    """Return what has or had a name like the text: names that begin so first.

    Then names with words that begin so; only if there are none, names with one typing error in
    a word. What is `hidden` is found by none.
    """
    text = text.replace("\0", " ")
    if not words(text):
        return []
    index, ours = Index(database, types, list(hidden), limit), not types or "colleague" in types
    people = colleagues.called(database, text, limit) if ours else []
    beginning = [one for one in people if _begins(one.name, text)]
    found = _told(beginning) + index.by_beginning(text)
    if len(found) < limit:
        found += _told(people) + index.by_words(text) + (_formerly(database, text) if ours else [])
    if not found:
        found = (_spelt(database, text) if ours else []) or index.by_spelling(text)
    return _once(found)[:limit]


def _begins(name: str, text: str) -> bool:
    return vault.folded(name).startswith(vault.folded(" ".join(text.split())))


def _formerly(database: Database, text: str) -> list[Found]:
    """Return the colleagues who had a name like the text, until it was corrected."""
    had = [one for one in colleagues.formerly_called(database) if _has_words(text, one.name)]
    return [Found(one.id, "colleague", one.name, current=False) for one in had]


def _has_words(text: str, name: str) -> bool:
    typed, called = vault.words(text), vault.words(name)
    return all(any(one.startswith(word) for one in called) for word in typed)


def _spelt(database: Database, text: str) -> list[Found]:
    """Return the colleagues of whose names each word of a text has one, but for an error."""
    return _told(one for one in colleagues.everybody(database) if _is_spelt(text, one.name))


def _is_spelt(text: str, name: str) -> bool:
    typed, called = vault.words(text), vault.words(name)
    return all(any(is_near(word, one) for one in called) for word in typed)


def _told(people: Iterable[Called]) -> list[Found]:
    return [Found(one.id, "colleague", one.name, current=True) for one in people]


def _once(found: list[Found]) -> list[Found]:
    first: dict[UUID, Found] = {}
    for one in found:
        first.setdefault(one.subject, one)
    return list(first.values())
