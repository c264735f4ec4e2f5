"""Importing all of CORDIS in a fresh process, beside the sketch and COPY alone of the same rows."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.copying import Copy
from tests.bench.cordis import imported
from tests.bench.installation import copied, prepared, server
from tests.bench.processes import Finished
from tests.bench.result import Bound, Result
from tests.bench.sketch import IMPORTED, beside_sketch, is_there, sketched
from tests.bench.timing import Turns

TURNS = 3


def importing(data: Path) -> Iterator[Result]:
    """Measure the import: its speed, its time, its memory."""
    with server(data) as running:
        like = prepared(running)
        took, copies, sketches, events = [], [], [], 0
        for turn in range(TURNS):
            sketches += [sketched().imported] if is_there() else []
            with copied(running, like, f"import_{turn}") as url:
                one = imported(url)
                took.append(one)
                events = sum(json.loads(one.said)["events"].values())
                with Copy(url, log=True) as copy:
                    copies.append(copy.seconds())
    yield from _results(took, copies, events)
    if sketches:
        turns = Turns([events / one.seconds for one in took], sketches)
        yield beside_sketch(turns, 10_000, IMPORTED)


def _results(took: list[Finished], copies: list[float], events: int) -> Iterator[Result]:
    seconds, cpu = median(one.seconds for one in took), median(one.cpu_seconds for one in took)
    alone = median(copies)
    spread = f"{min(one.seconds for one in took):.1f} to {max(one.seconds for one in took):.1f} s"
    note = f"{spread} in {TURNS} turns; {cpu:.1f} s of the processor in Python"
    yield Result(
        "events a second, beside COPY with keys",
        "/s",
        events / seconds,
        events / alone,
        median(copy / one.seconds for one, copy in zip(took, copies, strict=True)),
        Bound(10_000, least=True),
        note,
    )
    yield Result("from start to end", "s", seconds, alone, seconds / alone, Bound(20), note)
    peak = max(one.peak_megabytes for one in took)
    yield Result("most memory of it and its helper", "MB", peak, bound=Bound(300))
