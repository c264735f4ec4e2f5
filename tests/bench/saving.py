"""Saving one thing: a partner with its read models, and the log alone, beside a plain INSERT."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.database import Database
from crm.log import Origin
from crm.log.log import Log
from crm.opening import opened_at
from domain.partner import Description, Partner
from tests.bench.cordis import cordis
from tests.bench.installation import copied, server
from tests.bench.plain import Plain
from tests.bench.result import Bound, Result
from tests.bench.timing import in_turns, seconds

TURNS, EACH = 41, 12
THREADS = 8
DESCRIPTION = Description("association", ("health_care",), "Kuopio", "FI", ("fi", "sv"))
NUMBERS = count(1)
Call = Callable[[], object]


def saving(data: Path) -> Iterator[Result]:
    """Measure a save in a network as large as CORDIS, and appends without read models."""
    with server(data) as running:
        cordis(running)
        with copied(running, "cordis", "saving") as url, opened_at(url) as crm, Plain(url) as plain:
            insert = plain.insert_of(_stored(crm))
            most = Bound(5, ratio=True)
            yield _compared("register a partner", lambda: register(crm), insert, 1, most)
            stored, log = _stored(crm), Log(Database(make_conninfo(url)))
            for threads, least in ((1, 0.5), (THREADS, 0.3)):
                bound = Bound(least, least=True, ratio=True)
                what = f"append alone, {threads} writer{'s' * (threads > 1)}"
                yield _compared(what, lambda: _append(log, stored), insert, threads, bound)
            log.close()
            log.database.close()


def _compared(what: str, ours: Call, reference: Call, threads: int, bound: Bound) -> Result:
    with ThreadPoolExecutor(threads) as pool:
        for call in (ours, reference):
            _each(pool, call, threads)
        turns = in_turns(
            TURNS, lambda: _each(pool, ours, threads), lambda: _each(pool, reference, threads)
        )
    one, other = median(turns.ours), median(turns.reference)
    if bound.least:
        note = f"time {turns.spread}"
        return Result(what, "/s", 1 / one, 1 / other, 1 / turns.ratio, bound, note)
    return Result(what, "ms", one * 1_000, other * 1_000, turns.ratio, bound, turns.spread)


def _each(pool: ThreadPoolExecutor, call: Call, threads: int) -> float:
    """Return how long a call takes where as many do nothing else, in seconds."""
    if threads == 1:
        return median(seconds(call) for _ in range(EACH))
    took = seconds(lambda: list(pool.map(lambda _: call(), range(EACH * threads))))
    return took / EACH / threads


def register(crm: CRM) -> None:
    """Take a new partner in."""
    crm.register_partner(f"Partner {next(NUMBERS)}", DESCRIPTION, origin=Origin("bench"))


def _append(log: Log, stored: StoredEvent) -> None:
    log.recorder.append([replace(stored, originator_id=uuid4())], Origin("bench"))


def _stored(log: Log) -> StoredEvent:
    """Return the event of a new partner."""
    partner = Partner.register(f"Partner {next(NUMBERS)}", DESCRIPTION)
    (event,) = partner.collect_events()
    return log.mapper.to_stored_event(event)
