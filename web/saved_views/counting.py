"""How many rows saved views hold: counted anew only once something of their kind was written.

A save of an engagement then leaves the numbers of partners as they are, which a large network takes
long to count; what is to be counted is asked for in one question a kind.
"""

from __future__ import annotations

from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from crm.log.touched import touched
from crm.network.arrays import Kept

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from crm.database import Database
    from crm.saved_views.keeping import SavedView
    from web.saved_views.lists import Counts, Listed
    from web.visit import Visit

MOST = 500
# Whoever is erased is one of these, and may have been searched for.
PEOPLE = frozenset({"contact", "colleague"})
Key = tuple[Any, ...]


class Numbers:
    """What was counted of one database, and how far the log went when a kind was written of last.

    As far as this process saw: what was written before it first looked counts as written then.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._begin(None, 0)

    def _begin(self, identity: object, position: int) -> None:
        self._identity, self._position, self._begun = identity, position, position
        self._written: dict[str, int] = {}
        self.kept = Kept(MOST)

    def look(self, database: Database, position: int) -> None:
        """See what was written up to a position."""
        with self._lock:
            if database.identity != self._identity:
                self._begin(database.identity, position)
            if position > self._position:
                found = touched(database, self._position, position)
                self._written |= dict.fromkeys(found, position)
                self._position = position
                if found & PEOPLE:
                    self.kept = Kept(MOST)

    def written(self, position: int, kinds: Sequence[str]) -> Hashable:
        """Return what tells when something of these kinds was written last, up to a position."""
        with self._lock:
            if position < self._position:
                # Somebody who came earlier is served later: it is counted for them alone.
                return "at", position
            return max(self._written.get(kind, self._begun) for kind in kinds)


NUMBERS = Numbers()


def counted(visit: Visit, views: Sequence[tuple[SavedView, Listed]]) -> list[int | None]:
    """Return how many rows saved views hold, as their lists say; None for what has no rows."""
    NUMBERS.look(visit.crm.database, visit.position)
    found: dict[Key, int] = {}
    unknown: dict[Counts, dict[Key, Any]] = defaultdict(dict)
    keys = [_key(visit, view, listed) for view, listed in views]
    kept = NUMBERS.kept
    for key, (_view, listed) in zip(keys, views, strict=True):
        if key and listed.counts:
            if (count := kept.get(key)) is not None:
                found[key] = cast("int", count)
            else:
                unknown[listed.counts][key] = key[-1]
    for counts, asked in unknown.items():
        numbers = counts(visit.crm.database, [*asked.values()])
        found |= {one: kept.put(one, n) for one, n in zip(asked, numbers, strict=True)}
    return [found.get(key) for key in keys]


def _key(visit: Visit, view: SavedView, listed: Listed) -> Key:
    """Say what the number of a view depends on; empty where it has no rows."""
    if not listed.wanted:
        return ()
    written = NUMBERS.written(visit.position, listed.kinds)
    wanted = listed.wanted(visit.asking(view.asked))
    return visit.crm.database.identity, written, visit.today, wanted
