"""What the features stand on: an installation, the pages served over it, a browser, the steps."""

from datetime import UTC, datetime

import pytest
from psycopg.conninfo import make_conninfo

from crm.log import Origin
from crm.opening import opened_at
from tests.conftest import _create, aino, crm, installation, server

pytest_plugins = [
    "features.browser",
    "features.steps.calendar",
    "features.steps.pages",
    "features.steps.partners",
]
__all__ = ["aino", "crm", "installation", "server"]
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def prepared(server: str) -> str:  # noqa: F811 - the fixture, not the function
    """Make a database set up long ago, so that a scenario can record on the day it speaks of."""
    _create(server, "prepared")
    with opened_at(make_conninfo(server, dbname="prepared")) as crm:  # noqa: F811 - as above
        crm.set_up_vocabularies(origin=Origin("system", "job", recorded_at=LONG_AGO))
    return "prepared"
