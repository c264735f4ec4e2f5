"""What every aggregate has in common."""

import os
from typing import Any
from uuid import UUID

from eventsourcing import domain

DRAWN_AT_ONCE = 256


class Aggregate(domain.Aggregate):
    """Something that facts are about; it gets a random id at its first.

    Ids are drawn many at once: asking the system for each makes a thread wait for its turn, which
    was an eighth of an import.
    """

    @staticmethod
    def create_id(*_: Any, **__: Any) -> UUID:
        """Return a random id, a version 4 UUID."""
        while True:
            try:
                return _drawn.pop()
            except IndexError:
                _drawn.extend(random_ids(DRAWN_AT_ONCE))


def random_ids(count: int) -> list[UUID]:
    """Return so many random ids."""
    taken = os.urandom(16 * count)
    return [UUID(bytes=taken[16 * n : 16 * n + 16], version=4) for n in range(count)]


_drawn: list[UUID] = []
# Or a forked process would give out the same; Windows has no fork.
getattr(os, "register_at_fork", dict)(after_in_child=_drawn.clear)
