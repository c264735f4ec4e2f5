"""Pages asked for by clients, ours and the reference's in turns."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from statistics import median

from tests.bench.processes import ProcessFailed, Serving, cpu_seconds, finished
from tests.bench.result import Bound, Result
from tests.bench.timing import in_turns, p95

TURNS, SECONDS = 9, 1.2
# More addresses than are asked for in a turn.
ADDRESSES = 4_000


@dataclass(frozen=True, slots=True)
class Site:
    """Who serves, and which pages; those of ours and of the reference in the same order."""

    server: Serving
    paths: Sequence[str]


def compared(
    what: str,
    ours: Site,
    reference: Site,
    clients: int,
    most: float | None,
    *,
    anew: bool = False,
    before_each: Callable[[], object] = lambda: None,
) -> Result:
    """Compare how long 95 % of the pages take at most, beside so many other clients.

    Pages are asked for over and over, and what is kept is answered; where they are made `anew`, no
    address is asked for twice.
    """
    asking = count(1)
    middle: dict[int, list[float]] = {ours.server.pid: [], reference.server.pid: []}
    work: dict[int, list[float]] = {ours.server.pid: [], reference.server.pid: []}

    def asked(site: Site) -> float:
        before_each()
        before = cpu_seconds(site.server.pid)
        took = pages_of(_anew(site, next(asking)) if anew else site, clients, SECONDS)
        work[site.server.pid].append((cpu_seconds(site.server.pid) - before) * 1_000 / len(took))
        middle[site.server.pid].append(median(took))
        return p95(took)

    turns = in_turns(TURNS, lambda: asked(ours), lambda: asked(reference))
    half, cpu = (
        [median(figures[site.server.pid]) for site in (ours, reference)]
        for figures in (middle, work)
    )
    return Result(
        f"{what}, {clients} client{'s' * (clients > 1)}, p95",
        "ms",
        median(turns.ours),
        median(turns.reference),
        turns.ratio,
        Bound(most, ratio=True) if most else None,
        f"{turns.spread}; p50 {half[0]:.2f} / {half[1]:.2f} ms, {half[0] / half[1]:.2f}x; "
        f"processor {cpu[0]:.2f} / {cpu[1]:.2f} ms, {cpu[0] / cpu[1]:.2f}x",
    )


def _anew(site: Site, turn: int) -> Site:
    """Give addresses that nobody asked for before: what is said in them besides is passed over."""
    paths = [
        f"{path}{'&' if '?' in path else '?'}look={turn}.{round_}"
        for round_ in range(ADDRESSES // len(site.paths))
        for path in site.paths
    ]
    return replace(site, paths=paths)


def pages_of(site: Site, clients: int, seconds: float) -> list[float]:
    """Return how long each page took, in ms. Raises ProcessFailed if any was an error."""
    asked = {
        "port": site.server.port,
        "paths": list(site.paths),
        "clients": clients,
        "seconds": seconds,
        "cookie": site.server.cookie,
    }
    found = json.loads(finished("-m", "tests.bench.client", said=json.dumps(asked)).said)
    if found["errors"]:
        raise ProcessFailed(f"{len(found['errors'])} errors", found["errors"][0])
    took: list[float] = found["took"]
    return took
