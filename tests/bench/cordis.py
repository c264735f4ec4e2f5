"""All of CORDIS: 19,189 EU projects with 30,721 organisations, as an import brings it in."""

from pathlib import Path

from tests.bench.installation import made
from tests.bench.processes import CRM, Finished, finished

FOLDER = Path(__file__).parents[3] / "shared/data/cordis-all"


def cordis(server: str) -> str:
    """Return the address of a database that holds it."""
    return made(server, "cordis", _import)


def imported(url: str) -> Finished:
    """Import it in a process of its own."""
    return finished(*CRM, "import", "cordis", str(FOLDER), "--json", env={"CRM_DATABASE_URL": url})


def _import(url: str) -> None:
    imported(url)
