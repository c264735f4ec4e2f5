"""The pages over real installations: an empty one, and the competence centre's network."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from crm.opening import opened_at
from crm.signing_in.limits import Limit
from features.signed_in import let_in, token_of
from features.site import Site, served
from features.small_network import TODAY, build
from tests.conftest import NewUrl
from tests.web.forms import browser
from web.access import LIMITS

# Before anything that the network records, since the time of recording never runs backwards.
LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Serve pages for as long as these tests are run."""
    with served() as site:
        site.today = TODAY
        yield site


@pytest.fixture(scope="module")
def network_url(new_url: NewUrl, request: pytest.FixtureRequest) -> str:
    """Give the address of an empty database for one file of tests."""
    return new_url(f"web_{request.module.__name__.rpartition('.')[2]}")


@pytest.fixture(scope="module")
def small(network_url: str) -> Iterator[CRM]:
    """Give the competence centre's network, for the tests of one file."""
    with opened_at(network_url) as crm:
        crm.set_up_vocabularies(origin=Origin("system", "job", recorded_at=LONG_AGO))
        let_in(crm, at=LONG_AGO)
        build(crm)
        yield crm


@pytest.fixture
def client(site: Site, small: CRM) -> Iterator[httpx.Client]:
    """Give a client of the competence centre's pages, in English."""
    with visitor(site, small) as client:
        yield client


@pytest.fixture
def newcomer(site: Site, crm: CRM) -> Iterator[httpx.Client]:
    """Give a client of the pages of an empty installation."""
    with visitor(site, crm) as client:
        yield client


@pytest.fixture
def tireless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever goes through all pages ask as often as they like."""
    monkeypatch.setattr("web.access.LIMITS", dict.fromkeys(LIMITS, Limit(10_000, 1)))


@contextmanager
def visitor(site: Site, crm: CRM) -> Iterator[httpx.Client]:
    """Give a client of an installation's pages."""
    site.show(crm)
    with browser(site.url, token_of(crm)) as client:
        yield client
