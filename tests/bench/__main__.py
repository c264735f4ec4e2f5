"""How fast is it with a large network? Every bound, as a ratio to a reference of the same run.

    ./run bench                 all of them, about twenty minutes
    ./run bench import pages    only these
    ./run bench --json FILE     and write the results to a file

Data sets are made once, in a temporary folder; BENCH_DATA=FOLDER keeps them from run to run.
BENCH_EVENTS and BENCH_PARTICIPATIONS, a million each, make the largest two smaller.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.cordis import FOLDER
from tests.bench.importing import importing
from tests.bench.installation import shape_of_events
from tests.bench.network import network
from tests.bench.pages import pages
from tests.bench.rebuilding import rebuilding
from tests.bench.result import Result, tell, write
from tests.bench.saving import saving
from tests.bench.signing import signing
from tests.bench.stalls import stalls
from tests.bench.starting import starting
from tests.bench.suggestions import suggestions

BENCHES: dict[str, Callable[[Path], Iterator[Result]]] = {
    "import": importing,
    "rebuild": rebuilding,
    "save": saving,
    "stall": stalls,
    "pages": pages,
    "search": suggestions,
    "network": network,
    "start": starting,
    "signing": signing,
}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there too")
    asked = parser.parse_args()
    if unknown := set(asked.names) - BENCHES.keys():
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    if not FOLDER.is_dir():
        sys.stdout.write(f"Skipped: the data to measure with, {FOLDER}, isn't there.\n")
        return
    if kept := os.environ.get("BENCH_DATA"):
        measure(Path(kept) / shape_of_events(), asked.names, asked.json)
        return
    with tempfile.TemporaryDirectory(prefix="verkosto-bench-") as folder:
        measure(Path(folder), asked.names, asked.json)


def measure(data: Path, names: list[str], file: Path | None) -> None:
    """Run the benches of these names, or all, telling each result as it comes."""
    # Modules are compiled once, as they are on any machine of its users.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(data / "bytecode")
    results = []
    for name, bench in BENCHES.items():
        if not names or name in names:
            sys.stdout.write(f"-- {name}; others keep {os.getloadavg()[0]:.1f} cores busy\n")
            for result in bench(data):
                results.append(result)
                tell(name, result)
                if file:
                    write(file, results)


if __name__ == "__main__":
    main()
