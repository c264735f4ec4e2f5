"""Pages asked for by clients, ours and the reference's in turns."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.processes import ProcessFailed, finished
from tests.bench.result import Bound, Result
from tests.bench.timing import in_turns, p95

TURNS, SECONDS = 5, 2.0


@dataclass(frozen=True, slots=True)
class Site:
    """Where pages are, and which ones; those of ours and of the reference in the same order."""

    port: int
    paths: Sequence[str]


def compared(what: str, ours: Site, reference: Site, clients: int, most: float | None) -> Result:
    """Compare how long 95 % of the pages take at most, beside so many other clients."""
    middle: dict[int, list[float]] = {ours.port: [], reference.port: []}

    def asked(site: Site) -> float:
        took = pages_of(site, clients, SECONDS)
        middle[site.port].append(median(took))
        return p95(took)

    turns = in_turns(TURNS, lambda: asked(ours), lambda: asked(reference))
    half = [median(middle[site.port]) for site in (ours, reference)]
    return Result(
        f"{what}, {clients} client{'s' * (clients > 1)}, p95",
        "ms",
        median(turns.ours),
        median(turns.reference),
        turns.ratio,
        Bound(most, ratio=True) if most else None,
        f"{turns.spread}; p50 {half[0]:.2f} / {half[1]:.2f} ms, {half[0] / half[1]:.2f}x",
    )


def pages_of(site: Site, clients: int, seconds: float) -> list[float]:
    """Return how long each page took, in ms. Raises ProcessFailed if any was an error."""
    asked = {
        "port": site.port,
        "paths": list(site.paths),
        "clients": clients,
        "seconds": seconds,
    }
    found = json.loads(finished("-m", "tests.bench.client", said=json.dumps(asked)).said)
    if found["errors"]:
        raise ProcessFailed(f"{len(found['errors'])} errors", found["errors"][0])
    took: list[float] = found["took"]
    return took
