"""Imports take turns: each decides on rows by what is there, and would miss what another brings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crm.database import Database

TRY = "SELECT pg_try_advisory_lock(5317045)"
LOCK = "SELECT pg_advisory_lock(5317045)"
Waiting = Callable[[], None]


@contextmanager
def in_turn(database: Database, waiting: Waiting) -> Iterator[None]:
    """Wait until no other process imports; `waiting` is called once where one does.

    A process that dies lets the next one go on.
    """
    with database.dedicated() as connection:
        found = connection.execute(TRY).fetchone()
        if found != (True,):
            waiting()
            connection.execute(LOCK)
        yield
