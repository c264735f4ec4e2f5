"""What the features stand on: an installation, the pages served over it, a browser, the steps."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from psycopg.conninfo import make_conninfo

from crm.application import CRM
from crm.log import Origin
from crm.opening import opened_at
from features.signed_in import let_in
from features.small_network import build
from tests.conftest import _create, aino, crm, installation, server

pytest_plugins = [
    "features.browser",
    "features.steps.barriers",
    "features.steps.bridges",
    "features.steps.calendar",
    "features.steps.accounts",
    "features.steps.contacts",
    "features.steps.engagements",
    "features.steps.figures",
    "features.steps.history",
    "features.steps.home",
    "features.steps.imports",
    "features.steps.keyboard",
    "features.steps.language",
    "features.steps.lists",
    "features.steps.log",
    "features.steps.network",
    "features.steps.networks",
    "features.steps.pages",
    "features.steps.partners",
    "features.steps.people",
    "features.steps.projects",
    "features.steps.saved_views",
    "features.steps.search",
    "features.steps.sensitivity",
    "features.steps.time_machine",
    "features.steps.units",
    "features.steps.vocabularies",
]
__all__ = ["aino", "crm", "installation", "server"]
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def prepared(server: str) -> str:
    """Make a database set up long ago, so that a scenario can record on the day it speaks of."""
    _create(server, "prepared")
    with opened_at(make_conninfo(server, dbname="prepared")) as crm:
        crm.set_up_vocabularies(origin=Origin("system", "job", recorded_at=LONG_AGO))
        let_in(crm, at=LONG_AGO)
    return "prepared"


@pytest.fixture(scope="session")
def competence_centre(server: str, prepared: str) -> Iterator[CRM]:
    """Give the competence centre's network, for scenarios that only read."""
    _create(server, "competence_centre", prepared)
    with opened_at(make_conninfo(server, dbname="competence_centre")) as crm:
        build(crm)
        yield crm
