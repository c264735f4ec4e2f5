"""The longest a save waits while PostgreSQL and a rebuild work on a million events beside it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from crm.application import CRM
from crm.beside import beside
from crm.opening import opened_at
from tests.bench.installation import server
from tests.bench.million import EVENTS, million
from tests.bench.processes import CRM as PROGRAM
from tests.bench.processes import Finished, finished
from tests.bench.result import Bound, Result
from tests.bench.saving import register
from tests.bench.timing import milliseconds, p95

MOST = Bound(200)
PAUSE = 0.01
UPKEEP = ("ANALYZE crm_events", "VACUUM crm_events", "VACUUM (ANALYZE)")
ALONE = 5


def stalls(data: Path) -> Iterator[Result]:
    """Measure saves beside ANALYZE and VACUUM, then with a rebuild of everything as well."""
    with server(data) as running:
        url = million(running)
        with opened_at(url) as crm, _upkept(url):
            yield _longest("ANALYZE and VACUUM", _saves_beside(crm, lambda: time.sleep(ALONE)))
            saves = _saves_beside(crm, lambda: _rebuilt(url))
            yield _longest("ANALYZE, VACUUM and a rebuild", saves)


def _longest(beside: str, saves: list[tuple[float, float]]) -> Result:
    took = [one for _, one in saves]
    end, longest = saves[-1][0], max(saves, key=lambda save: save[1])
    note = (
        f"of {len(took)} in {end:.0f} s, at {longest[0]:.1f} s; p95 {p95(took):.1f} ms; "
        f"{EVENTS:,} events"
    )
    return Result(f"longest save beside {beside}", "ms", longest[1], bound=MOST, note=note)


def _saves_beside(crm: CRM, other: Callable[[], object]) -> list[tuple[float, float]]:
    """Return when saves were begun, and how long each took in ms, until something is done."""
    began, saves = time.perf_counter(), []
    beside = threading.Thread(target=other)
    beside.start()
    while beside.is_alive():
        saves.append((time.perf_counter() - began, milliseconds(lambda: register(crm))))
        time.sleep(PAUSE)
    return saves


def _rebuilt(url: str) -> Finished:
    return finished(*PROGRAM, "rebuild", "--broken", env={"CRM_DATABASE_URL": url})


@contextmanager
def _upkept(url: str) -> Iterator[None]:
    """Let PostgreSQL keep its tables up all the while."""

    def keep_up(done: threading.Event) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while not done.is_set():
                for statement in UPKEEP:
                    connection.execute(statement)

    with beside(keep_up):
        yield
