"""The sketch that the bounds of import and rebuild were set by, run again beside ours.

It lies in shared/, as the data does, and stops the PostgreSQL that it starts for itself.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.processes import ProcessFailed, finished
from tests.bench.result import Bound, Result
from tests.bench.timing import Turns

SHARED = Path(__file__).parents[3] / "shared"
SKETCH = SHARED / "recipes/eventstore/import_and_rebuild.py"
# What it made on the machine that 10,000/s and 40,000/s were asked of.
IMPORTED, REBUILT = 17_700, 43_000


@dataclass(frozen=True, slots=True)
class Sketched:
    """How many events a second it imported and rebuilt."""

    imported: float
    rebuilt: float


def is_there() -> bool:
    """Say whether there is a sketch to run."""
    return SKETCH.is_file()


def sketched() -> Sketched:
    """Run it in a folder of its own, two below the data as it expects."""
    with tempfile.TemporaryDirectory(prefix="verkosto-bench-") as folder:
        Path(folder, "data").symlink_to(SHARED / "data")
        (inside := Path(folder, "a/b")).mkdir(parents=True)
        said = finished("-W", "ignore", str(SKETCH), cwd=inside).said
    return Sketched(_speed("events", said), _speed("rebuild copy", said))


def beside_sketch(turns: Turns, least: float, then: float) -> Result:
    """Tell our speed beside its own; `least` was asked where it made `then`."""
    return Result(
        "events a second, beside the sketch",
        "/s",
        median(turns.ours),
        median(turns.reference),
        turns.ratio,
        Bound(least / then, least=True, ratio=True),
        f"{turns.spread}; it made {then:,.0f}/s where {least:,.0f}/s was asked",
    )


def _speed(what: str, said: str) -> float:
    found = re.search(rf"^{what} .* (\d+) ev/s", said, re.MULTILINE)
    if not found:
        raise ProcessFailed(str(SKETCH), said)
    return float(found[1])
