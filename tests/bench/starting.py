"""From the start of the program, embedded PostgreSQL and all, to its first page."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from psycopg.conninfo import make_conninfo

from tests.bench.cordis import cordis
from tests.bench.installation import create, server
from tests.bench.processes import CRM, free_port, serving
from tests.bench.result import Bound, Result
from tests.bench.sites import signed_in

TURNS = 3


def starting(data: Path) -> Iterator[Result]:
    """Measure the start on the data of CORDIS, which lie in the folder as a person's would."""
    with server(data) as running:
        cordis(running)
        create(running, "postgres", "cordis")
        cookie = signed_in(make_conninfo(running, dbname="postgres"))
    for what, path in (("home page", "/"), ("list of partners", "/partners")):
        _first(data, path, cookie)  # which may compile modules that the next ones only read
        took = [_first(data, path, cookie) for _ in range(TURNS)]
        note = f"{min(took):.2f} to {max(took):.2f} s in {TURNS} turns"
        yield Result(f"start to {what}", "s", median(took), bound=Bound(1.5), note=note)


def _first(data: Path, path: str, cookie: str) -> float:
    port = free_port()
    env = {"CRM_DATA": str(data), "CRM_DATABASE_URL": "", "CRM_PORT": str(port)}
    with serving(*CRM, "serve", env=env, port=port, path=path, cookie=cookie) as served:
        return served.first
