"""Search as one types, over a hundred thousand names."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import numpy as np

from crm.database import Database
from crm.finding import find
from crm.opening import opened_at
from crm.projections.words import folded, words
from tests.bench.installation import server
from tests.bench.load import Site, compared
from tests.bench.names import generated, names
from tests.bench.result import Bound, Result
from tests.bench.sites import both
from tests.bench.timing import milliseconds, p95

ASKED = 600
TURNS = 3
LETTERS = list("abcdefghijklmnopqrstuvwxyzåäö")
SHORTEST = 5
Typed = tuple[str, str]


def suggestions(data: Path) -> Iterator[Result]:
    """Measure the beginnings of words, words with an error, and the fragment they lead to."""
    typed, mistyped = _typed(), _mistyped()
    with server(data) as running:
        url = names(running)
        with opened_at(url) as crm:
            yield _asked(crm.database, "find by the beginning of any word, p95", typed)
            yield _asked(crm.database, "find a word with one error, p95", mistyped)
            yield _found(crm.database, mistyped)
        with opened_at(url) as crm, both(url) as (ours, other):

            def be_patient() -> None:
                # Nobody types as fast.
                crm.database.value("DELETE FROM bucket RETURNING true")

            queries = [urlencode({"q": text}) for text, _ in typed]
            here = Site(ours, [f"/search/suggestions?{query}" for query in queries])
            there = Site(other, [f"/suggestions?{query}" for query in queries])
            for clients in (1, 8):
                for what, anew in (("suggestions", False), ("suggestions made anew", True)):
                    yield compared(what, here, there, clients, 2, anew=anew, before_each=be_patient)


def _asked(database: Database, what: str, asked: list[Typed]) -> Result:
    turns = [
        [milliseconds(partial(find, database, text)) for text, _ in asked] for _ in range(TURNS)
    ]
    high = [p95(turn) for turn in turns]
    middle = median(median(turn) for turn in turns)
    note = f"{min(high):.2f} to {max(high):.2f} ms in {TURNS} turns; p50 {middle:.2f} ms"
    return Result(what, "ms", median(high), bound=Bound(3), note=note)


def _found(database: Database, asked: list[Typed]) -> Result:
    right = [
        any(word in words(one.name) for one in find(database, text, limit=10))
        for text, word in asked
    ]
    share = 100 * sum(right) / len(right)
    what = "right word among ten, one error"
    return Result(what, "%", share, bound=Bound(95, least=True), note=f"of {len(right)} words")


def _typed() -> list[Typed]:
    """Return beginnings, of one letter to eight, of any word of a name."""
    chance = np.random.default_rng(1)
    found = []
    for name in chance.choice(generated(), ASKED):
        word = str(chance.choice(folded(str(name)).split()))
        found.append((word[: int(chance.integers(1, 9))], word))
    return found


def _mistyped() -> list[Typed]:
    """Return the longest word of a name with one error in it, not in its first letter."""
    chance = np.random.default_rng(2)
    found = []
    for name in chance.choice(generated(), ASKED):
        word = max(str(name).lower().split(), key=len)
        if len(word) >= SHORTEST and (text := _wrong(chance, word)) != word:
            found.append((text, folded(word)))
    return found


def _wrong(chance: np.random.Generator, word: str) -> str:
    at = int(chance.integers(1, len(word)))
    letter = str(chance.choice(LETTERS))
    before, rest = word[:at], word[at:]
    kinds = letter + rest[1:], rest[1:], letter + rest, rest[1:2] + rest[:1] + rest[2:]
    return before + str(kinds[int(chance.integers(0, len(kinds)))])
