"""What a page costs more for somebody who is signed in: the same pages, with and without a look."""

from collections.abc import Iterator
from pathlib import Path

from crm.opening import opened_at
from tests.bench.cordis import cordis
from tests.bench.doors import refusing
from tests.bench.installation import server
from tests.bench.load import Site, compared
from tests.bench.processes import settled
from tests.bench.result import Result
from tests.bench.sites import ours, ours_for_anybody

MOST = 1.25
PATHS = {
    "signed-in list of 50": ["/partners?q=uni", "/partners?q=hel", "/engagements"],
    "signed-in list of units": ["/units"],
}


def signing(data: Path) -> Iterator[Result]:
    """Measure the door, a list of fifty, and one of the shortest pages there are."""
    with server(data) as running:
        url = cordis(running)
        with opened_at(url) as crm:
            yield refusing(crm)
        with ours(url) as signed, ours_for_anybody(url) as other:
            settled(signed.pid)
            settled(other.pid)
            for what, paths in PATHS.items():
                for clients in (1, 8):
                    here, there = Site(signed, paths), Site(other, paths)
                    # Nothing is kept for nobody.
                    yield compared(what, here, there, clients, MOST, anew=True)
