"""Installations whose log begins long ago, so that what was known when can be told apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from crm.application import CRM
from crm.log import Origin
from crm.opening import opened_at
from tests.conftest import NewUrl
from tests.crm.telling import tell

LONG_AGO = datetime(2015, 1, 1, tzinfo=UTC)


@pytest.fixture
def early(empty_url: str) -> Iterator[CRM]:
    """Give an installation whose vocabularies were set up in 2015."""
    with begun(empty_url) as crm:
        yield crm


@pytest.fixture(scope="module")
def told(new_url: NewUrl, request: pytest.FixtureRequest) -> Iterator[CRM]:
    """Give an installation with a long history, for the tests of one file."""
    with begun(new_url(f"told_{request.module.__name__.rpartition('.')[2]}")) as crm:
        tell(crm, seed=16, commands=300)
        yield crm


@contextmanager
def begun(url: str) -> Iterator[CRM]:
    """Open an installation in an empty database, as of 2015."""
    with opened_at(url) as crm:
        crm.set_up_vocabularies(origin=Origin("system", "job", recorded_at=LONG_AGO))
        yield crm
