"""Making all read models of CORDIS anew, beside COPY alone of the same rows and the sketch."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from crm.opening import AllReadModels, opened_at
from crm.projections.rebuild import rebuild
from tests.bench.copying import Copy
from tests.bench.cordis import cordis
from tests.bench.installation import server
from tests.bench.result import Bound, Result
from tests.bench.sketch import REBUILT, beside_sketch, is_there, sketched
from tests.bench.timing import Turns, in_turns, seconds

TURNS = 3


def rebuilding(data: Path) -> Iterator[Result]:
    """Measure a rebuild of everything."""
    with server(data) as running, opened_at(cordis(running)) as crm:
        events = crm.position()
        models = AllReadModels().models

        def ours() -> float:
            return seconds(lambda: rebuild(crm.database, models))

        with Copy(cordis(running), log=False) as copy:
            yield from _results(events, in_turns(TURNS, ours, copy.seconds))
        if is_there():
            speeds = in_turns(TURNS, lambda: events / ours(), lambda: sketched().rebuilt)
            yield beside_sketch(speeds, 40_000, REBUILT)


def _results(events: int, turns: Turns) -> Iterator[Result]:
    took = f"{min(turns.ours):.1f} to {max(turns.ours):.1f} s in {TURNS} turns"
    speed = events / median(turns.ours)
    yield Result("events a second", "/s", speed, bound=Bound(40_000, least=True), note=took)
    yield Result(
        "beside COPY with primary keys",
        "/s",
        speed,
        events / median(turns.reference),
        1 / turns.ratio,
        Bound(0.25, least=True, ratio=True),
        f"COPY {min(turns.reference):.1f} to {max(turns.reference):.1f} s",
    )
