"""Who worked with whom: one party by SQL, the whole network beside plain numpy, a map."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from uuid import UUID

from crm.database import Database
from crm.network.filters import Filters, condition
from crm.network.map import map_of
from crm.network.party import partners, shared
from crm.network.strongest import strongest
from crm.network.summary import summary
from crm.opening import opened_at
from tests.bench import counting
from tests.bench.cordis import cordis
from tests.bench.installation import server
from tests.bench.result import Bound, Result
from tests.bench.synthetic import PARTICIPATIONS, synthetic
from tests.bench.timing import in_turns, milliseconds, p95

TURNS, ASKED, TOP, NODES = 5, 300, 100, 300
ALL = Filters()
# Answers are kept by position; at another one they are made anew.
POSITIONS = count(-1, -1)


def network(data: Path) -> Iterator[Result]:
    """Measure one party, the whole network cold and kept, and a map."""
    with server(data) as running:
        with opened_at(synthetic(running)) as crm:
            yield from _parties(crm.database)
            yield _cold(crm.database)
            yield _kept(crm.database)
            yield _map(crm.database, f"map of {NODES}, network kept", kept=True)
        with opened_at(cordis(running)) as crm:
            yield _map(crm.database, f"map of {NODES} of CORDIS, nothing kept", kept=False)


def _parties(database: Database) -> Iterator[Result]:
    """Measure whom parties worked with: in SQL alone, then with everybody's id read."""
    ids: list[UUID] = database.values(BUSY, [ASKED])
    where = condition(database, ALL)
    sql = f"SELECT count(*) FROM ({shared(where)}) AS counted"
    params = [{**where.params, "party": one} for one in ids]
    what = f"partners of a party, {PARTICIPATIONS:,}, p95"
    yield _asked(f"{what}, in SQL", [partial(database.value, sql, one) for one in params], Bound(3))
    yield _asked(what, [partial(partners, database, one, ALL) for one in ids], None)


def _asked(what: str, questions: list[Callable[[], object]], bound: Bound | None) -> Result:
    turns = [[milliseconds(question) for question in questions] for _ in range(TURNS)]
    high = [p95(turn) for turn in turns]
    middle, most = median(median(turn) for turn in turns), median(max(turn) for turn in turns)
    note = (
        f"{min(high):.2f} to {max(high):.2f} ms in {TURNS} turns; p50 {middle:.2f} ms, "
        f"the busiest {most:.1f} ms"
    )
    return Result(what, "ms", median(high), bound=bound, note=note)


def _cold(database: Database) -> Result:
    turns = in_turns(
        TURNS,
        lambda: milliseconds(lambda: _whole(database, next(POSITIONS))),
        lambda: milliseconds(lambda: counting.whole(database, TOP)),
    )
    return Result(
        f"summary and top {TOP} pairs, cold",
        "ms",
        median(turns.ours),
        median(turns.reference),
        turns.ratio,
        Bound(1.5, ratio=True),
        turns.spread,
    )


def _kept(database: Database) -> Result:
    position = next(POSITIONS)
    _whole(database, position)
    took = [milliseconds(lambda: _whole(database, position)) for _ in range(TURNS)]
    note = f"{min(took):.1f} to {max(took):.1f} ms in {TURNS} turns"
    what = f"summary and top {TOP} pairs, nothing written since"
    return Result(what, "ms", median(took), bound=Bound(10), note=note)


def _whole(database: Database, position: int) -> None:
    summary(database, ALL, position)
    strongest(database, ALL, position, TOP)


def _map(database: Database, what: str, *, kept: bool) -> Result:
    took = []
    for _ in range(TURNS):
        position = next(POSITIONS)
        with database.connection() as connection:
            connection.execute("DELETE FROM map_layout")
        if kept:
            _whole(database, position)
        took.append(milliseconds(partial(map_of, database, ALL, position, limit=NODES)))
    note = f"{min(took):.0f} to {max(took):.0f} ms in {TURNS} turns"
    return Result(what, "ms", median(took), bound=Bound(400), note=note)


# Parties as often as they take part: the busier, the more often looked at.
BUSY = "SELECT party FROM participation ORDER BY md5(party::text || activity::text) LIMIT %s"
