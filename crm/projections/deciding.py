"""What much of the log comes to in the read models, worked out by this process and another.

More than half of a rebuild, and a good part of an import, goes into saying which rows events come
to: that needs no database, and nothing that came before.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from queue import SimpleQueue
from typing import Any

from psycopg import Connection

import domain
from crm.database import Database
from crm.helper import CORES, Helper, HelperIsGone, thread_gives_way
from crm.memory import ahead
from crm.projections.read_model import ReadModel, all_decided
from crm.projections.reading import batches_after, entries_between, spans
from crm.projections.writer import Writer

Decided = tuple[int, list[Writer]]
Decide = Callable[[int, int], list[Writer]]
Conninfo = tuple[tuple[str, Any], ...]
# Of fewer entries a helper would hardly have begun.
WORTH_IT = 30_000
# How many batches may be under way or wait to be written: a helper needs a while to begin.
AHEAD = 6


def decided_until(database: Database, models: Sequence[ReadModel], until: int) -> Iterator[Decided]:
    """Give what writes the log to empty tables, batch by batch, with the position each reaches."""
    if until < WORTH_IT or CORES == 1:
        return _one_by_one(database, models)
    return _side_by_side(database, models, until)


def _one_by_one(database: Database, models: Sequence[ReadModel]) -> Iterator[Decided]:
    with database.dedicated() as reading, closing(ahead(batches_after(reading, 0))) as batches:
        for entries in batches:
            yield entries[-1].position, all_decided(models, entries)


def _side_by_side(database: Database, models: Sequence[ReadModel], until: int) -> Iterator[Decided]:
    """Let this process and a helper decide, each the next batch whenever it is free."""
    free: SimpleQueue[Decide] = SimpleQueue()

    def decide(after: int, until: int) -> list[Writer]:
        one = free.get()
        try:
            return one(after, until)
        finally:
            free.put(one)

    with ExitStack() as block:
        reading = block.enter_context(database.dedicated())
        helper = block.enter_context(Helper(models))
        helper.give_way()
        free.put(partial(_here, reading, models))
        free.put(partial(_there, helper, database, models))
        both = ThreadPoolExecutor(2, initializer=thread_gives_way)
        block.callback(both.shutdown, cancel_futures=True)
        asked: deque[tuple[int, Future[list[Writer]]]] = deque()
        for after, end in spans(until):
            asked.append((end, both.submit(decide, after, end)))
            if len(asked) == AHEAD:
                yield _answered(asked)
        while asked:
            yield _answered(asked)


def _answered(asked: "deque[tuple[int, Future[list[Writer]]]]") -> Decided:
    end, answer = asked.popleft()
    return end, answer.result()


def _there(
    helper: Helper, database: Database, models: Sequence[ReadModel], after: int, until: int
) -> list[Writer]:
    try:
        asked = tuple(database.conninfo.items()), tuple(models), after, until
        return helper.ask(decided_between, *asked).result()
    except HelperIsGone:
        with database.dedicated() as reading:
            return _here(reading, models, after, until)


def decided_between(
    conninfo: Conninfo, models: Sequence[ReadModel], after: int, until: int
) -> list[Writer]:
    """Return what writes the entries between two positions, ready to be sent; in a helper."""
    _know_every_event()
    return _here(_connection(conninfo), models, after, until)


@cache
def _know_every_event() -> None:
    """Bring the modules of the domain, of which the read models alone know only their own."""
    for module in iter_modules(domain.__path__):
        import_module(f"domain.{module.name}")


def _here(
    reading: Connection[Any], models: Sequence[ReadModel], after: int, until: int
) -> list[Writer]:
    entries = entries_between(reading, after, until)
    writers = all_decided(models, entries)
    for writer in writers:
        writer.pack()
    return writers


@cache
def _connection(conninfo: Conninfo) -> Connection[Any]:
    """Open the one connection of a helper; it is closed with the process."""
    return Connection.connect(**dict(conninfo), autocommit=True)
