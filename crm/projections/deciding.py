"""What much of the log comes to in the read models, worked out by other processes.

More than half of a rebuild, and a good part of an import, goes into saying which rows events come
to: that needs no database, and nothing that came before.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, closing
from functools import cache, partial
from itertools import cycle
from typing import Any

from psycopg import Connection

from crm.database import Database
from crm.helper import CORES, Helper, HelperIsGone
from crm.memory import ahead
from crm.projections.read_model import ReadModel, decided
from crm.projections.reading import batches_after, entries_between, spans
from crm.projections.writer import Writer

Decided = tuple[int, list[Writer]]
Conninfo = tuple[tuple[str, Any], ...]
# More would only wait for the database.
HELPERS = min(2, CORES)
# Of fewer entries a helper would hardly have begun.
WORTH_IT = 30_000
# How many batches each helper is asked for before the first is needed.
ASKED = 2


def decided_until(database: Database, models: Sequence[ReadModel], until: int) -> Iterator[Decided]:
    """Give what writes the log to empty tables, batch by batch, with the position each reaches."""
    if until < WORTH_IT or CORES == 1:
        return _by_this_process(database, models)
    return _by_helpers(database, models, until)


def _by_this_process(database: Database, models: Sequence[ReadModel]) -> Iterator[Decided]:
    with database.dedicated() as reading, closing(ahead(batches_after(reading, 0))) as batches:
        for entries in batches:
            yield entries[-1].position, [decided(model, entries) for model in models]


def _by_helpers(database: Database, models: Sequence[ReadModel], until: int) -> Iterator[Decided]:
    deciding = partial(decided_between, tuple(database.conninfo.items()), tuple(models))
    with ExitStack() as block:
        helpers = [block.enter_context(Helper(models)) for _ in range(HELPERS)]
        for helper in helpers:
            helper.give_way()
        asked: deque[tuple[int, int, Future[list[Writer]]]] = deque()
        for helper, span in zip(cycle(helpers), spans(until), strict=False):
            asked.append((*span, helper.ask(deciding, *span)))
            if len(asked) == HELPERS * ASKED:
                yield _answered(database, models, *asked.popleft())
        while asked:
            yield _answered(database, models, *asked.popleft())


def _answered(
    database: Database,
    models: Sequence[ReadModel],
    after: int,
    until: int,
    answer: "Future[list[Writer]]",
) -> Decided:
    try:
        return until, answer.result()
    except HelperIsGone:
        with database.dedicated() as reading:
            return until, _decided(reading, models, after, until)


def decided_between(
    conninfo: Conninfo, models: Sequence[ReadModel], after: int, until: int
) -> list[Writer]:
    """Return what writes the entries between two positions, ready to be sent; in a helper."""
    writers = _decided(_connection(conninfo), models, after, until)
    for writer in writers:
        writer.pack()
    return writers


def _decided(
    reading: Connection[Any], models: Sequence[ReadModel], after: int, until: int
) -> list[Writer]:
    entries = entries_between(reading, after, until)
    return [decided(model, entries) for model in models]


@cache
def _connection(conninfo: Conninfo) -> Connection[Any]:
    """Open the one connection of a helper; it is closed with the process."""
    return Connection.connect(**dict(conninfo), autocommit=True)
